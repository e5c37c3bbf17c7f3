// Frames by way of a Tauri app: its Rust side holds the connection, and hands each frame to the page as an event.

import {
  type Connection,
  type Host,
  type Link,
  SendError,
  type TauriEvents,
  type Transport,
} from "./protocol.js";
import { SendQueue, type SendQueueOptions } from "./queue.js";

/** The part of `@tauri-apps/api` that is used. */
export interface TauriApi {
  listen(event: string, handler: (event: { readonly payload: unknown }) => void): Promise<() => void>;
  invoke(command: string, args?: Record<string, unknown>): Promise<unknown>;
}

export interface TauriOptions {
  /** The names of the events; those of the manifest if left out. */
  readonly events?: TauriEvents | undefined;
  /** The command that takes `{ frame }`, a text; `plugin:samewire|send` if left out. */
  readonly sendCommand?: string | undefined;
  /**
   * The command that tells the Rust side that the page listens now, since what is emitted before is lost; it may
   * return the present connection. `plugin:samewire|ready` if left out; `false` calls none.
   */
  readonly readyCommand?: string | false | undefined;
  /** What is kept until the page listens. */
  readonly queue?: SendQueueOptions | undefined;
  /** Another way to Tauri than `@tauri-apps/api`. */
  readonly api?: (() => TauriApi | Promise<TauriApi>) | undefined;
}

/** Under this name come frames, as text, that Tauri cannot carry under their own: unknown events, or hostile keys. */
export const FRAME_EVENT = "samewire:frame";

/** Under this name the Rust side tells how its connection to the server is: a value like {@link Connection}. */
export const CONNECTION_EVENT = "samewire:connection";

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
  const [event, core] = await Promise.all([
    import("@tauri-apps/api/event").catch(missing),
    import("@tauri-apps/api/core").catch(missing),
  ]);
  return { listen: event.listen, invoke: core.invoke };
}

function missing(error: unknown): never {
  throw new Error(`@tauri-apps/api cannot be loaded: ${text(error)}`);
}

class TauriLink implements Link {
  readonly #options: TauriOptions;
  readonly #host: Host;
  readonly #queue: SendQueue;
  /** What ends each listening of this round. Replaced when a round ends. */
  #ends: (() => void)[] = [];
  #state: "connecting" | "ready" | "failed" | "closed" = "connecting";
  #api: TauriApi | undefined;

  constructor(options: TauriOptions, host: Host) {
    this.#options = options;
    this.#host = host;
    this.#queue = new SendQueue(options.queue, (reason) => host.dropped(reason));
  }

  connect(): void {
    const ends = this.#ends;
    this.#state = "connecting";
    this.#host.connection({ state: "connecting", attempt: 1 });
    if (this.#isOver(ends)) return;
    this.#listen(ends).catch((error) => this.#failed(ends, text(error)));
  }

  async send(frame: string, wanted?: () => boolean): Promise<void> {
    if (this.#state === "connecting") this.#queue.put(frame, wanted);
    else if (this.#state === "ready") await this.#invokeSend(frame);
    else throw new SendError(this.#state, `the connection is ${this.#state}`);
  }

  reconnect(): void {
    if (this.#state === "failed") this.connect();
  }

  close(): void {
    this.#state = "closed";
    this.#endRound();
    this.#queue.giveUp("closed");
  }

  /** Listens to all names, and tells the Rust side when that has come about. */
  async #listen(ends: (() => void)[]): Promise<void> {
    const { events = this.#host.tauri, readyCommand = "plugin:samewire|ready" } = this.#options;
    if (events === undefined) throw new Error("the manifest says nothing of `tauri`, and no names are given");
    const api = await (this.#options.api ?? installedApi)();
    if (this.#isOver(ends)) return;

    const listen = async (name: string, take: (payload: unknown) => void): Promise<void> => {
      const end = await api.listen(name, ({ payload }) => {
        if (!this.#isOver(ends)) take(payload);
      });
      // Whoever ended the round could not end this one yet.
      if (this.#isOver(ends)) end();
      else ends.push(end);
    };
    const { receive } = this.#host;
    let told = false;
    await Promise.all([
      ...Object.entries(events.names).map(([tauri, name]) =>
        listen(tauri, (payload) =>
          events.payload === "alone" ? receive(asFrame(payload), name) : receive(payload),
        ),
      ),
      listen(FRAME_EVENT, (frame) => receive(frame)),
      listen(CONNECTION_EVENT, (connection) => {
        if (this.#told(connection)) told = true;
      }),
    ]);
    if (this.#isOver(ends)) return;
    this.#api = api;
    const connection = readyCommand === false ? undefined : await api.invoke(readyCommand);
    if (this.#isOver(ends)) return;
    this.#state = "ready";
    // Before anybody hears that it is open, and sends more.
    this.#queue.drain((frame) => {
      this.#invokeSend(frame).catch((error) =>
        this.#host.dropped(`a queued frame is given up: ${text(error)}`),
      );
    });
    // News that overtook the answer are newer than it.
    if (!told) this.#host.connection(isConnection(connection) ? connection : { state: "open" });
  }

  /** Passes news of the connection on; says whether they were any. */
  #told(connection: unknown): boolean {
    const isNews = isConnection(connection);
    if (isNews) this.#host.connection(connection);
    else this.#host.refuse(`${CONNECTION_EVENT} carries no connection`);
    return isNews;
  }

  async #invokeSend(frame: string): Promise<void> {
    try {
      await this.#api?.invoke(this.#options.sendCommand ?? "plugin:samewire|send", { frame });
    } catch (error) {
      throw new SendError("failed", text(error));
    }
  }

  #failed(ends: (() => void)[], reason: string): void {
    if (this.#isOver(ends)) return;
    this.#state = "failed";
    this.#endRound();
    this.#host.connection({ state: "failed", reason });
    // Whoever heard of it may have begun anew, with what is queued.
    if (this.#state === "failed") this.#queue.giveUp("failed");
  }

  #isOver(ends: (() => void)[]): boolean {
    return ends !== this.#ends;
  }

  #endRound(): void {
    const ends = this.#ends;
    this.#ends = [];
    for (const end of ends) end();
  }
}

/** Readers take a text for JSON, and a payload that is a text is none yet. */
function asFrame(payload: unknown): unknown {
  return typeof payload === "string" ? JSON.stringify(payload) : payload;
}

/** Whether the Rust side told a state that it can be in; that it is `closed` is for the page to say. */
function isConnection(value: unknown): value is Connection {
  if (typeof value !== "object" || value === null) return false;
  const { state, attempt, delay, reason } = value as Readonly<Record<string, unknown>>;
  if (state === "open") return true;
  if (state === "connecting") return typeof attempt === "number";
  if (state === "failed") return typeof reason === "string";
  return [state, typeof attempt, typeof delay, typeof reason].join() === "waiting,number,number,string";
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
