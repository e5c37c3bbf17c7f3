// Frames that are told by their name alone, as most are: one picture, in which name, payload and what is beside them
// are members of one object. Pages with such frames need not bundle the walk through other pictures.

import { FAILED, isSpoilt, type Limits, own, parse, put, refuse } from "./codec.js";
import { type AnyDecoded, type EventWriter, type Known, type Lookup, mistake, OUTSIDE } from "./frame.js";
import { besideText, payloadText, spreadText } from "./members.js";
import { type BesideRead, type BesideWritten, isNothing, without } from "./picture.js";
import type { Holder } from "./read.js";
import { joined, part } from "./write.js";

/** Such a picture, as it is read. Engines find a member sooner by a function that names it than by its key. */
export interface PlainPicture {
  /** The key of the name, and what stands there. */
  readonly key: string;
  readonly name: (frame: Holder) => unknown;
  /** The key of the payload, if its members do not lie among those of the frame. */
  readonly payload?: string;
  readonly beside?: readonly PlainBeside[];
}

interface PlainBeside extends BesideRead {
  /** What stands there. */
  readonly of: (frame: Holder) => unknown;
}

/** Reads a frame, as text or as a value. Never throws. */
export function decode(picture: PlainPicture, lookup: Lookup, frame: unknown, limits?: Limits): AnyDecoded {
  const value = parse(frame, limits);
  if (value === FAILED) return mistake(undefined);
  const decoded = decodeValue(picture, lookup, value, frame);
  return isSpoilt() && decoded.kind !== "error" ? mistake(undefined, refuse(OUTSIDE)) : decoded;
}

function decodeValue(picture: PlainPicture, lookup: Lookup, value: unknown, frame: unknown): AnyDecoded {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  const name = isObject ? picture.name(value as Holder) : undefined;
  if (typeof name !== "string") return { kind: "unknown", unknown: { name: undefined, frame } };
  const holder = value as Holder;
  const known = lookup(0, name);
  if (known === undefined) {
    return { kind: "unknown", unknown: { name, frame, beside: besideOf(picture, holder, false) ?? NOTHING } };
  }
  const payload = read(picture, holder, known);
  const beside = payload === FAILED ? undefined : besideOf(picture, holder, true);
  if (beside === undefined) return mistake(known.name);
  return { kind: "event", event: { name: known.name, payload }, beside };
}

function read(picture: PlainPicture, holder: Holder, known: Known): unknown {
  const { check, place } = known;
  const key = picture.payload;
  if (key === undefined) {
    if (check === undefined) return {};
    if (known.takesOthers !== true) return check(holder) ? holder : FAILED;
    const around = [picture.key, ...(picture.beside ?? []).map(({ key }) => key)];
    return check(holder, undefined, around) ? without(holder, around) : FAILED;
  }
  const value = own(holder, key);
  if (check === undefined && place === undefined) return isNothing(value, key) ? {} : FAILED;
  if (value === undefined) return refuse("missing", key) || FAILED;
  return (place === undefined ? check?.(value, key) : place(holder, key)) ? holder[key] : FAILED;
}

/** The members beside an event; bad ones are left out unless all must be good. */
function besideOf(
  { beside }: PlainPicture,
  holder: Holder,
  strict: boolean,
): Readonly<Record<string, unknown>> | undefined {
  let found = NOTHING;
  if (beside === undefined) return found;
  for (const { key, of, name, read, optional, nullable } of beside) {
    if (of(holder) === undefined) {
      if (strict && !optional && !nullable) return refuse("missing", key) || undefined;
    } else if (read(holder, key)) {
      if (found === NOTHING) found = {};
      put(found, name, holder[key]);
    } else if (strict) return undefined;
  }
  return found;
}

// Most frames have nothing beside the event.
const NOTHING: Readonly<Record<string, unknown>> = /* @__PURE__ */ Object.freeze({});

/** Such a picture, as it is written: its members in their order. */
export type PlainMembers = readonly PlainMember[];

type PlainMember =
  | { readonly is: "name"; readonly key: string }
  | { readonly is: "payload"; readonly key: string; readonly optional?: true; readonly nullable?: true }
  | { readonly is: "spread" }
  | ({ readonly is: "beside" } & BesideWritten);

/** Writes the frame of an event; throws an `EncodeError`. */
export function encode(
  members: PlainMembers,
  event: EventWriter,
  payload: unknown,
  beside: object = {},
): string {
  const text = (member: Exclude<PlainMember, { is: "spread" }>): string | undefined => {
    switch (member.is) {
      case "name":
        return JSON.stringify(event.wire ?? event.name);
      case "payload":
        return member.optional && event.write === undefined
          ? undefined
          : payloadText(event, payload, member.nullable);
      case "beside":
        return member.optional && own(beside, member.name) === undefined
          ? undefined
          : besideText(member, beside);
    }
  };
  const keys = members.flatMap((member) => (member.is === "spread" ? [] : [member.key]));
  return joined(
    members.map((member) =>
      member.is === "spread"
        ? spreadText(event, payload, keys).slice(1, -1)
        : part(member.key, () => text(member)),
    ),
  );
}
