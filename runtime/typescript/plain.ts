// The reading of frames that are told by their name alone, as most are: one picture, in which name, payload and what
// is beside them are members of one object. Pages with such frames need not bundle the walk through other pictures.

import { FAILED, isSpoilt, type Limits, own, parse, put, refuse } from "./codec.js";
import { type AnyDecoded, type Known, type Lookup, mistake, OUTSIDE } from "./frame.js";
import { type Beside, isNothing, without } from "./picture.js";
import type { Holder } from "./read.js";

/** Such a picture. */
export interface PlainPicture {
  /** The key of the name. */
  readonly name: string;
  /** The key of the payload, if its members do not lie among those of the frame. */
  readonly payload?: string;
  readonly beside?: readonly Omit<Beside, "write">[];
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
  const name = isObject ? own(value, picture.name) : undefined;
  if (!isObject || typeof name !== "string") return { kind: "unknown", unknown: { name: undefined, frame } };
  const holder = value as Holder;
  const known = lookup(0, name);
  if (known === undefined) {
    return { kind: "unknown", unknown: { name, frame, beside: besideOf(picture, holder, false) ?? {} } };
  }
  const payload = read(picture, holder, known);
  if (payload === FAILED) return mistake(known.name);
  const beside = besideOf(picture, holder, true);
  if (beside === undefined) return mistake(known.name);
  return { kind: "event", event: { name: known.name, payload }, beside };
}

function read({ name, payload: key, beside = [] }: PlainPicture, holder: Holder, known: Known): unknown {
  const { check, place } = known;
  if (key === undefined) {
    if (check === undefined) return {};
    if (!known.takesOthers) return check(holder) ? holder : FAILED;
    const around = [name, ...beside.map(({ key }) => key)];
    return check(holder, undefined, around) ? without(holder, around) : FAILED;
  }
  const value = own(holder, key);
  if (check === undefined && place === undefined) return isNothing(value, key) ? {} : FAILED;
  if (value === undefined) return refuse("missing", key) || FAILED;
  return (place === undefined ? check?.(value, key) : place(holder, key)) ? holder[key] : FAILED;
}

/** The members beside an event; bad ones are left out unless all must be good. */
function besideOf(
  { beside = [] }: PlainPicture,
  holder: Holder,
  strict: boolean,
): Record<string, unknown> | undefined {
  const found: Record<string, unknown> = {};
  for (const { key, name, read, optional, nullable } of beside) {
    if (own(holder, key) === undefined) {
      if (strict && !optional && !nullable) return refuse("missing", key) || undefined;
    } else if (read(holder, key)) put(found, name, holder[key]);
    else if (strict) return undefined;
  }
  return found;
}
