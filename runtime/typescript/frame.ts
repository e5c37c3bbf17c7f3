// The reading and writing of frames: an event, its name, and what travels beside it.

import { FAILED, type Limits, at, failure, isSpoilt, own, parse, put, refuse } from "./codec.js";
import {
  type Beside,
  type Carried,
  type Found,
  type Names,
  type Picture,
  type Variant,
  type WireName,
  find,
  isBare,
  isUnit,
  keysOf,
  readPayload,
  under,
  without,
} from "./picture.js";
import { type Decoded, EncodeError, type EventCodec } from "./protocol.js";
import type { Check, Holder, Place } from "./read.js";
import { type Write, joined, json, refused, within } from "./write.js";

/** How one event is read and written, and where it travels. */
export interface FramedEvent<Name extends string, Payload> extends EventCodec<Name, Payload>, Carried {
  readonly wire: WireName;
  /** Index of its picture. */
  readonly picture: number;
  /** Old names, which are read and never written. */
  readonly was: readonly WireName[];
  /** It has a place for members that it does not declare. */
  readonly takesOthers: boolean;
  write(payload: Payload, around?: readonly string[]): string;
}

/** What is not the rule about an event. */
export interface Traits {
  /** What stands on the wire where that is not the name. */
  readonly wire?: WireName;
  readonly picture?: number;
  readonly was?: readonly WireName[];
  readonly version?: number;
  readonly place?: Place;
  readonly takesOthers?: true;
}

/** Makes the codec of an event; one that carries nothing has neither reader nor writer. */
export function event<Name extends string, Payload>(
  name: Name,
  check?: Check,
  write?: Write,
  traits?: Traits,
): FramedEvent<Name, Payload> {
  return {
    wire: name,
    picture: 0,
    was: [],
    takesOthers: false,
    check,
    place: undefined,
    ...traits,
    name,
    read(value: unknown) {
      const holder: Holder = { value };
      if (isUnit(this)) return {} as Payload;
      const good = this.place === undefined ? this.check?.(value) : this.place(holder, "value");
      return good ? (holder["value"] as Payload) : undefined;
    },
    write: (payload: Payload, around?: readonly string[]) => write?.(payload, around) ?? "{}",
  };
}

/** An event of any name. */
export type AnyEvent = FramedEvent<string, unknown>;

/** How the events of one direction are found: by the index of their picture and their name. */
export type Lookup = (picture: number, name: WireName) => AnyEvent | undefined;

/** All events of a direction by their names, old ones among them. */
export function lookup(events: () => readonly AnyEvent[]): Lookup {
  let tables: Map<WireName, AnyEvent>[] | undefined;
  return (picture, name) => {
    tables ??= tablesOf(events());
    return tables[picture]?.get(name);
  };
}

function tablesOf(events: readonly AnyEvent[]): Map<WireName, AnyEvent>[] {
  const tables: Map<WireName, AnyEvent>[] = [];
  for (const event of events) {
    const table = (tables[event.picture] ??= new Map());
    for (const name of [event.wire, ...event.was]) table.set(name, event);
  }
  return tables;
}

/** A picture that frames of a direction may be in. */
export interface FramePicture {
  readonly members: Picture;
  /** Names other than texts may stand there too. */
  readonly others?: true;
  /** A picture without names holds this event, which is made of members beside it. */
  readonly only?: { readonly name: string; readonly payload: Readonly<Record<string, string>> };
}

type AnyDecoded = Decoded<{ readonly name: string; readonly payload: unknown }, Record<string, unknown>>;

const OUTSIDE = "a member that is not read holds what JSON cannot hold everywhere";

/** Reads a frame, as text or as a value. Never throws. */
export function decode(pictures: readonly FramePicture[], lookup: Lookup, frame: unknown, limits?: Limits): AnyDecoded {
  const value = parse(frame, limits);
  if (value === FAILED) return mistake(undefined);
  const decoded = decodeValue(pictures, lookup, value, frame);
  return isSpoilt() && decoded.kind !== "error" ? mistake(undefined, refuse(OUTSIDE)) : decoded;
}

/** Reads the payload of an event whose name came by another way. Never throws. */
export function decodePayload(codec: AnyEvent | undefined, name: string, payload: unknown, limits?: Limits): AnyDecoded {
  const value = parse(payload, limits);
  if (value === FAILED) return mistake(name);
  if (codec === undefined) return { kind: "unknown", unknown: { name, frame: payload } };
  const event = { name: codec.name, payload: value };
  if (isUnit(codec)) {
    if (typeof value === "object" && !Array.isArray(value)) return { kind: "event", event: { ...event, payload: {} }, beside: {} };
    return mistake(codec.name, refuse("expected object or null"));
  }
  const read = codec.read(value);
  if (read === undefined) return mistake(codec.name);
  if (isSpoilt()) return mistake(codec.name, refuse(OUTSIDE));
  return { kind: "event", event: { ...event, payload: read }, beside: {} };
}

/** What was put away, as what became of a frame. */
function mistake(name: string | undefined, _?: false): AnyDecoded {
  const { path, reason } = failure();
  return { kind: "error", error: name === undefined ? { path, reason } : { name, path, reason } };
}

/** Reads a frame that is nobody else's value: what it lacks is put into it. */
export function decodeValue(pictures: readonly FramePicture[], lookup: Lookup, value: unknown, frame: unknown): AnyDecoded {
  const chosen = choose(pictures, lookup, value);
  if (chosen === undefined) return { kind: "unknown", unknown: { name: undefined, frame } };
  const { found, picture } = chosen;
  const name = picture.only?.name ?? found.known?.name;
  if (name === undefined) {
    return { kind: "unknown", unknown: { name: found.name as WireName, frame, beside: besideOf(found, false) ?? {} } };
  }
  if (found.missing !== undefined) return mistake(name, refuse("missing") || under(found.missing));
  if (!readPayload(found)) return mistake(name);
  const beside = besideOf(found, true);
  if (beside === undefined) return mistake(name);
  return { kind: "event", event: { name, payload: payloadOf(found, picture, beside) }, beside };
}

interface Chosen {
  readonly found: Found<AnyEvent>;
  readonly picture: FramePicture;
}

/**
 * The picture that a frame is in. No frame is in two; one that lacks what must be there is still in the picture that
 * knows its name, so that it is an error and no unknown event.
 */
function choose(pictures: readonly FramePicture[], lookup: Lookup, value: unknown): Chosen | undefined {
  let best: Chosen | undefined;
  let least = 4;
  for (const [index, picture] of pictures.entries()) {
    const known = (name: WireName) => lookup(index, name);
    const found = find(picture.members, value, { known, others: picture.others === true });
    const rank = found === undefined ? 4 : rankOf(found, picture);
    if (found === undefined || rank >= least) continue;
    best = { found, picture };
    least = rank;
  }
  return best;
}

function rankOf(found: Found<AnyEvent>, { only }: FramePicture): number {
  if (only !== undefined) return found.missing === undefined ? 0 : 4;
  return (found.known === undefined ? 2 : 0) + (found.missing === undefined ? 0 : 1);
}

/** The members beside an event; bad ones are left out unless all must be good. */
function besideOf(found: Found<AnyEvent>, strict: boolean): Record<string, unknown> | undefined {
  const beside: Record<string, unknown> = {};
  for (const { member, holder, path } of found.beside) {
    if (member.read(holder, member.key)) put(beside, member.name, own(holder, member.key));
    else if (strict) return under(path) || undefined;
  }
  return beside;
}

function payloadOf({ known, holder, key, around }: Found<AnyEvent>, { only }: FramePicture, beside: Record<string, unknown>): unknown {
  if (only !== undefined) return pick(beside, only.payload);
  if (holder === undefined || known === undefined || isUnit(known)) return {};
  if (key !== undefined) return own(holder, key);
  return known.takesOthers ? without(holder, keysOf(around)) : holder;
}

/** Takes members out of those beside an event, and gives them the names that they have in the payload. */
function pick(beside: Record<string, unknown>, names: Readonly<Record<string, string>>): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const [name, from] of Object.entries(names)) {
    picked[name] = beside[from];
    delete beside[from];
  }
  return picked;
}

/** Writes the frame of the event of this name; throws an {@link EncodeError}. */
export function encodeEvent(
  pictures: readonly FramePicture[],
  events: readonly AnyEvent[],
  name: string,
  payload: unknown,
  beside?: object,
): string {
  const event = eventOf(events, name);
  const picture = pictures[event.picture];
  if (picture === undefined) throw refused(refuse("no such event"));
  return encode(picture, event, payload, beside);
}

/** Writes the payload of the event of this name, which travels by another way; throws an {@link EncodeError}. */
export function encodePayload(events: readonly AnyEvent[], name: string, payload: unknown): string {
  return eventOf(events, name).write(payload);
}

function eventOf(events: readonly AnyEvent[], name: string): AnyEvent {
  const event = events.find((event) => event.name === name);
  if (event === undefined) throw refused(refuse("no such event"));
  return event;
}

/** Writes a frame; throws an {@link EncodeError}. */
export function encode({ members, only }: FramePicture, event: AnyEvent, payload: unknown, beside: object = {}): string {
  return inPicture(members, { event, payload, beside: only === undefined ? beside : { ...beside, ...said(payload, only.payload) } });
}

/** The members beside an event that its payload is made of. */
function said(payload: unknown, names: Readonly<Record<string, string>>): Record<string, unknown> {
  const members = Object.entries(names).map(([name, to]) => [to, isKept(payload) ? own(payload, name) : undefined]);
  return Object.fromEntries(members);
}

/** Writes a union that is told by a name. */
export function union(picture: Picture, names: Names<Variant>): Write {
  return (value, beyond = []) => {
    const found = find(picture, value, names);
    if (found === undefined && names.closed) throw refused();
    if (found?.known === undefined) return json(beyond.length === 0 ? value : without(value as Holder, beyond));
    const { known, holder, key } = found;
    const payload = holder === undefined || key === undefined ? holder : own(holder, key);
    return inPicture(picture, { event: known, payload, beside: {}, beyond });
  };
}

function isKept(value: unknown): value is object {
  return typeof value === "object" && value !== null;
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

/** Writes what {@link inside} has read, with nothing beside the event. */
export function writeInside(pictures: readonly FramePicture[], events: readonly AnyEvent[]): Write {
  return (value) => {
    const decoded = value as AnyDecoded;
    if (decoded?.kind !== "event") return kept(decoded?.kind === "unknown" ? decoded.unknown.frame : decoded?.frame);
    return encodeEvent(pictures, events, decoded.event.name, decoded.event.payload);
  };
}

/** The text of what was kept. */
function kept(frame: unknown): string {
  if (typeof frame !== "string") return json(frame);
  try {
    JSON.parse(frame);
  } catch {
    throw refused(refuse("not valid JSON"));
  }
  return frame;
}

interface Written {
  readonly event: Variant & { readonly takesOthers?: boolean };
  readonly payload: unknown;
  readonly beside: object;
  /** What is carried is the object that is written, and these are members around it. */
  readonly beyond?: readonly string[];
}

function inPicture(picture: Picture, written: Written): string {
  const { event } = written;
  if (isBare(picture) && isUnit(event)) return JSON.stringify(String(event.wire));
  const parts: string[] = [];
  for (const member of picture) {
    if (member.is === "spread") parts.push(spread(picture, written).slice(1, -1));
    else if (member.is === "named") parts.push(part(String(event.wire), () => payloadText(written)));
    else if (member.is !== "absent" && !isLeftOut(member, written)) parts.push(part(member.key, () => text(member, written)));
  }
  return joined(parts);
}

function part(key: string, write: () => string): string {
  try {
    return `${JSON.stringify(key)}:${write()}`;
  } catch (error) {
    throw error instanceof EncodeError ? within(key, error) : error;
  }
}

function spread(picture: Picture, { event, payload, beyond }: Written): string {
  if (isUnit(event)) return "{}";
  const keys = keysOf(picture);
  const taken = keys.find((key) => event.takesOthers && beyond === undefined && own(payload as object, key) !== undefined);
  if (taken !== undefined) throw refused(refuse("a member of this name is declared: it is not one of the others", taken));
  return event.write?.(payload, [...keys, ...(beyond ?? [])]) ?? "{}";
}

function payloadText({ event, payload }: Written): string {
  return isUnit(event) ? "{}" : (event.write?.(payload) ?? "null");
}

type Keyed = Exclude<Picture[number], { is: "spread" | "named" | "absent" }>;

function text(member: Keyed, written: Written): string {
  switch (member.is) {
    case "name":
      return JSON.stringify(written.event.wire);
    case "payload":
      return member.nullable && isUnit(written.event) ? "null" : payloadText(written);
    case "version":
      return String(written.event.version ?? 1);
    case "constant":
      return String(member.value);
    case "object":
      return inPicture(member.members, written);
    case "beside":
      return besideText(member, own(written.beside, member.name));
  }
}

function besideText({ write, nullable }: Beside, value: unknown): string {
  if (value === undefined && nullable) return "null";
  if (value === undefined) throw refused(refuse("missing"));
  return write(value) ?? "null";
}

function isLeftOut(member: Keyed, written: Written): boolean {
  if (member.is !== "payload" && member.is !== "beside" && member.is !== "object") return false;
  return member.optional === true && holdsNothing(member, written);
}

/** Whether a member would hold nothing but what stands for itself. */
function holdsNothing(member: Picture[number], written: Written): boolean {
  switch (member.is) {
    case "payload":
    case "spread":
    case "named":
      return isUnit(written.event);
    case "beside":
      return own(written.beside, member.name) === undefined;
    case "object":
      return member.members.every((inner) => holdsNothing(inner, written));
    default:
      return member.is !== "name";
  }
}
