// The reading of frames: an event, its name, and what travels beside it.

import { at, FAILED, failure, isSpoilt, type Limits, own, parse, put, refuse } from "./codec.js";
import {
  type Carried,
  type Found,
  find,
  isNothing,
  isUnit,
  keysOf,
  type Older,
  type Picture,
  readPayload,
  under,
  type WireName,
  without,
} from "./picture.js";
import type { Decoded, EventCodec } from "./protocol.js";
import type { Check, Holder, Place } from "./read.js";
import type { Write } from "./write.js";

/** What is not the rule about an event. */
interface Traits extends EventCodec {
  /** What stands on the wire where that is not the name. */
  readonly wire?: WireName;
  /** Index of its picture. */
  readonly picture?: number;
  readonly version?: number;
  /** It has a place for members that it does not declare. */
  readonly takesOthers?: true;
}

/** How an event is read; one that carries nothing has neither `check` nor `place`. */
export interface EventReader extends Traits {
  readonly check?: Check;
  /** How it is read where reading replaces it. */
  readonly place?: Place;
  /** Old names, which are read and never written. */
  readonly was?: readonly WireName[];
  /** Its older versions. */
  readonly older?: Older;
}

/** How an event is written; one that carries nothing has no `write`. */
export interface EventWriter extends Traits {
  readonly write?: Write;
}

/** An event that was found by its name. */
export interface Known extends Carried {
  readonly name: string;
  /** Puts the newest version in place of the payload of an older one, or says why that cannot be. */
  readonly upgrade?: (event: Read, found: Found<Known>) => AnyDecoded | undefined;
}

/** An event that was read. */
export interface Read {
  readonly name: string;
  payload: unknown;
}

/** How the events of one direction are found: by the index of their picture and their name. */
export type Lookup = (picture: number, name: WireName) => Known | undefined;

/** Finds events by their names, old ones among them. */
export function lookup(readers: () => readonly EventReader[]): Lookup {
  let tables: Map<WireName, Known>[] | undefined;
  return (picture, name) => {
    tables ??= tablesOf(readers());
    return tables[picture]?.get(name);
  };
}

/** Finds events by what they are called in code. */
export function named(readers: () => readonly EventReader[]): Lookup {
  return lookup(() => readers().map((reader) => ({ ...reader, wire: reader.name, picture: 0, was: [] })));
}

function tablesOf(readers: readonly EventReader[]): Map<WireName, Known>[] {
  const tables: Map<WireName, Known>[] = [];
  for (const reader of readers) {
    const { name, wire = name, picture = 0, was = [], check, place, version, older, takesOthers } = reader;
    tables[picture] ??= new Map();
    // All of one shape: engines find the members of such objects soonest.
    for (const each of [wire, ...was])
      tables[picture].set(each, { name, wire, check, place, version, older, takesOthers });
  }
  return tables;
}

/** A picture that frames of a direction may be in. */
export interface FramePicture {
  readonly members: Picture;
  /** A frame is the payload alone, and null where there is none. */
  readonly isNullable?: true;
  /** Names other than texts may stand there too. */
  readonly others?: true;
  /** A picture without names holds this event, which is made of members beside it. */
  readonly only?: { readonly name: string; readonly payload: Readonly<Record<string, string>> };
}

/** What became of a frame, of whichever event. */
export type AnyDecoded = Decoded<
  { readonly name: string; readonly payload: unknown },
  Record<string, unknown>
>;

/** The refusal of what no reader has come upon. */
export const OUTSIDE = "a member that is not read holds what JSON cannot hold everywhere";

/** Reads a frame, as text or as a value. Never throws. */
export function decode(
  pictures: readonly FramePicture[],
  lookup: Lookup,
  frame: unknown,
  limits?: Limits,
): AnyDecoded {
  const value = parse(frame, limits);
  if (value === FAILED) return mistake(undefined);
  const decoded = decodeValue(pictures, lookup, value, frame);
  return isSpoilt() && decoded.kind !== "error" ? mistake(undefined, refuse(OUTSIDE)) : decoded;
}

/** Reads the payload of an event whose name came by another way. Never throws. */
export function decodePayload(lookup: Lookup, name: string, payload: unknown, limits?: Limits): AnyDecoded {
  const holder: Holder = { "": parse(payload, limits) };
  if (holder[""] === FAILED) return mistake(name);
  const known = lookup(0, name);
  if (known === undefined) return { kind: "unknown", unknown: { name, frame: payload } };
  const { check, place } = known;
  const good = check?.(holder[""]) ?? place?.(holder, "") ?? isNothing(holder[""]);
  if (!good) return mistake(known.name);
  if (isSpoilt()) return mistake(known.name, refuse(OUTSIDE));
  return { kind: "event", event: { name: known.name, payload: isUnit(known) ? {} : holder[""] }, beside: {} };
}

/** What was put away, as what became of a frame. */
export function mistake(name: string | undefined, _?: false): AnyDecoded {
  const { path, reason } = failure();
  return { kind: "error", error: name === undefined ? { path, reason } : { name, path, reason } };
}

/** Reads a frame that is nobody else's value: what it lacks is put into it. */
export function decodeValue(
  pictures: readonly FramePicture[],
  lookup: Lookup,
  value: unknown,
  frame: unknown,
): AnyDecoded {
  const chosen = choose(pictures, lookup, value);
  if (chosen === undefined) return { kind: "unknown", unknown: { name: undefined, frame } };
  const { found, picture } = chosen;
  const name = picture.only?.name ?? found.known?.name;
  if (name === undefined) {
    return {
      kind: "unknown",
      unknown: { name: found.name as WireName, frame, beside: besideOf(found, false) ?? {} },
    };
  }
  if (!readPayload(found)) return mistake(name);
  if (found.missing !== undefined) return mistake(name, refuse("missing") || under(found.missing));
  const beside = besideOf(found, true);
  if (beside === undefined) return mistake(name);
  const event = { name, payload: payloadOf(found, picture, beside) };
  return found.known?.upgrade?.(event, found) ?? { kind: "event", event, beside };
}

/** A picture of nothing. */
export const NO_PICTURE: FramePicture = { members: [] };

interface Chosen {
  readonly found: Found<Known>;
  readonly picture: FramePicture;
}

/**
 * The picture that a frame is in. No frame is in two; one that lacks what must be there is still in the picture that
 * knows its name, so that it is an error and no unknown event.
 */
function choose(pictures: readonly FramePicture[], lookup: Lookup, value: unknown): Chosen | undefined {
  let best: Chosen | undefined;
  let least = 4;
  for (let index = 0; index < pictures.length; index++) {
    const picture = pictures[index] as FramePicture;
    const known = (name: WireName) => lookup(index, name);
    const found = find(picture.members, value, { known, others: picture.others === true });
    const rank = found === undefined ? 4 : rankOf(found, picture);
    if (found === undefined || rank >= least) continue;
    best = { found, picture };
    least = rank;
  }
  return best;
}

function rankOf(found: Found<Known>, { only }: FramePicture): number {
  if (only !== undefined) return found.missing === undefined ? 0 : 4;
  return (found.known === undefined ? 2 : 0) + (found.missing === undefined ? 0 : 1);
}

/** The members beside an event; bad ones are left out unless all must be good. */
function besideOf(found: Found<Known>, strict: boolean): Record<string, unknown> | undefined {
  const beside: Record<string, unknown> = {};
  for (const { member, holder, path } of found.beside) {
    if (member.read(holder, member.key)) put(beside, member.name, own(holder, member.key));
    else if (strict) return under(path) || undefined;
  }
  return beside;
}

function payloadOf(
  { known, holder, key, around }: Found<Known>,
  { only }: FramePicture,
  beside: Record<string, unknown>,
): unknown {
  if (only !== undefined) return pick(beside, only.payload);
  if (holder === undefined || known === undefined || isUnit(known)) return {};
  if (key !== undefined) return own(holder, key);
  return known.takesOthers ? without(holder, keysOf(around)) : holder;
}

/** Takes members out of those beside an event, and gives them the names that they have in the payload. */
function pick(
  beside: Record<string, unknown>,
  names: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const [name, from] of Object.entries(names)) {
    picked[name] = beside[from];
    delete beside[from];
  }
  return picked;
}

/** Reads a frame inside another value; in a batch a bad one does not take the others with it. */
export function inside(pictures: readonly FramePicture[], lookup: Lookup, inBatch = false): Place {
  return (holder, key) => {
    const value = holder[key];
    if (value === undefined) return refuse("missing", key);
    const frame = JSON.stringify(value);
    const decoded = decodeValue(pictures, lookup, value, frame);
    if (decoded.kind === "error" && !inBatch) return at(key);
    holder[key] = decoded.kind === "error" ? { ...decoded, frame } : decoded;
    return true;
  };
}
