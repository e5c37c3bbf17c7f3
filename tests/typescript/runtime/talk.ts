// A small protocol written by hand, as generated code would be: `{ id?: string, type: <name>, ...<payload> }`.

import {
  type AnyEvent,
  type Decoded,
  EncodeError,
  type EventCodec,
  type EventCodecs,
  type FrameError,
  type Protocol,
} from "../../../runtime/typescript/protocol.js";

export interface TalkIn {
  greeted: { readonly text: string };
  joined: { readonly room: string };
  refused: { readonly code: string; readonly message: string };
  pong: Readonly<Record<string, never>>;
  // Every object has one of these already.
  toString: Readonly<Record<string, never>>;
}

export interface TalkOut {
  ping: Readonly<Record<string, never>>;
  join: { readonly room: string };
  say: { readonly text: string };
}

export interface TalkBeside {
  readonly id?: string;
}

export interface TalkReplies {
  readonly join: "joined";
}

export type Talk = Protocol<TalkIn, TalkBeside, TalkOut, TalkBeside, TalkReplies>;

/** The fields of each event that arrives; all are texts. */
const FIELDS = new Map<string, readonly string[]>([
  ["greeted", ["text"]],
  ["joined", ["room"]],
  ["refused", ["code", "message"]],
  ["pong", []],
  ["toString", []],
]);

/** The protocol, and how often `decode` was called: what is skipped is not decoded. */
export function talk(): Talk & { decoded: number } {
  return {
    decoded: 0,
    peek(text) {
      const name = /^\{"type":"(\w+)"/.exec(text)?.[1];
      return name !== undefined && FIELDS.has(name) ? name : undefined;
    },
    decode(frame) {
      this.decoded += 1;
      return decode(frame);
    },
    decodePayload: (name, payload) => read(name, payload, {}),
    encode(name, payload, beside) {
      const text = (payload as { readonly text?: unknown }).text;
      if (text !== undefined && typeof text !== "string") throw new EncodeError("text", "expected string");
      return JSON.stringify({ ...beside, type: name, ...(payload as object) });
    },
    correlation: {
      create: (count) => String(count),
      set: (beside, id) => ({ ...beside, id: String(id) }),
      get: (beside) => beside.id,
    },
    replies: { join: "joined" },
    error: "refused",
    heartbeat: { send: "ping", expect: "pong" },
  };
}

export const greeted: EventCodec = { name: "greeted" };

/** What the protocol without a table asks of what is sent. */
interface Writing extends EventCodec {
  write(payload: TalkOut["say"]): object;
}

export const say: Writing = {
  name: "say",
  write: (payload) => ({ loudly: payload.text.toUpperCase() }),
};

/** The protocol without a table: it decodes what listeners brought a codec for. */
export function lean(): Talk {
  const { correlation: _, replies: __, error: ___, ...rest } = talk();
  return {
    ...rest,
    listenedOnly: true,
    peek: (text) => /^\{"type":"(\w+)"/.exec(text)?.[1],
    decode: (frame, codecs) => decode(frame, codecs),
    encode: (name, payload, beside, codec) =>
      JSON.stringify({
        ...beside,
        type: name,
        ...(codec as Writing | undefined)?.write(payload as TalkOut["say"]),
      }),
  };
}

function decode(frame: unknown, codecs?: EventCodecs): Decoded<AnyEvent<TalkIn>, TalkBeside> {
  let value = frame;
  if (typeof frame === "string") {
    try {
      value = JSON.parse(frame);
    } catch {
      return { kind: "error", error: { path: "", reason: "expected JSON" } };
    }
  }
  if (typeof value !== "object" || value === null)
    return { kind: "unknown", unknown: { name: undefined, frame } };
  const { id, type, ...payload } = value as { id?: string; type?: string };
  const beside = id === undefined ? {} : { id };
  if (type === undefined || !(codecs ?? FIELDS).has(type))
    return { kind: "unknown", unknown: { name: type, frame, beside } };
  return read(type, payload, beside);
}

function read(name: string, payload: unknown, beside: TalkBeside): Decoded<AnyEvent<TalkIn>, TalkBeside> {
  const error = mistake(name, payload as object);
  if (error !== undefined) return { kind: "error", error, beside };
  return { kind: "event", event: { name, payload } as AnyEvent<TalkIn>, beside };
}

function mistake(name: string, payload: object): FrameError | undefined {
  for (const field of FIELDS.get(name) ?? []) {
    const value = (payload as Record<string, unknown>)[field];
    if (typeof value !== "string")
      return { name, path: field, reason: `expected string, got ${typeof value}` };
  }
  return undefined;
}
