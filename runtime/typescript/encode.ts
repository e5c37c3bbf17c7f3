// The writing of frames, and of unions that have a picture, in the order of their pictures.

import { own, refuse } from "./codec.js";
import { type AnyDecoded, type EventWriter, type FramePicture, NO_PICTURE } from "./frame.js";
import { besideText, type Carrying, payloadText, spreadText } from "./members.js";
import {
  find,
  isBare,
  keysOf,
  type Names,
  type Picture,
  type Variant,
  type WireName,
  without,
} from "./picture.js";
import type { Holder } from "./read.js";
import { joined, json, part, refused, type Write } from "./write.js";

/** Writes the frame of an event; throws an {@link EncodeError}. */
export function encode(
  pictures: readonly FramePicture[],
  event: EventWriter,
  payload: unknown,
  beside: object = {},
): string {
  const { members, only } = pictures[event.picture ?? 0] ?? NO_PICTURE;
  const besides = only === undefined ? beside : { ...beside, ...said(payload, only.payload) };
  return inPicture(members, { event: named(event), payload, beside: besides });
}

/** Writes the payload of an event, which travels by another way; throws an {@link EncodeError}. */
export function encodePayload(
  pictures: readonly FramePicture[],
  { write, picture = 0 }: EventWriter,
  payload: unknown,
): string {
  return write === undefined ? (pictures[picture]?.isNullable ? "null" : "{}") : (write(payload) ?? "null");
}

/** Finds events by their names; throws an {@link EncodeError} if there is none. */
export function writersOf(writers: () => readonly EventWriter[]): (name: string) => EventWriter {
  let table: ReadonlyMap<string, EventWriter> | undefined;
  return (name) => {
    table ??= new Map(writers().map((writer) => [writer.name, writer]));
    const found = table.get(name);
    if (found === undefined) throw refused(refuse("no such event"));
    return found;
  };
}

function named(event: EventWriter): Written["event"] {
  return { ...event, wire: event.wire ?? event.name };
}

/** The members beside an event that its payload is made of. */
function said(payload: unknown, names: Readonly<Record<string, string>>): Record<string, unknown> {
  const members = Object.entries(names).map(([name, to]) => [
    to,
    isKept(payload) ? own(payload, name) : undefined,
  ]);
  return Object.fromEntries(members);
}

/** Writes a union that is told by a name. */
export function union(picture: Picture, names: Names<Variant>): Write {
  return (value, beyond = []) => {
    const found = find(picture, value, names);
    if (found === undefined && names.closed) throw refused();
    if (found?.known === undefined)
      return json(beyond.length === 0 ? value : without(value as Holder, beyond));
    const { known, holder, key } = found;
    const payload = holder === undefined || key === undefined ? holder : own(holder, key);
    return inPicture(picture, { event: known, payload, beside: {}, beyond });
  };
}

function isKept(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Writes what {@link inside} has read, with nothing beside the event. */
export function writeInside(
  pictures: readonly FramePicture[],
  writerOf: (name: string) => EventWriter,
): Write {
  return (value) => {
    const decoded = value as AnyDecoded;
    if (decoded?.kind !== "event")
      return kept(decoded?.kind === "unknown" ? decoded.unknown.frame : decoded?.frame);
    return encode(pictures, writerOf(decoded.event.name), decoded.event.payload);
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
  readonly event: Carrying & { readonly wire: WireName; readonly version?: number | undefined };
  readonly payload: unknown;
  readonly beside: object;
  /** What is carried is the object that is written, and these are members around it. */
  readonly beyond?: readonly string[];
}

function inPicture(picture: Picture, written: Written): string {
  const { event } = written;
  if (isBare(picture) && event.write === undefined) return JSON.stringify(String(event.wire));
  const parts: string[] = [];
  for (const member of picture) {
    if (member.is === "spread") parts.push(spread(picture, written).slice(1, -1));
    else if (member.is === "named")
      parts.push(part(String(event.wire), () => payloadText(event, written.payload)));
    else if (member.is !== "absent" && !isLeftOut(member, written))
      parts.push(part(member.key, () => text(member, written)));
  }
  return joined(parts);
}

function spread(picture: Picture, { event, payload, beyond }: Written): string {
  return spreadText(event, payload, keysOf(picture), beyond);
}

type Keyed = Exclude<Picture[number], { is: "spread" | "named" | "absent" }>;

function text(member: Keyed, written: Written): string {
  switch (member.is) {
    case "name":
      return JSON.stringify(written.event.wire);
    case "payload":
      return payloadText(written.event, written.payload, member.nullable);
    case "version":
      return String(written.event.version ?? 1);
    case "constant":
      return String(member.value);
    case "object":
      return inPicture(member.members, written);
    case "beside":
      return besideText(member, written.beside);
  }
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
      return written.event.write === undefined;
    case "beside":
      return own(written.beside, member.name) === undefined;
    case "object":
      return member.members.every((inner) => holdsNothing(inner, written));
    default:
      return member.is !== "name";
  }
}
