// What a frame, or a variant of a union, looks like, and how the event in it is found. Generated code tells pictures
// as data; the same picture serves readers and writers.

import { at, own, put, refuse, wrong } from "./codec.js";
import { type Check, type Holder, noneOf, type Place } from "./read.js";
import type { Write } from "./write.js";

/** The object that a frame is. */
export type Picture = readonly Member[];

/** A member of an object in a picture, or what else is in the object. */
export type Member =
  /** The name of the event. */
  | { readonly is: "name"; readonly key: string }
  /** Its payload. */
  | { readonly is: "payload"; readonly key: string; readonly optional?: true; readonly nullable?: true }
  /** The members of its payload lie among those of the object. */
  | { readonly is: "spread" }
  /** The payload, whose key is the name of the event. */
  | { readonly is: "named" }
  /** The version of the payload. */
  | { readonly is: "version"; readonly key: string; readonly optional?: true }
  /** A value that stands for itself. */
  | { readonly is: "constant"; readonly key: string; readonly value: Constant; readonly optional?: true }
  /** No member at all: its presence tells another picture from this one. */
  | { readonly is: "absent"; readonly key: string }
  | { readonly is: "object"; readonly key: string; readonly members: Picture; readonly optional?: true }
  | Beside;

export type Constant = number | boolean | null;

/** A member beside the event. */
export interface Beside extends BesideRead, BesideWritten {
  readonly is: "beside";
}

/** Such a member as it is read. */
export interface BesideRead extends BesideNamed {
  readonly read: Place;
}

/** Such a member as it is written. */
export interface BesideWritten extends BesideNamed {
  readonly write: Write;
}

interface BesideNamed {
  readonly key: string;
  /** What it is called in code. */
  readonly name: string;
  readonly optional?: true;
  /** No value is written as null. */
  readonly nullable?: true;
}

/** What stands where the name does. */
export type WireName = string | number | boolean;

/** What the events of a direction and the variants of a union have in common. */
export interface Carried {
  readonly wire: WireName;
  /** How what it carries is read; neither if it carries nothing. */
  readonly check?: Check | undefined;
  readonly place?: Place | undefined;
  /** The version of what it carries, if it is not the first. */
  readonly version?: number | undefined;
  /** Finds older versions of it, where there are any. */
  readonly older?: Older | undefined;
  /** Whether it has a place for members that it does not declare. */
  readonly takesOthers?: true | undefined;
}

/** Finds an older version of something by its number. */
export type Older = (version: number, newest: Carried) => Carried | undefined;

/** The names that may stand in a picture. */
export interface Names<C extends Carried> {
  /** What has this name, or had it once. */
  readonly known: (name: WireName) => C | undefined;
  /** Names other than texts may stand there too. */
  readonly others?: boolean;
  /** What has no known name is refused; these are the names. */
  readonly closed?: Iterable<WireName>;
}

/** What was found along a picture. */
export interface Found<C> {
  /** What stands where the name does. */
  name: unknown;
  known: C | undefined;
  /** Where the payload stands; without a key its members are those of the holder. */
  holder: Holder | undefined;
  key: string | undefined;
  /** The keys that lead to the holder, and what else it holds. */
  path: readonly string[];
  around: Picture;
  /** A second key that is a name. */
  twice: string | undefined;
  /** None if it has to be there and is not. */
  version: number | undefined;
  /** The path of a member that must be there and is not. */
  missing: readonly string[] | undefined;
  readonly beside: { readonly member: Beside; readonly holder: Holder; readonly path: readonly string[] }[];
}

const ROOT: readonly string[] = [];

/** Walks along a picture. `undefined` if a value is not in it; the reason is then put away. */
export function find<C extends Carried>(
  picture: Picture,
  value: unknown,
  names: Names<C>,
): Found<C> | undefined {
  const found: Found<C> = {
    name: undefined,
    known: undefined,
    holder: undefined,
    key: undefined,
    path: ROOT,
    around: picture,
    twice: undefined,
    version: 1,
    missing: undefined,
    beside: [],
  };
  if (typeof value === "string" && isBare(picture)) return takeName(found, value, names) ? found : undefined;
  if (!inObject(picture, value, found, ROOT, names)) return undefined;
  const { known, version } = found;
  if (known !== undefined && version !== undefined && version !== (known.version ?? 1))
    found.known = known.older?.(version, known) as C | undefined;
  return found;
}

/** Whether what carries nothing is the bare name. */
export function isBare(picture: Picture): boolean {
  return picture.every(({ is }) => is === "named" || is === "absent");
}

function inObject<C extends Carried>(
  picture: Picture,
  value: unknown,
  found: Found<C>,
  path: readonly string[],
  names: Names<C>,
): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return wrong("object", value);
  const holder = value as Holder;
  for (const member of picture) {
    if (member.is === "spread") {
      found.holder = holder;
      found.path = path;
      found.around = picture;
    } else if (member.is === "named") {
      if (!underName(picture, holder, found, path, names)) return false;
    } else if (!inMember(member, holder, found, path, names)) {
      return at(member.key);
    }
  }
  return true;
}

function inMember<C extends Carried>(
  member: Exclude<Member, { is: "spread" | "named" }>,
  holder: Holder,
  found: Found<C>,
  path: readonly string[],
  names: Names<C>,
): boolean {
  const value = own(holder, member.key);
  switch (member.is) {
    case "name":
      return takeName(found, value, names);
    case "payload":
      found.holder = holder;
      found.key = member.key;
      found.path = path;
      return true;
    case "beside":
      if (value !== undefined) found.beside.push({ member, holder, path });
      else if (!member.optional && !member.nullable) found.missing ??= [...path, member.key];
      return true;
    case "version":
      if (value === undefined) {
        if (member.optional) return true;
        found.version = undefined;
        found.missing ??= [...path, member.key];
        return true;
      }
      found.version = value as number;
      return Number.isSafeInteger(value) || wrong("version", value);
    case "constant":
      if (value === undefined) return member.optional ?? refuse("missing");
      return value === member.value || refuse(`expected ${member.value}`);
    case "absent":
      return value === undefined || refuse("expected no such member");
    case "object":
      if (value === undefined) return member.optional ?? refuse("missing");
      return inObject(member.members, value, found, [...path, member.key], names);
  }
}

/** Takes what stands at the place of the name; whether it can be one. */
function takeName<C extends Carried>(found: Found<C>, value: unknown, names: Names<C>): boolean {
  found.name = value;
  found.known = names.known(value as WireName);
  if (found.known !== undefined) return true;
  if (value === undefined) return refuse("missing");
  if (names.closed) return noneOf(value, names.closed);
  return typeof value === "string" || (names.others === true && isOther(value)) || wrong("name", value);
}

function isOther(value: unknown): boolean {
  return typeof value === "boolean" || Number.isInteger(value);
}

/** Finds the key that is the name: it is none of the picture's own. */
function underName<C extends Carried>(
  picture: Picture,
  holder: Holder,
  found: Found<C>,
  path: readonly string[],
  names: Names<C>,
): boolean {
  const others = Object.keys(holder).filter(
    (key) => !picture.some((member) => "key" in member && member.key === key),
  );
  const known = others.filter((key) => names.known(key) !== undefined);
  found.twice = known[1];
  const name = known[0] ?? (others.length === 1 ? others[0] : undefined);
  // Of several it cannot be told which is the name.
  if (name === undefined || (known.length === 0 && names.closed))
    return noneOf(undefined, names.closed ?? []);
  found.holder = holder;
  found.key = name;
  found.path = path;
  return takeName(found, name, names);
}

/** The keys of an object's own members. */
export function keysOf(picture: Picture): string[] {
  return picture.flatMap((member) => ("key" in member && member.is !== "absent" ? [member.key] : []));
}

/** Whether the payload of what is known is good; `beyond` are members around the picture. */
export function readPayload<C extends Carried>(found: Found<C>, beyond: readonly string[] = ROOT): boolean {
  return (
    (found.twice === undefined ? readKnown(found, beyond) : refuse("given twice", found.twice)) ||
    under(found.path)
  );
}

function readKnown<C extends Carried>(
  { name, known, holder, key, around }: Found<C>,
  beyond: readonly string[],
): boolean {
  if (known === undefined) return true;
  if (holder === undefined) return isUnit(known) || refuse("missing", String(name));
  if (key === undefined) {
    return isUnit(known) || known.check?.(holder, undefined, [...keysOf(around), ...beyond]) === true;
  }
  const value = own(holder, key);
  if (isUnit(known)) return isNothing(value, key);
  if (value === undefined) return refuse("missing", key);
  return known.place === undefined ? known.check?.(value, key) === true : known.place(holder, key);
}

/** Whether a value may stand for what carries nothing. */
export function isNothing(value: unknown, key?: string): boolean {
  const nothing = value == null || (typeof value === "object" && !Array.isArray(value));
  return nothing || wrong("object or null", value, key, "object");
}

/** Says that the mistake lies under these keys. */
export function under(path: readonly string[]): false {
  for (let index = path.length - 1; index >= 0; index--) at(path[index]);
  return false;
}

/** A variant of a union that is told by its name. */
export interface Variant extends Carried {
  readonly write?: Write;
}

/** The variants of a union by their names, old ones among them. */
export function variants(
  entries: () => readonly (readonly [name: WireName, variant: Variant])[],
  closed?: readonly WireName[],
): Names<Variant> {
  let table: ReadonlyMap<WireName, Variant> | undefined;
  const known = (name: WireName) => {
    table ??= new Map(entries());
    return table.get(name);
  };
  return closed === undefined ? { known, others: true } : { known, closed };
}

/** Reads a union that is told by a name. What carries nothing, and what had another name, is put as it is written. */
export function union(picture: Picture, names: Names<Variant>): Place {
  return (holder, key) => {
    const value = holder[key];
    const found = find(picture, value, names);
    if (found === undefined) return (names.closed === undefined && value !== undefined) || at(key);
    const { known } = found;
    if (known === undefined) return true;
    if (!readPayload(found)) return at(key);
    if (isUnit(known) && isBare(picture)) holder[key] = known.wire;
    else settle(picture, value as Holder, found.name, known);
    return true;
  };
}

/** As {@link union}, where the members lie among those of an object, some of which are not the union's. */
export function unionAmong(
  picture: Picture,
  names: Names<Variant>,
  holder: object,
  around: readonly string[],
): boolean {
  const found = find(picture, holder, names);
  if (found === undefined) return names.closed === undefined;
  const { known } = found;
  if (known === undefined) return true;
  if (!readPayload(found, around)) return false;
  settle(picture, holder as Holder, found.name, known);
  return true;
}

/** An object without some of its members. */
export function without(holder: Holder, names: readonly string[]): Holder {
  const rest: Holder = {};
  for (const key of Object.keys(holder)) if (!names.includes(key)) put(rest, key, holder[key]);
  return rest;
}

/** Whether something carries nothing. */
export function isUnit({ check, place }: Pick<Carried, "check" | "place">): boolean {
  return check === undefined && place === undefined;
}

function settle(picture: Picture, holder: Holder, name: unknown, known: Variant): void {
  for (const member of picture) {
    if (member.is === "name" && name !== known.wire) put(holder, member.key, known.wire);
    if (member.is === "named" && name !== known.wire) {
      put(holder, String(known.wire), own(holder, name as string));
      delete holder[name as string];
    }
    if (member.is === "payload" && isUnit(known)) {
      if (member.optional) delete holder[member.key];
      else put(holder, member.key, member.nullable ? null : {});
    }
    const inner = member.is === "object" ? own(holder, member.key) : undefined;
    if (member.is === "object" && inner !== undefined) settle(member.members, inner as Holder, name, known);
  }
}
