// Listening and sending by name: what `createEvents` of the generated code returns.

import { type Clock, systemClock } from "./clock.js";
import { closed, Dispatcher, type Handler, type Listeners, type SendArguments } from "./dispatch.js";
import { Handlers, type ListenOptions, type Unsubscribe } from "./handlers.js";
import {
  type AnyEvent,
  type EventName,
  type FrameError,
  type NamedEvent,
  type Protocol,
  SendError,
  type Transport,
  type UnknownEvent,
} from "./protocol.js";
import { Requests, type WaitOptions } from "./requests.js";

export { RequestError, type RequestErrorKind } from "./requests.js";

/** A handler for each event of the map: one that is missing does not compile. */
export type EventHandlers<Map, Beside> = {
  readonly [Name in EventName<Map>]: Handler<Map[Name], Beside>;
};

/** Handlers for some events of the map. */
export type SomeEventHandlers<Map, Beside> = {
  readonly [Name in EventName<Map>]?: Handler<Map[Name], Beside> | undefined;
};

/** Handlers for some events of a desktop app's own: nothing stands beside their payloads. */
export type DesktopEventHandlers<Own> = SomeEventHandlers<Own, Record<never, never>>;

/** A handler of the event of this name. */
export type EventHandler<In, InBeside, Own, Name extends EventName<In & Own>> = Handler<
  (In & Own)[Name],
  unknown extends Own ? InBeside : Name extends EventName<Own> ? Record<never, never> : InBeside
>;

/** A handler of any event. */
export type AnyEventHandler<In, InBeside, Own> = (
  event: AnyEvent<In> | AnyEvent<Own>,
  beside: unknown extends Own ? InBeside : Partial<InBeside>,
) => void;

/** The event that answers a request: the one that the manifest names, or any. */
export type ReplyTo<Map, Replies, Name> = Name extends keyof Replies
  ? NamedEvent<Map, Replies[Name] & EventName<Map>>
  : AnyEvent<Map>;

export interface RequestOptions<Beside> extends WaitOptions {
  /** Members of the frame beside the event; the request's id comes to them. */
  readonly beside?: Partial<Beside> | undefined;
}

export interface EventsOptions {
  /** For tests: the clock that timeouts of requests go by. */
  readonly clock?: Clock | undefined;
  /** For tests: a number from 0 to 1, which the ids of requests begin at. */
  readonly random?: (() => number) | undefined;
}

/** Events that arrive (`In`) and leave (`Out`), and those of a desktop app's own (`Own`), by their names. */
export interface Events<In, InBeside, Out, OutBeside, Replies = unknown, Own = unknown>
  extends Listeners<InBeside, OutBeside> {
  /** Calls the handler for each event of this name. */
  on<Name extends EventName<In & Own>>(
    name: Name,
    handler: EventHandler<In, InBeside, Own, Name>,
    options?: ListenOptions,
  ): Unsubscribe;
  /** Calls the handler for the next event of this name. */
  once<Name extends EventName<In & Own>>(
    name: Name,
    handler: EventHandler<In, InBeside, Own, Name>,
    options?: ListenOptions,
  ): Unsubscribe;
  /** Calls the handler for each event, before those that listen to its name. */
  onAny(handler: AnyEventHandler<In, InBeside, Own>, options?: ListenOptions): Unsubscribe;
  /** Hears of events that this side does not know. */
  onUnknown(handler: (unknown: UnknownEvent<InBeside>) => void, options?: ListenOptions): Unsubscribe;
  /**
   * Listens to all events of the protocol, and to those of a desktop app's own that have a handler; methods are called on
   * `handlers`.
   */
  attach(
    handlers: EventHandlers<In, InBeside> & DesktopEventHandlers<Own>,
    options?: ListenOptions,
  ): Unsubscribe;
  /** Listens to some events. */
  attachPartial(
    handlers: SomeEventHandlers<In, InBeside> & DesktopEventHandlers<Own>,
    options?: ListenOptions,
  ): Unsubscribe;
  /**
   * Sends an event. Resolves when the transport has taken the frame: it is written, or queued. Rejects with an
   * `EncodeError` if the payload cannot be written, with a `SendError` if the frame was not taken.
   */
  send<Name extends EventName<Out>>(
    name: Name,
    payload: Out[Name],
    ...options: SendArguments<OutBeside>
  ): Promise<void>;
  /**
   * Sends an event with a new id and resolves with the event that carries the id back; listeners hear that event as
   * well. Rejects with a {@link RequestError}, with the signal's reason, or as `send` does.
   */
  request<Name extends EventName<Out>>(
    name: Name,
    payload: Out[Name],
    options?: RequestOptions<OutBeside>,
  ): Promise<ReplyTo<In, Replies, Name>>;
}

/** Starts the transport and joins it with a protocol. Generated code has a function of this name for its protocol. */
export function createEvents<In, InBeside, Out, OutBeside, Replies, Own>(
  protocol: Protocol<In, InBeside, Out, OutBeside, Replies, Own>,
  transport: Transport,
  options: EventsOptions = {},
): Events<In, InBeside, Out, OutBeside, Replies, Own> {
  return new NamedEvents(protocol, transport, options);
}

/** For the `default` of a `switch` over all events: a case that is missing does not compile. */
export function assertNever(event: never): never {
  throw new Error(`no case for the event ${String((event as { readonly name?: unknown }).name)}`);
}

class NamedEvents<In, InBeside, Out, OutBeside, Replies, Own>
  extends Dispatcher<In, InBeside, Out, OutBeside, Replies, Own>
  implements Events<In, InBeside, Out, OutBeside, Replies, Own>
{
  readonly #any = new Handlers<Parameters<AnyEventHandler<In, InBeside, Own>>>();
  readonly #unknown = new Handlers<[UnknownEvent<InBeside>]>();
  readonly #requests: Requests<In>;
  /** Pages may share a connection, or take one over: where each begins at random, no answer is taken for another's. */
  #count: number;

  constructor(
    protocol: Protocol<In, InBeside, Out, OutBeside, Replies, Own>,
    transport: Transport,
    { clock = systemClock, random = Math.random }: EventsOptions,
  ) {
    super(protocol, transport);
    this.#requests = new Requests(clock, protocol.error);
    this.#count = Math.floor(random() * 2 ** 30);
  }

  on<Name extends EventName<In & Own>>(
    name: Name,
    handler: EventHandler<In, InBeside, Own, Name>,
    options?: ListenOptions,
  ): Unsubscribe {
    return this.listenTo(name, handler as Handler<unknown, InBeside>, options);
  }

  once<Name extends EventName<In & Own>>(
    name: Name,
    handler: EventHandler<In, InBeside, Own, Name>,
    options?: ListenOptions,
  ): Unsubscribe {
    const first: EventHandler<In, InBeside, Own, Name> = (payload, beside) => {
      off();
      return handler(payload, beside);
    };
    const off = this.on(name, first, options);
    return off;
  }

  onAny(handler: AnyEventHandler<In, InBeside, Own>, options?: ListenOptions): Unsubscribe {
    return this.#any.add(handler, options);
  }

  onUnknown(handler: (unknown: UnknownEvent<InBeside>) => void, options?: ListenOptions): Unsubscribe {
    return this.#unknown.add(handler, options);
  }

  attach(
    handlers: EventHandlers<In, InBeside> & DesktopEventHandlers<Own>,
    options?: ListenOptions,
  ): Unsubscribe {
    return this.attachPartial(handlers, options);
  }

  attachPartial(
    handlers: SomeEventHandlers<In, InBeside> & DesktopEventHandlers<Own>,
    options?: ListenOptions,
  ): Unsubscribe {
    const ends = methodsOf(handlers).map(([name, method]) => this.listenTo(name, method, options));
    return () => {
      for (const end of ends) end();
    };
  }

  send<Name extends EventName<Out>>(
    name: Name,
    payload: Out[Name],
    ...[options]: SendArguments<OutBeside>
  ): Promise<void> {
    return this.transmit(name, payload, options);
  }

  async request<Name extends EventName<Out>>(
    name: Name,
    payload: Out[Name],
    options: RequestOptions<OutBeside> = {},
  ): Promise<ReplyTo<In, Replies, Name>> {
    const { correlation, replies } = this.protocol;
    if (correlation === undefined) throw new SendError("failed", "this protocol has no ids for requests");
    const id = correlation.create(++this.#count);
    const reply = (replies as Readonly<Record<string, string>> | undefined)?.[name];
    // A request that nobody waits for any more is taken back while it is queued.
    const wanted = (): boolean => this.#requests.has(id);
    const beside = correlation.set(options.beside, id);
    const send = (): Promise<void> => this.transmit(name, payload, { beside, wanted });
    return (await this.#requests.wait(id, reply, options, send)) as ReplyTo<In, Replies, Name>;
  }

  override close(): void {
    super.close();
    this.#any.clear();
    this.#unknown.clear();
    this.#requests.rejectAll(closed());
  }

  protected override wants(name: string): boolean {
    return this.#any.size > 0 || super.wants(name) || this.#requests.mayAnswer(name);
  }

  protected override heard(event: AnyEvent<In> | AnyEvent<Own>, beside: InBeside): boolean {
    const id = this.protocol.correlation?.get(beside);
    // Nothing stands beside an event that is no answer to anybody.
    const answers = id !== undefined && this.#requests.answer(id, event as AnyEvent<In>);
    const any = this.#any.size > 0;
    this.call(this.#any, event.name, event, beside);
    return [super.heard(event, beside), any, answers].includes(true);
  }

  protected override unknown(unknown: UnknownEvent<InBeside>): void {
    this.call(this.#unknown, String(unknown.name), unknown);
  }

  protected override refused(error: FrameError, beside?: Partial<InBeside>): void {
    const id = beside && this.protocol.correlation?.get(beside);
    if (id !== undefined) this.#requests.unreadable(id, error);
    super.refused(error, beside);
  }
}

/** The functions of an object, also those of its class; never those that every object has. */
function methodsOf(object: object): [name: string, method: Handler<unknown, unknown>][] {
  const methods = new Map<string, Handler<unknown, unknown>>();
  for (let at = object; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const name of Object.getOwnPropertyNames(at)) {
      const method: unknown = (object as Record<string, unknown>)[name];
      const constructs = name === "constructor" && at !== object;
      if (typeof method === "function" && !constructs) methods.set(name, method.bind(object));
    }
  }
  return [...methods];
}
