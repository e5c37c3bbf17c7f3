// Readers of what is made of single values.
//
// A value is checked where it is. What has another form in TypeScript than in JSON (bytes, integers in texts) is
// replaced in the object that holds it: a `Place` reads from an object and a key.

import { at, FAILED, type Key, own, parsed, put, refuse, wrong } from "./codec.js";
import { type Check, type Holder, type Keys, type Place, string } from "./scalars.js";

export { at, own } from "./codec.js";
export * from "./scalars.js";

/** Reads with a {@link Place} from a typed object. */
export function place(holder: object, key: Key, read: Place): boolean {
  return read(holder as Holder, key);
}

/** Whether a value is an object; those who ask read its members next, under the names that they have in `T`. */
export function object<T = Holder>(value: unknown): value is T {
  return (typeof value === "object" && value !== null && !Array.isArray(value)) || wrong("object", value);
}

/** One of some values. */
export function oneOf(value: unknown, values: ReadonlySet<unknown>, key?: Key): boolean {
  return values.has(value) || noneOf(value, values, key);
}

export function noneOf(value: unknown, values: Iterable<unknown>, key?: Key): false {
  const list = [...values];
  const kind = typeof list[0];
  const expected = `one of ${list.map((value) => (typeof value === "string" ? JSON.stringify(value) : String(value))).join(", ")}`;
  return typeof value === kind
    ? refuse(`expected ${expected}, got another ${kind}`, key)
    : wrong(expected, value, key);
}

/** Replaces an old value by the one that it is called now. */
export function renamedValue(holder: Holder, key: Key, old: ReadonlyMap<unknown, unknown>): boolean {
  const value = holder[key];
  if (old.has(value)) holder[key] = old.get(value);
  return true;
}

/** Reads a member that may be there under an old name, and moves it to the one that it has now. */
export function renamed(
  object: object,
  now: string,
  old: readonly string[],
  place: Place,
  absent?: unknown,
): boolean {
  const holder = object as Holder;
  const [name = now, twice] = Object.keys(holder).filter((name) => name === now || old.includes(name));
  if (twice !== undefined) return refuse("given under its old and under its new name", twice);
  if (absent !== undefined) preset(holder, name, absent);
  if (!place(holder, name)) return false;
  if (name !== now && own(holder, name) !== undefined) {
    put(holder, now, holder[name]);
    delete holder[name];
  }
  return true;
}

/** What may be left out. */
export function optionalPlace(place: Place): Place {
  return (holder, key) => own(holder, String(key)) === undefined || place(holder, key);
}

/** Puts in what an absent member is read as. */
export function preset(holder: object, key: string, value: unknown): true {
  if (own(holder, key) === undefined) put(holder, key, value);
  return true;
}

/** A value of a container that is checked where it stands. */
export function inPlace(check: Check): Place {
  return (holder, key) => check(holder[key], key);
}

/** `T | null` */
export function nullable(check: Check): Check {
  return (value, key) => value === null || check(value, key);
}

export function nullablePlace(place: Place): Place {
  return (holder, key) => holder[key] === null || place(holder, key);
}

export function list(value: unknown, item: Check, key?: Key): boolean {
  if (!Array.isArray(value)) return wrong("array", value, key);
  for (let index = 0; index < value.length; index++) if (!item(value[index], index)) return at(key);
  return true;
}

export function listOf(value: unknown, place: Place, key?: Key): boolean {
  if (!Array.isArray(value)) return wrong("array", value, key);
  for (let index = 0; index < value.length; index++) if (!place(value as never, index)) return at(key);
  return true;
}

/** A list in which of equals the first is kept; `same` gives equals the same. */
export function set(value: unknown, place: Place, same: (item: unknown) => unknown, key?: Key): boolean {
  if (!listOf(value, place, key)) return false;
  const seen = new Set();
  const items = value as unknown[];
  const first = items.filter((item) => seen.size !== seen.add(same(item)).size);
  items.splice(0, items.length, ...first);
  return true;
}

/** What items have in common that are the same by themselves. */
export function itself(item: unknown): unknown {
  return item;
}

/** An object whose members are entries, but for those that are called by `names`. */
export function map(
  value: unknown,
  place: Place,
  keys?: Keys,
  key?: Key,
  names?: readonly string[],
): boolean {
  if (!object<Holder>(value)) return at(key);
  for (const name of Object.keys(value)) {
    if (names?.includes(name)) continue;
    if (keys !== undefined && !keys.is(name)) return refuse(`expected key ${keys.expected}`, name) || at(key);
    if (!place(value as Holder, name)) return at(key);
  }
  return true;
}

/** An array of these items and no more. */
export function tuple(value: unknown, items: readonly Place[], key?: Key): value is unknown[] {
  if (!Array.isArray(value)) return wrong(`array of ${items.length}`, value, key, "array");
  const good = items.every((item, index) => index >= value.length || item(value as never, index));
  if (!good) return at(key);
  return (
    value.length === items.length || refuse(`expected array of ${items.length}, got another length`, key)
  );
}

/** A string that holds JSON, which becomes what it holds. */
export function text(place: Place): Place {
  return (holder, key) => {
    if (!string(holder[key], key)) return false;
    const value = parsed(holder[key] as string);
    if (value === FAILED) return at(key);
    holder[key] = value;
    return place(holder, key);
  };
}

/**
 * Which of some objects is meant, by the keys that it has: for each key, for each object that has it, the objects (as
 * bits) that it decides against; `could` are those that each can be told from. -1 if none is meant.
 */
export function which(
  value: object,
  could: readonly number[],
  keys: readonly (readonly [key: string, object: number, against: number])[],
): number {
  const decided = could.map(() => 0);
  for (const [key, object, against] of keys) {
    if (own(value, key) !== undefined) decided[object] = (decided[object] as number) | against;
  }
  const against = decided.reduce((all, bits) => all | bits, 0);
  const found = could.findIndex(
    (others, index) => !((against >> index) & 1) && !(others & ~(decided[index] as number)),
  );
  if (found < 0) {
    const some = decided.some((bits, index) =>
      decided.some((back, other) => (bits >> other) & (back >> index) & 1),
    );
    const names = [...new Set(keys.map(([key]) => `\`${key}\``))].join(", ");
    refuse(
      some
        ? "has members of several alternatives"
        : `expected a member that tells which alternative it is: ${names}`,
    );
  }
  return found;
}
