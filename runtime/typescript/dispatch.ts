// Receiving and sending, without a table of all events: what `createEvents` is built on, and all that a page needs
// which uses listener functions only.

import { Handlers, type ListenOptions, type Unsubscribe } from "./handlers.js";
import {
  type AnyEvent,
  type Connection,
  type Decoded,
  describe,
  type EventCodec,
  type EventName,
  type FrameError,
  type Host,
  type Link,
  type Protocol,
  SendError,
  type Transport,
  type UnknownEvent,
} from "./protocol.js";

/** Hears one event. What it throws is reported, and does not keep other handlers from being called. */
export type Handler<Payload, Beside> = (payload: Payload, beside: Beside) => void;

/** The members beside the event may be left out if none of them is required. */
export type SendArguments<Beside> =
  Record<never, never> extends Beside
    ? [options?: SendOptions<Beside>]
    : [options: SendOptions<Beside> & { readonly beside: Beside }];

export interface SendOptions<Beside> {
  /** Members of the frame beside the event. */
  readonly beside?: Beside | undefined;
  /** Takes a frame back as long as it is queued. */
  readonly signal?: AbortSignal | undefined;
}

/** What belongs to a frame that leaves. */
interface Transmission<Beside> {
  readonly beside?: Partial<Beside> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Asked again before a queued frame is written. */
  readonly wanted?: (() => boolean) | undefined;
}

/** Something that went wrong without a caller to tell it to. */
export type Problem =
  /** A frame was refused. */
  | { readonly kind: "frame"; readonly error: FrameError }
  /** A handler threw, or its promise was rejected. */
  | { readonly kind: "handler"; readonly name: string; readonly error: unknown }
  /** A frame is lost that `send` had queued, or that came from a connection that is over. */
  | { readonly kind: "dropped"; readonly reason: string };

/** Counts since the beginning; `received` is the sum of `handled`, `skipped`, `unknown` and `errors`. */
export interface Stats {
  /** Frames that arrived. */
  received: number;
  /** Events that at least one handler or request got. */
  handled: number;
  /** Events that nobody listened to; most of them were not even parsed. */
  skipped: number;
  /** Events that this side does not know. */
  unknown: number;
  /** Frames that were refused. */
  errors: number;
  /** Handlers that threw. */
  failures: number;
  /** Frames that the transport has taken. */
  sent: number;
  /** Frames that were lost, see {@link Problem}. */
  dropped: number;
}

/** Listening and sending by functions that bring the codec of their event. */
export interface Listeners<InBeside, OutBeside> {
  /**
   * Calls the handler for each event of this codec. Listener functions are made of it: they know what their handler is
   * given.
   */
  listen(codec: EventCodec, handler: Handler<never, InBeside>, options?: ListenOptions): Unsubscribe;
  /** Sends the event of this codec, for functions that know its payload; resolves when the transport has the frame. */
  post(codec: EventCodec, payload: unknown, ...options: SendArguments<OutBeside>): Promise<void>;
  /** Hears of what went wrong. Without a handler, problems are shown in the console. */
  onError(handler: (problem: Problem) => void, options?: ListenOptions): Unsubscribe;
  /** Hears of each change of `connection`. */
  onConnection(handler: (connection: Connection) => void, options?: ListenOptions): Unsubscribe;
  /** Whether events can arrive just now; the same object until it changes. */
  readonly connection: Connection;
  readonly stats: Readonly<Stats>;
  /** Connects now instead of waiting, and again after the transport gave up. */
  reconnect(): void;
  /** Ends it for good: no handler is called any more, and what is queued is lost. */
  close(): void;
}

/**
 * Listens and sends by listener functions only, so that a page holds the codecs which it uses and no others. Events without
 * a listener are skipped, known or not; for requests there is `createEvents`.
 */
export function createListeners<In, InBeside, Out, OutBeside, Own>(
  protocol: Protocol<In, InBeside, Out, OutBeside, unknown, Own>,
  transport: Transport,
): Listeners<InBeside, OutBeside> {
  return new Dispatcher(protocol, transport);
}

/** The part that all pages need. `createEvents` adds names, requests and the rest by overriding what is protected. */
export class Dispatcher<In, InBeside, Out, OutBeside, Replies = unknown, Own = unknown>
  implements Listeners<InBeside, OutBeside>
{
  readonly stats: Stats = {
    received: 0,
    handled: 0,
    skipped: 0,
    unknown: 0,
    errors: 0,
    failures: 0,
    sent: 0,
    dropped: 0,
  };
  protected readonly protocol: Protocol<In, InBeside, Out, OutBeside, Replies, Own>;
  readonly #codecs = new Map<string, EventCodec>();
  readonly #byName = new Map<string, Handlers<[unknown, InBeside]>>();
  readonly #onError = new Handlers<[Problem]>();
  readonly #onConnection = new Handlers<[Connection]>();
  readonly #inbox: Arrived[] = [];
  readonly #link: Link;
  #connection: Connection = { state: "connecting", attempt: 1 };
  #busy = false;

  constructor(protocol: Protocol<In, InBeside, Out, OutBeside, Replies, Own>, transport: Transport) {
    this.protocol = protocol;
    this.#link = transport.start(this.#host());
  }

  listen(codec: EventCodec, handler: Handler<never, InBeside>, options?: ListenOptions): Unsubscribe {
    this.#codecs.set(codec.name, codec);
    return this.listenTo(codec.name, handler as Handler<unknown, InBeside>, options);
  }

  post(codec: EventCodec, payload: unknown, ...[options]: SendArguments<OutBeside>): Promise<void> {
    const name = codec.name as EventName<Out>;
    return this.transmit(name, payload as Out[EventName<Out>], options, codec);
  }

  onError(handler: (problem: Problem) => void, options?: ListenOptions): Unsubscribe {
    return this.#onError.add(handler, options);
  }

  onConnection(handler: (connection: Connection) => void, options?: ListenOptions): Unsubscribe {
    return this.#onConnection.add(handler, options);
  }

  get connection(): Connection {
    return this.#connection;
  }

  reconnect(): void {
    if (!this.#closed) this.#link.reconnect?.();
  }

  close(): void {
    if (this.#closed) return;
    this.#inbox.length = 0;
    this.#link.close();
    for (const handlers of this.#byName.values()) handlers.clear();
    this.#connected({ state: "closed" });
  }

  protected listenTo(
    name: string,
    handler: Handler<unknown, InBeside>,
    options?: ListenOptions,
  ): Unsubscribe {
    const handlers = this.#byName.get(name) ?? new Handlers();
    this.#byName.set(name, handlers);
    return handlers.add(handler, options);
  }

  /** Writes the frame and hands it to the transport before it returns, so that frames leave in the order of the calls. */
  protected async transmit(
    name: EventName<Out>,
    payload: Out[EventName<Out>],
    { beside, signal, wanted = signal && (() => !signal.aborted) }: Transmission<OutBeside> = {},
    codec?: EventCodec,
  ): Promise<void> {
    signal?.throwIfAborted();
    if (this.#closed) throw closed();
    const frame = this.protocol.encode(name, payload, beside, codec);
    await this.#link.send(frame, wanted);
    this.stats.sent += 1;
  }

  /** Whether an event of this name has to be decoded. */
  protected wants(name: string): boolean {
    return (this.#byName.get(name)?.size ?? 0) > 0;
  }

  /** Gives the event to those who want it; says whether there was one. */
  protected heard(event: AnyEvent<In> | AnyEvent<Own>, beside: InBeside): boolean {
    if (!this.wants(event.name)) return false;
    this.call(this.#byName.get(event.name), event.name, event.payload, beside);
    return true;
  }

  protected unknown(_event: UnknownEvent<InBeside>): void {}

  /** A frame was refused; `beside` is what could be read of it nevertheless. */
  protected refused(error: FrameError, _beside?: Partial<InBeside>): void {
    this.stats.errors += 1;
    this.#report({ kind: "frame", error });
  }

  protected call<Args extends unknown[]>(
    handlers: Handlers<Args> | undefined,
    name: string,
    ...args: Args
  ): void {
    handlers?.call((error) => {
      this.stats.failures += 1;
      this.#report({ kind: "handler", name, error });
    }, args);
  }

  get #closed(): boolean {
    return this.#connection.state === "closed";
  }

  #host(): Host {
    const { heartbeat, tauri } = this.protocol;
    return {
      receive: (frame, name) => this.#receive({ frame, alone: name }),
      desktop: (frame, name) => this.#receive({ frame, alone: name, isDesktop: true }),
      refuse: (reason) => {
        if (this.#closed) return;
        this.stats.received += 1;
        this.refused({ path: "", reason });
      },
      connection: (connection) => this.#connected(connection),
      dropped: (reason) => {
        if (this.#closed) return;
        this.stats.dropped += 1;
        this.#report({ kind: "dropped", reason });
      },
      beat: heartbeat && (() => this.protocol.encode(heartbeat.send, {} as never, undefined)),
      tauri,
    };
  }

  /** Takes frames one after the other, also those that arrive while a handler runs. */
  #receive(arrived: Arrived): void {
    if (this.#closed) return;
    this.#inbox.push(arrived);
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.#inbox.shift(); next !== undefined; next = this.#inbox.shift()) {
        this.#take(next);
      }
    } finally {
      this.#busy = false;
    }
  }

  #take(arrived: Arrived): void {
    this.stats.received += 1;
    const name = this.#known(arrived);
    if (name !== undefined && !this.wants(name)) {
      this.stats.skipped += 1;
      return;
    }
    const decoded = this.#decode(arrived);
    if (decoded.kind === "error") this.refused(decoded.error, decoded.beside);
    else if (decoded.kind === "event") {
      if (this.heard(decoded.event, decoded.beside)) this.stats.handled += 1;
      else this.stats.skipped += 1;
    } else if (this.protocol.listenedOnly && decoded.unknown.name !== undefined) this.stats.skipped += 1;
    else {
      this.stats.unknown += 1;
      this.unknown(decoded.unknown);
    }
  }

  /** The event's name, if that is certain by now. */
  #known({ frame, alone, isDesktop }: Arrived): string | undefined {
    if (alone === undefined) return typeof frame === "string" ? this.protocol.peek(frame) : undefined;
    return isDesktop ? alone : this.protocol.known?.(alone);
  }

  #decode({ frame, alone, isDesktop }: Arrived): Decoded<AnyEvent<In> | AnyEvent<Own>, InBeside> {
    const { protocol } = this;
    if (alone === undefined) return protocol.decode(frame, this.#codecs);
    // Handlers of the desktop's own events know that nothing stands beside those.
    const decoded = isDesktop
      ? (protocol.decodeDesktop?.(alone, frame, this.#codecs) as Decoded<AnyEvent<Own>, InBeside> | undefined)
      : protocol.decodePayload?.(alone, frame, this.#codecs);
    const reason = "expected a frame, got a payload alone";
    return decoded ?? { kind: "error", error: { name: alone, path: "", reason } };
  }

  #connected(connection: Connection): void {
    if (this.#closed) return;
    this.#connection = connection;
    this.call(this.#onConnection, "connection", connection);
  }

  #report(problem: Problem): void {
    if (this.#onError.size === 0) show(problem);
    // Whoever fails in hearing of failures is not told of it by that way.
    else this.#onError.call((error) => show({ kind: "handler", name: "error", error }), [problem]);
  }
}

/** What a transport brings. */
interface Arrived {
  readonly frame: unknown;
  /** The name under which it came, if it is a payload without its frame. */
  readonly alone: string | undefined;
  readonly isDesktop?: true;
}

/** What becomes of those who send, or wait, when all is closed. */
export function closed(): SendError {
  return new SendError("closed", "these events are closed");
}

/** For developers: a mistake nobody listens to must not be invisible. */
function show(problem: Problem): void {
  if (problem.kind === "handler") {
    if (typeof reportError === "function") reportError(problem.error);
    else console.error(problem.error);
  } else console.warn(`samewire: ${problem.kind === "frame" ? describe(problem.error) : problem.reason}`);
}
