// Frames over a WebSocket that is opened again whenever it is lost.

import { type Backoff, exponential } from "./backoff.js";
import { type Clock, systemClock } from "./clock.js";
import { type HeartbeatOptions, Watch } from "./heartbeat.js";
import { type Connection, type Host, type Link, SendError, type Transport } from "./protocol.js";
import { SendQueue, type SendQueueOptions } from "./queue.js";

export { type Backoff, brisk, type ExponentialOptions, exponential, fixed, patient } from "./backoff.js";

/** An address, or what makes one for each attempt: a function may fetch a fresh token first. */
export type Address = string | URL | (() => string | URL | Promise<string | URL>);

export interface WebSocketOptions {
  /** Subprotocols to offer. */
  readonly protocols?: string | readonly string[] | undefined;
  /** When to try again; {@link exponential} if left out. */
  readonly backoff?: Backoff | undefined;
  /** How long opening may take, the address included, in milliseconds; 10,000 if left out. */
  readonly openTimeout?: number | undefined;
  /** The times of the manifest's heartbeat, or bare texts in its place; `false` sends none. */
  readonly heartbeat?: HeartbeatOptions | false | undefined;
  /** How long nothing may arrive, in milliseconds; without limit if left out. For protocols without a heartbeat. */
  readonly idleTimeout?: number | undefined;
  /**
   * How long a connection on which nothing arrives has to last to be one that works, in milliseconds; without limit if
   * left out. For servers that may have nothing to say.
   */
  readonly settled?: number | undefined;
  /** What is kept while there is no connection. */
  readonly queue?: SendQueueOptions | undefined;
  /** Whether a close by the server is its last word (a token that it refused, for example); never, if left out. */
  readonly isFinal?: ((code: number, reason: string) => boolean) | undefined;
  /** Another WebSocket than the page's. */
  readonly WebSocket?: WebSocketConstructor | undefined;
  readonly clock?: Clock | undefined;
  readonly random?: (() => number) | undefined;
  /** Calls `wake` when the page or its network comes back; returns what ends that. */
  readonly wakes?: ((wake: (online: boolean) => void) => () => void) | undefined;
}

/** The part of a WebSocket that is used. */
export interface WebSocketLike {
  readonly readyState: number;
  readonly bufferedAmount: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  send(data: string): void;
  close(code?: number): void;
}

export type WebSocketConstructor = new (url: string | URL, protocols?: string | string[]) => WebSocketLike;

/** Frames as text messages of a WebSocket. */
export function webSocketTransport(address: Address, options: WebSocketOptions = {}): Transport {
  return {
    start(host) {
      const link = new WebSocketLink(address, options, host);
      link.connect();
      return link;
    },
  };
}

const OPEN = 1;

class WebSocketLink implements Link {
  readonly #address: Address;
  readonly #options: WebSocketOptions;
  readonly #host: Host;
  readonly #clock: Clock;
  readonly #backoff: Backoff;
  readonly #queue: SendQueue;
  readonly #endWakes: () => void;
  #state: Connection["state"] = "connecting";
  /** Attempts in a row that brought no frame, and did not last. */
  #failures = 0;
  /** Counts connections: whatever an older one still says is not heard. */
  #generation = 0;
  #socket: WebSocketLike | undefined;
  #watch: Watch | undefined;
  /** When a waiting link tries again, and an open one has lasted. */
  #dueAt = 0;
  /** How the next attempt is cancelled; while connecting, its timeout. */
  #cancel: () => void = () => {};

  constructor(address: Address, options: WebSocketOptions, host: Host) {
    this.#address = address;
    this.#options = options;
    this.#host = host;
    this.#clock = options.clock ?? systemClock;
    this.#backoff = options.backoff ?? exponential();
    this.#queue = new SendQueue(options.queue, (reason) => host.dropped(reason));
    this.#endWakes = (options.wakes ?? pageWakes)((online) => this.#wake(online));
  }

  connect(): void {
    const generation = ++this.#generation;
    const { openTimeout = 10_000 } = this.#options;
    this.#become({ state: "connecting", attempt: this.#failures + 1 });
    if (generation !== this.#generation) return;
    this.#cancel = this.#clock.after(openTimeout, () =>
      this.#lost(generation, `not open within ${openTimeout} ms`),
    );
    const address = this.#address;
    const opening = async (): Promise<void> =>
      this.#open(generation, typeof address === "function" ? await address() : address);
    opening().catch((error) => this.#lost(generation, `not opened: ${message(error)}`));
  }

  async send(frame: string, wanted?: () => boolean): Promise<void> {
    if (this.#state === "closed" || this.#state === "failed") {
      throw new SendError(this.#state, `the connection is ${this.#state}`);
    }
    const socket = this.#state === "open" ? this.#socket : undefined;
    // A socket that is closing would swallow the frame.
    if (socket?.readyState !== OPEN) return this.#queue.put(frame, wanted);
    if (!this.#queue.holds(socket.bufferedAmount + frame.length))
      throw new SendError("full", "the network is too slow");
    socket.send(frame);
  }

  reconnect(): void {
    if (this.#state !== "waiting" && this.#state !== "failed") return;
    this.#failures = 0;
    this.#cancel();
    this.connect();
  }

  close(): void {
    this.#state = "closed";
    this.#end(1000);
    this.#endWakes();
    this.#queue.giveUp("closed");
  }

  #open(generation: number, url: string | URL): void {
    if (generation !== this.#generation) return;
    const { protocols, WebSocket = globalThis.WebSocket } = this.#options;
    const socket: WebSocketLike =
      protocols === undefined
        ? new WebSocket(url)
        : new WebSocket(url, typeof protocols === "string" ? protocols : [...protocols]);
    this.#socket = socket;
    socket.onopen = () => this.#opened(generation, socket);
    socket.onmessage = (event: { readonly data: unknown }) => this.#arrived(generation, event.data);
    // What went wrong is not told to pages; a close follows, but not with every implementation.
    socket.onerror = () => this.#lost(generation, "the connection failed");
    socket.onclose = (event: { readonly code: number; readonly reason: string }) => {
      const { code, reason } = event;
      this.#lost(
        generation,
        `closed with ${code} ${reason}`.trimEnd(),
        this.#options.isFinal?.(code, reason),
      );
    };
  }

  #opened(generation: number, socket: WebSocketLike): void {
    if (generation !== this.#generation) return;
    this.#cancel();
    this.#dueAt = this.#clock.now() + (this.#options.settled ?? Number.POSITIVE_INFINITY);
    this.#watch = this.#newWatch(generation, socket);
    try {
      this.#queue.drain((frame) => socket.send(frame));
    } catch (error) {
      const reason = `a queued frame cannot be sent: ${message(error)}`;
      this.#host.dropped(reason);
      this.#lost(generation, reason);
      return;
    }
    this.#become({ state: "open" });
  }

  #newWatch(generation: number, socket: WebSocketLike): Watch {
    const { idleTimeout = Number.POSITIVE_INFINITY, random = Math.random } = this.#options;
    const { every = 25_000, grace = 10_000, text } = this.#heartbeat;
    const beats = (text ?? this.#host.beat) !== undefined && this.#options.heartbeat !== false;
    return new Watch({
      clock: this.#clock,
      random,
      every,
      grace,
      idle: idleTimeout,
      beat: beats ? () => this.#beat(socket) : undefined,
      gone: (reason) => this.#lost(generation, reason),
    });
  }

  get #heartbeat(): HeartbeatOptions {
    return this.#options.heartbeat || {};
  }

  #beat(socket: WebSocketLike): void {
    try {
      const frame = this.#heartbeat.text ?? this.#host.beat?.();
      if (frame !== undefined) socket.send(frame);
    } catch (error) {
      this.#host.dropped(`the heartbeat cannot be sent: ${message(error)}`);
    }
  }

  #arrived(generation: number, data: unknown): void {
    if (this.#state === "closed") return;
    if (generation !== this.#generation) {
      this.#host.dropped("a frame came late, from a connection that is over");
      return;
    }
    this.#failures = 0;
    this.#watch?.heard();
    if (typeof data === "string" && data === this.#heartbeat.answer) return;
    if (typeof data === "string") this.#host.receive(data);
    else this.#host.refuse("expected a text message, got a binary one");
  }

  #lost(generation: number, reason: string, final = false): void {
    if (generation !== this.#generation) return;
    if (this.#state === "open" && this.#clock.now() >= this.#dueAt) this.#failures = 0;
    this.#end();
    this.#failures += 1;
    const delay = final ? undefined : this.#backoff(this.#failures, this.#options.random ?? Math.random);
    if (delay === undefined) {
      const ended = this.#generation;
      this.#become({ state: "failed", reason });
      // Whoever heard of it may have connected again, with what is queued.
      if (ended === this.#generation) this.#queue.giveUp("failed");
      return;
    }
    this.#dueAt = this.#clock.now() + delay;
    this.#cancel = this.#clock.after(delay, () => this.connect());
    this.#become({ state: "waiting", attempt: this.#failures + 1, delay, reason });
  }

  /** Lets go of the connection; nothing that it says from now on is heard. */
  #end(code?: number): void {
    this.#generation += 1;
    this.#cancel();
    this.#watch?.stop();
    this.#watch = undefined;
    this.#socket?.close(code);
    this.#socket = undefined;
  }

  #wake(online: boolean): void {
    if (this.#state === "open") this.#watch?.wake();
    if (this.#state !== "waiting" || !(online || this.#clock.now() >= this.#dueAt)) return;
    this.#cancel();
    this.connect();
  }

  #become(connection: Connection): void {
    this.#state = connection.state;
    this.#host.connection(connection);
  }
}

/** The page is looked at again, or its network is back. Outside of pages, nothing. */
function pageWakes(wake: (online: boolean) => void): () => void {
  if (typeof globalThis.addEventListener !== "function") return () => {};
  const listener = ({ type }: Event): void => {
    // It changes as well when the page is hidden. Workers have no document.
    if (type === "visibilitychange" && globalThis.document?.visibilityState === "hidden") return;
    wake(type === "online");
  };
  const types = ["visibilitychange", "focus", "online"];
  for (const type of types) globalThis.addEventListener(type, listener);
  return () => {
    for (const type of types) globalThis.removeEventListener(type, listener);
  };
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
