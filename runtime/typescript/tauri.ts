// Frames by way of a Tauri app: its Rust side holds the connection, and hands each frame to the page as an event.

import { type Answer, type Carried, isAnswer, isConnection, lost } from "./carried.js";
import { systemClock } from "./clock.js";
import {
  type Connection,
  type Host,
  type Link,
  SendError,
  type TauriEvents,
  type Transport,
} from "./protocol.js";
import { SendQueue, type SendQueueOptions } from "./queue.js";
import { type Place, type Stream, streamOf } from "./resume.js";

/** The part of `@tauri-apps/api` that is used. */
export interface TauriApi {
  /** Hears what is emitted to all, or to the webview that the page is in. */
  listen(event: string, handler: (event: { readonly payload: unknown }) => void): Promise<() => void>;
  invoke(command: string, args?: Record<string, unknown>): Promise<unknown>;
}

export interface TauriOptions {
  /** The name of the plugin, from which commands and events have theirs: `plugin:samewire|send`, `samewire:frame`. */
  readonly plugin?: string | undefined;
  /**
   * `false` if the Rust side is not the plugin: then nobody is asked for what was missed, and the transport is ready when it
   * listens. What is emitted before is lost.
   */
  readonly handshake?: boolean | undefined;
  /** The names of the events; those of the manifest if left out. */
  readonly events?: TauriEvents | undefined;
  /** Another command that takes `{ frame }`, a text, than the plugin's. */
  readonly sendCommand?: string | undefined;
  /** What is kept until the page listens. */
  readonly queue?: SendQueueOptions | undefined;
  /** Another way to Tauri than `@tauri-apps/api`. */
  readonly api?: (() => TauriApi | Promise<TauriApi>) | undefined;
}

/** Frames as events of Tauri. */
export function tauriTransport(options: TauriOptions = {}): Transport {
  return {
    start(host) {
      const link = new TauriLink(options, host);
      link.connect();
      return link;
    },
  };
}

/** The package is a peer that is looked for only here: pages without it can be bundled. */
async function installedApi(): Promise<TauriApi> {
  const [{ getCurrentWebview }, { invoke }] = await Promise.all([
    import("@tauri-apps/api/webview").catch(missing),
    import("@tauri-apps/api/core").catch(missing),
  ]);
  if (!("__TAURI_INTERNALS__" in globalThis)) throw new Error("this page is in no window of a Tauri app");
  // As a target, so that what is emitted to another webview is not heard.
  const webview = getCurrentWebview();
  return { listen: (event, handler) => webview.listen(event, handler), invoke };
}

function missing(error: unknown): never {
  throw new Error(`@tauri-apps/api cannot be loaded: ${text(error)}`);
}

class TauriLink implements Link {
  readonly #options: TauriOptions;
  readonly #plugin: string;
  readonly #host: Host;
  /** What is to be sent when it is ready. */
  readonly #queue: SendQueue;
  /** What waits for the frame that is on its way: as much as an open socket may lag behind. */
  readonly #next: SendQueue;
  readonly #stream: Stream;
  /** Up to where this link has heard. */
  #place: Place | undefined;
  #round = new Round();
  #state: "connecting" | "ready" | "failed" | "closed" = "connecting";
  /** What the Rust side said last of its own connection. */
  #told: Connection | undefined;
  #api: TauriApi | undefined;
  /** The frame that has been given to Tauri, and is neither taken nor refused. */
  #sending: object | undefined;

  constructor(options: TauriOptions, host: Host) {
    this.#options = options;
    this.#plugin = options.plugin ?? "samewire";
    this.#host = host;
    const dropped = (reason: string): void => host.dropped(reason);
    this.#queue = new SendQueue(options.queue, dropped);
    this.#next = new SendQueue({ size: options.queue?.size, frames: Number.POSITIVE_INFINITY }, dropped);
    this.#stream = streamOf(this.#plugin);
    this.#place = this.#stream.heard;
    globalThis.addEventListener?.("pagehide", this.#hidden);
    globalThis.addEventListener?.("pageshow", this.#shown);
  }

  connect(): void {
    this.#round.end();
    const round = new Round();
    this.#round = round;
    this.#state = "connecting";
    // A page that comes back to life is not told any more what became of its frame.
    this.#sending = undefined;
    this.#next.giveUp("failed");
    this.#told = undefined;
    this.#host.connection({ state: "connecting", attempt: 1 });
    if (!round.isOver) this.#begin(round).catch((error) => this.#failed(round, text(error)));
  }

  async send(frame: string, wanted?: () => boolean): Promise<void> {
    const state = this.#state;
    if (state === "closed" || state === "failed") throw new SendError(state, `the connection is ${state}`);
    if (state === "connecting") this.#queue.put(frame, wanted);
    else if (this.#sending !== undefined) this.#next.put(frame, wanted, "the app is too slow");
    else await this.#invokeSend(frame);
  }

  reconnect(): void {
    const isDown = this.#told?.state === "failed" || this.#told?.state === "waiting";
    if (this.#state === "failed") this.connect();
    else if (this.#state === "ready" && isDown && this.#options.handshake !== false) {
      this.#command("reconnect").catch((error) => {
        if (this.#state !== "closed") this.#host.refuse(`it cannot be connected again: ${text(error)}`);
      });
    }
  }

  close(): void {
    const isReady = this.#state === "ready";
    this.#state = "closed";
    this.#round.end();
    globalThis.removeEventListener?.("pagehide", this.#hidden);
    globalThis.removeEventListener?.("pageshow", this.#shown);
    // What was sent before still goes out, as it does with a socket.
    if (!isReady) this.#queue.giveUp("closed");
  }

  /** Listens to all names, and then asks the Rust side for what was missed. */
  async #begin(round: Round): Promise<void> {
    const { events = this.#host.tauri, handshake = true } = this.#options;
    if (events === undefined) throw new Error("the manifest says nothing of `tauri`, and no names are given");
    const api = await (this.#options.api ?? installedApi)();
    if (round.isOver) return;
    this.#api = api;
    round.hears = !handshake;
    const takers = this.#takers(events);
    const named = [...takers.keys()].map((name) =>
      round.listen(api, name, (payload) => round.hears && this.#hear(takers, name, payload)),
    );
    const news = round.listen(api, `${this.#plugin}:connection`, (connection) => {
      if (round.hears) this.#tell(connection);
    });
    const ready =
      handshake &&
      round.listen(api, `${this.#plugin}:ready`, (answer) => this.#answered(round, takers, answer));
    await Promise.all([...named, news, ready]);
    if (handshake) await this.#stream.inTurn(() => this.#ask(round));
    else if (!round.isOver) this.#ready(round, this.#told ?? { state: "open" });
  }

  /** What becomes of the messages of each name. */
  #takers({ names, payload: form, named = false, desktop = [] }: TauriEvents): Takers {
    const host = this.#host;
    const takers: Takers = new Map();
    for (const [tauri, name] of Object.entries(names)) {
      const alone = (payload: unknown): void => host.receive(asFrame(payload), name);
      const whole = (frame: unknown): void => host.receive(frame, named ? name : undefined);
      takers.set(tauri, form === "alone" ? alone : whole);
    }
    for (const name of desktop) takers.set(name, (payload) => host.desktop(asFrame(payload), name));
    return takers.set(this.#frames, (carried) => {
      const { frame, of, error, dropped, desktop, ...named } = (carried ?? {}) as Carried;
      const name = typeof of === "string" ? names[of] : named.name;
      const isNamed = name === undefined || typeof name === "string";
      if (typeof error === "string") host.refuse(error);
      else if (typeof dropped === "string") host.dropped(dropped);
      else if (typeof frame !== "string" || !isNamed) host.refuse(`${this.#frames} carries no frame`);
      else if (desktop === true && name !== undefined) host.desktop(frame, name);
      else host.receive(frame, name);
    });
  }

  /** Under this name come frames, as text, that Tauri cannot carry under their own, or that have none. */
  get #frames(): string {
    return `${this.#plugin}:frame`;
  }

  /** Whether a message is for this page; what goes under a name of its own too is heard there, if anybody listens. */
  #isHeard(takers: Takers, name: string, payload: unknown): boolean {
    const elsewhere = name === this.#frames ? (payload as Carried | null)?.event : undefined;
    return takers.has(name) && (elsewhere === undefined || !takers.has(elsewhere));
  }

  #hear(takers: Takers, name: string, payload: unknown): void {
    if (!this.#isHeard(takers, name, payload)) return;
    if (this.#place !== undefined) {
      // Before anybody is told, who may close this.
      this.#place = { ...this.#place, position: this.#place.position + 1 };
      this.#stream.hears(this.#place);
    }
    takers.get(name)?.(payload);
  }

  /** Resolves when the Rust side has answered, by an event among the others. */
  async #ask(round: Round): Promise<void> {
    if (round.isOver) return;
    await new Promise<void>((resolve, reject) => {
      round.asks = resolve;
      this.#command("ready", { link: round.link, ...this.#stream.from(this.#place) }).catch((error) => {
        round.asks = undefined;
        reject(error);
      });
    });
  }

  /** A round that is over by now takes note of the answer, and can let go of its listening. */
  #answered(round: Round, takers: Takers, answer: unknown): void {
    const { asks } = round;
    if (asks === undefined || (answer as Answer | null)?.link !== round.link) return;
    round.asks = undefined;
    asks();
    if (round.isOver) round.end();
    if (isAnswer(answer)) this.#resume(round, takers, answer);
    else this.#failed(round, `${this.#plugin}:ready does not say where the page is`);
  }

  /** Hears what was missed. */
  #resume(round: Round, takers: Takers, answer: Answer): void {
    const { session, position, dropped, connection } = answer;
    const missed = answer.missed.filter(([name, payload]) => this.#isHeard(takers, name, payload));
    const place = { session, position: position - missed.length };
    this.#stream.begins(place);
    if (round.isOver) return;
    this.#place = place;
    round.hears = true;
    this.#ready(round, isConnection(connection) ? connection : { state: "open" });
    if (dropped > 0 && round.hears) this.#host.dropped(lost(dropped));
    for (const [name, payload] of missed) {
      if (round.hears) this.#hear(takers, name, payload);
    }
  }

  #ready(round: Round, connection: Connection): void {
    this.#state = "ready";
    // Before anybody hears that it is open, and sends more.
    this.#sendNext();
    if (round.hears && connection !== this.#told) this.#tell(connection);
  }

  /** Passes news of the connection on. */
  #tell(news: unknown): void {
    if (isConnection(news)) {
      this.#told = news;
      this.#host.connection(news);
    } else this.#host.refuse(`${this.#plugin}:connection carries no connection`);
  }

  async #command(name: string, args?: Record<string, unknown>): Promise<void> {
    await this.#api?.invoke(`plugin:${this.#plugin}|${name}`, args);
  }

  /** Sends what waits, one frame after the other: commands of Tauri may overtake each other. */
  #sendNext(): void {
    const frame = this.#sending === undefined ? (this.#queue.take() ?? this.#next.take()) : undefined;
    if (frame === undefined) return;
    this.#invokeSend(frame).catch((error) => {
      if (this.#state !== "closed") this.#host.dropped(`a queued frame is given up: ${text(error)}`);
    });
  }

  async #invokeSend(frame: string): Promise<void> {
    const { sendCommand = `plugin:${this.#plugin}|send` } = this.#options;
    const sending = {};
    this.#sending = sending;
    try {
      await answered(this.#api?.invoke(sendCommand, { frame }));
    } catch (error) {
      throw new SendError("failed", text(error));
    } finally {
      if (this.#sending === sending) {
        this.#sending = undefined;
        if (this.#state !== "connecting") this.#sendNext();
      }
    }
  }

  #failed(round: Round, reason: string): void {
    const isLate = round.isOver;
    round.end();
    if (isLate) return;
    this.#state = "failed";
    this.#host.connection({ state: "failed", reason });
    // Whoever heard of it may have begun anew, with what is queued.
    if (this.#state === "failed") this.#queue.giveUp("failed");
  }

  /** What comes from now on is for the next page, which is told up to where this one has heard. */
  readonly #hidden = (): void => this.#round.leave();

  /** A page that comes back as it was has lost its listeners. */
  readonly #shown = ({ persisted }: PageTransitionEvent): void => {
    if (persisted && (this.#state === "connecting" || this.#state === "ready")) this.connect();
  };
}

/** One time of listening. */
class Round {
  /** By which the Rust side's answer is known. */
  readonly link: string = Math.random().toString(36).slice(2);
  /** Whether messages are handed on. */
  hears = false;
  isOver = false;
  /** The Rust side is asked; to be called when it has answered. */
  asks: (() => void) | undefined;
  #ends: (() => void)[] = [];

  async listen(api: TauriApi, name: string, take: (payload: unknown) => void): Promise<void> {
    this.#ends.push(await api.listen(name, ({ payload }) => take(payload)));
    // Whoever ended the round could not end this listening yet.
    if (this.isOver) this.end();
  }

  /** Hears nothing any more, and lets go of all listening once nothing is asked. */
  end(): void {
    this.hears = false;
    this.isOver = true;
    if (this.asks === undefined) for (const end of this.#ends.splice(0)) end();
  }

  /** Hears nothing any more, and will not be answered; what it listens with goes with the page. */
  leave(): void {
    this.hears = false;
    this.isOver = true;
    this.asks = undefined;
  }
}

/** How long a command may take (ms): one that is never answered would hold all frames behind it back. */
const PATIENCE = 10_000;

async function answered(answer: Promise<unknown> | undefined): Promise<void> {
  let cancel = (): void => {};
  const late = new Promise((_, reject) => {
    cancel = systemClock.after(PATIENCE, () => reject(new Error(`no answer within ${PATIENCE} ms`)));
  });
  try {
    await Promise.race([answer, late]);
  } finally {
    cancel();
  }
}

/** What becomes of the messages of each name. */
type Takers = Map<string, (payload: unknown) => void>;

/** Readers take a text for JSON, and a payload that is a text is none yet. */
function asFrame(payload: unknown): unknown {
  return typeof payload === "string" ? JSON.stringify(payload) : payload;
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
