// What the parts agree on: generated code implements a `Protocol`, a transport a `Transport`, and `createEvents`
// joins them. Nothing here knows a frame's picture, and nothing knows how frames travel.

/** The names of the events in an event map. */
export type EventName<Map> = keyof Map & string;

/** One event as a value; `switch (event.name)` tells its payload. */
export type NamedEvent<Map, Name extends EventName<Map>> = {
  readonly [N in Name]: { readonly name: N; readonly payload: Map[N] };
}[Name];

/** Any event of an event map. */
export type AnyEvent<Map> = NamedEvent<Map, EventName<Map>>;

/** What a frame turned out to be. */
export type Decoded<Event, Beside> =
  | { readonly kind: "event"; readonly event: Event; readonly beside: Beside }
  | { readonly kind: "unknown"; readonly unknown: UnknownEvent<Beside> }
  | {
      readonly kind: "error";
      readonly error: FrameError;
      readonly beside?: Partial<Beside>;
      /** The text of a frame that lies inside another one, which is written again as it is. */
      readonly frame?: string;
    };

/** An event that this side does not know. */
export interface UnknownEvent<Beside = unknown> {
  /** Its name on the wire; `undefined` if the frame is in no picture that this side knows. */
  readonly name: string | number | boolean | undefined;
  /** The frame as it came: the text, if it came as text, so that it can be passed on unchanged. */
  readonly frame: unknown;
  /** What stood beside it, where that could be read. */
  readonly beside?: Partial<Beside>;
}

/** Why a frame was refused. Holds no value of the frame. */
export interface FrameError {
  /** The event, if its name was read before the mistake. */
  readonly name?: string;
  /** Where: `message.author.id`; empty if it is the frame itself. */
  readonly path: string;
  /** What is wrong: `expected uuid, got number`. */
  readonly reason: string;
}

/** The same in a line, for people. */
export function describe({ name, path, reason }: FrameError): string {
  return [name, path, reason].filter(Boolean).join(": ");
}

/** A payload that cannot be written: it holds what no reader would take. */
export class EncodeError extends Error {
  /** Where in the payload: `message.size`. */
  readonly path: string;
  readonly reason: string;

  constructor(path: string, reason: string) {
    super(path === "" ? reason : `${path}: ${reason}`);
    this.name = "EncodeError";
    this.path = path;
    this.reason = reason;
  }
}

/**
 * What functions that listen and send bring along, so that a page takes only those codecs into its bundle that it uses.
 * What else is in it is between them and their protocol.
 */
export interface EventCodec {
  readonly name: string;
}

/** The codecs that listener functions brought along, by the name of the event. */
export type EventCodecs = ReadonlyMap<string, EventCodec>;

/**
 * One side of a generated protocol: `In` is the map of the events that arrive, `Out` of those that leave; `InBeside`
 * and `OutBeside` are the members of the frames beside them. `Own` is the map of a desktop app's own events.
 */
export interface Protocol<In, InBeside, Out, OutBeside, Replies = unknown, Own = unknown> {
  /**
   * The name of the event in a frame if that is certain without parsing the frame and the event is known.
   * `undefined`: the frame has to be decoded.
   */
  peek(text: string): string | undefined;
  /** Reads a frame, as text or as a parsed value. Never throws. */
  decode(frame: unknown, codecs: EventCodecs): Decoded<AnyEvent<In>, InBeside>;
  /** What the event is called whose payload comes without a frame, under this name; `undefined`: it has to be decoded. */
  known?(name: string): string | undefined;
  /** Reads the payload of an event that came without a frame around it. Never throws. */
  decodePayload?(name: string, payload: unknown, codecs: EventCodecs): Decoded<AnyEvent<In>, InBeside>;
  /** Reads the payload of an event of the desktop app's own. Never throws. */
  decodeDesktop?(
    name: string,
    payload: unknown,
    codecs: EventCodecs,
  ): Decoded<AnyEvent<Own>, Record<never, never>>;
  /** Writes a frame; throws an {@link EncodeError}. A codec is given by functions that bring their own. */
  encode(
    name: EventName<Out>,
    payload: Out[EventName<Out>],
    beside: Partial<OutBeside> | undefined,
    codec?: EventCodec,
  ): string;
  /** Whether `decode` knows the listened-to events only: what is unknown to it is then skipped, not reported. */
  readonly listenedOnly?: boolean;
  /** The member that says which answer belongs to which request, if the protocol has one. */
  readonly correlation?: Correlation<InBeside, OutBeside>;
  /** The events that answer requests, where the manifest names them. */
  readonly replies?: Replies;
  /** The event that refuses a request; its payload has `code` and `message`. */
  readonly error?: EventName<In>;
  /** The heartbeat of the application: what is sent, and what comes back. */
  readonly heartbeat?: { readonly send: EventName<Out>; readonly expect: EventName<In> };
  /** How events reach the page of a desktop app. */
  readonly tauri?: TauriEvents;
}

/** A request's id, as the protocol's frames hold it. */
export type RequestId = string | number | bigint;

/** Access to the request id among the members beside an event. */
export interface Correlation<InBeside, OutBeside> {
  /** A new id; `count` begins anywhere, and goes up by one with each request. */
  create(count: number): RequestId;
  /** The members with the id among them. */
  set(beside: Partial<OutBeside> | undefined, id: RequestId): Partial<OutBeside>;
  /** The id that came with an event. */
  get(beside: Partial<InBeside>): RequestId | undefined;
}

/** The names under which events reach the page of a Tauri app. */
export interface TauriEvents {
  /** Tauri's name of each event → its name in the event map. */
  readonly names: Readonly<Record<string, string>>;
  /** What arrives under such a name: the frame as an object or as text, or the payload alone. */
  readonly payload: "object" | "text" | "alone";
  /** Names are channels: what arrives as text is the payload. */
  readonly named?: boolean;
  /** Tauri's names of the events of the app's own, which are their names in the event map too. They come alone. */
  readonly desktop?: readonly string[];
}

/** Whether events can arrive just now. Each change is a new value. */
export type Connection =
  | { readonly state: "connecting"; readonly attempt: number }
  | { readonly state: "open" }
  /** Cut, or not reached: the next attempt comes in `delay` milliseconds. */
  | { readonly state: "waiting"; readonly attempt: number; readonly delay: number; readonly reason: string }
  /** Closed by this side. */
  | { readonly state: "closed" }
  /** Given up; `reconnect` tries again. */
  | { readonly state: "failed"; readonly reason: string };

/** What tells of its connection: `createEvents` and `createListeners` do. */
export interface ConnectionSource {
  readonly connection: Connection;
  onConnection(handler: (connection: Connection) => void): () => void;
}

/** Carries frames. A transport is a recipe: each `start` makes a link of its own. */
export interface Transport {
  /** Begins to connect. No frame is handed to the host before this returns. */
  start(host: Host): Link;
}

/** What a transport is given: where frames and news of the connection go. */
export interface Host {
  /** A frame arrived, as text or as a value; with a name, `frame` is the payload of that event alone. */
  receive(frame: unknown, name?: string): void;
  /** An event of the desktop app's own arrived: its payload, and its name. */
  desktop(payload: unknown, name: string): void;
  /** What arrived is no frame at all. */
  refuse(reason: string): void;
  /** The connection changed. */
  connection(connection: Connection): void;
  /** A frame is lost: it was queued and is given up, or came from a connection that is over. */
  dropped(reason: string): void;
  /** Makes the frame that asks for a sign of life; absent if the protocol has no heartbeat. */
  readonly beat?: (() => string) | undefined;
  readonly tauri?: TauriEvents | undefined;
}

/** A running transport. */
export interface Link {
  /**
   * Takes a frame: resolves when it is written, or queued; rejects with a {@link SendError} otherwise. A queued frame
   * is written only if `wanted` still says so.
   */
  send(frame: string, wanted?: () => boolean): Promise<void>;
  /** Connects now, also after `failed`, instead of waiting. */
  reconnect?(): void;
  /** Ends it for good. No call to the host follows. */
  close(): void;
}

/** Why a frame was not taken: the link is closed, its queue is full, or the transport failed. */
export type SendErrorCode = "closed" | "full" | "failed";

/** A frame that the transport did not take. */
export class SendError extends Error {
  readonly code: SendErrorCode;

  constructor(code: SendErrorCode, message: string) {
    super(message);
    this.name = "SendError";
    this.code = code;
  }
}

/** A mark that is in no value. */
declare const unknown: unique symbol;

/**
 * The name of a variant that this side does not know, where others are told apart by theirs. It is a text (or a
 * number, or a boolean) like any other; the mark keeps `switch` from taking it for a known one.
 */
export type UnknownName = (string | number | boolean) & { readonly [unknown]: never };

/** A variant that this side does not know, whole as it came. */
export interface UnknownVariant {
  readonly [unknown]: never;
}
