// How older versions of an event become the newest one. A step makes JSON of what was read, under the names that the next
// version has, and its reader reads that: so no values are converted.

import { at, FAILED, own, parsed, refuseAt } from "./codec.js";
import { type Known, mistake } from "./frame.js";
import { type Carried, isUnit, type Older, under } from "./picture.js";
import { EncodeError } from "./protocol.js";
import type { Check, Holder, Place } from "./read.js";
import { joined, part, type Write } from "./write.js";

/** An older version: how it is read, and what makes the next one of it. */
export interface Version {
  /** As those of an event: neither if it carries nothing. */
  readonly check?: Check;
  readonly place?: Place;
  /** Gives the JSON text of the next version. */
  readonly next: Write;
}

/** Finds the older versions of an event, from a `first` one on. */
export function older(first: number, versions: () => readonly Version[]): Older {
  let all: readonly Version[] | undefined;
  return (number, newest) => {
    all ??= versions();
    const from = number < first ? [] : all.slice(number - first);
    const [found] = from;
    if (found === undefined) return undefined;
    const known: Known = {
      ...(newest as Known),
      check: found.check,
      place: found.place,
      // What lies among the members of a frame is taken out of it.
      takesOthers: true,
      upgrade(event, { key, path }) {
        const payload = upgraded(event.payload, from, newest, key);
        if (payload === FAILED) return mistake(event.name, under(path));
        event.payload = payload;
        return undefined;
      },
    };
    return known;
  };
}

/** The newest version, by way of all in between; or {@link FAILED}, and why is put away. */
function upgraded(
  payload: unknown,
  versions: readonly Version[],
  newest: Reading,
  key: string | undefined,
): unknown {
  const place = key ?? "";
  let value = payload;
  for (const [index, { next }] of versions.entries()) {
    const into: Reading = versions[index + 1] ?? newest;
    const text = textOf(next, value);
    if (text === FAILED) return at(key) || FAILED;
    const holder: Holder = { [place]: parsed(text) };
    const good = into.check?.(holder[place], key) ?? into.place?.(holder, place) ?? true;
    if (!good) return FAILED;
    value = isUnit(into) ? {} : holder[place];
  }
  return value;
}

type Reading = Pick<Carried, "check" | "place">;

function textOf(next: Write, value: unknown): string | typeof FAILED {
  try {
    return next(value) ?? "null";
  } catch (error) {
    // Writers throw nothing else.
    const { path, reason } = error as EncodeError;
    return refuseAt(path, reason) || FAILED;
  }
}

/** Makes a member of the next version, or some; nothing where it is left out. */
export type Part = (older: object) => string;

/** An object with these members. */
export function fields(...parts: readonly Part[]): Write {
  return (older) => joined(parts.map((part) => part(older as object)));
}

/** A member that is what another one was. */
export function field(name: string, from: string, write: Write): Part {
  return (older) => part(name, () => write(own(older, from)));
}

/** Members that lie among others of these names. */
export function spread(write: Write, among: readonly string[]): Part {
  return (older) => write(older, among)?.slice(1, -1) ?? "";
}

/** A member that somebody's function makes. */
export function fieldByHand(name: string, make: Make, write: Write): Part {
  return (older) => part(name, () => handmade(make, write)(older));
}

/** Members that somebody's function makes. */
export function spreadByHand(make: Make, write: Write, among: readonly string[]): Part {
  return spread(handmade(make, write), among);
}

/** What somebody has written: makes a field of what the older version holds. */
type Make = (older: never) => unknown;

/** Nothing of what somebody's function throws is told, since it may hold values. */
function handmade(make: Make, write: Write): Write {
  return (older, around) => {
    let value: unknown;
    try {
      value = make(older as never);
    } catch {
      throw new EncodeError("", BY_HAND);
    }
    try {
      return write(value, around);
    } catch (error) {
      // A value may throw anything when it is looked at.
      throw error instanceof EncodeError ? error : new EncodeError("", BY_HAND);
    }
  };
}

const BY_HAND = "the upgrade by hand failed";

/** What is null is left out. */
export function some(write: Write): Write {
  return (value) => (value === null ? undefined : write(value));
}

/** The same value in another form; null and what is left out have no other. */
function recast(write: Write, form: (text: string) => string): Write {
  return (value) => {
    const text = write(value);
    return text === undefined || text === "null" ? text : form(text);
  };
}

/** An integer as its decimal digits in a string. */
export function digits(write: Write): Write {
  return recast(write, (text) => (text.startsWith('"') ? text : `"${text}"`));
}

/** Seconds as milliseconds. */
export function secondsToMillis(write: Write): Write {
  return recast(write, (text) => String(Number(text) * 1000));
}

/** Seconds as a timestamp in RFC 3339. */
export function secondsToRfc3339(write: Write): Write {
  return recast(write, (text) => rfc3339(Number(text) * 1000));
}

/** Milliseconds as a timestamp in RFC 3339. */
export function millisToRfc3339(write: Write): Write {
  return recast(write, (text) => rfc3339(Number(text)));
}

function rfc3339(millis: number): string {
  return `"${new Date(millis).toISOString()}"`;
}
