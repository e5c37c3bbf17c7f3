// Readers of single values and of what is made of them. Generated code calls them with a value and the key under
// which it stands.
//
// A value is checked where it is. What has another form in TypeScript than in JSON (bytes, integers in texts) is
// replaced in the object that holds it: a `Place` reads from an object and a key.

import { FAILED, type Key, at, isSpoilt, isWhole, own, parsed, put, refuse, wrong } from "./codec.js";

export { at, own } from "./codec.js";

/**
 * Whether a value is good; if not, the reason and the path are put away. What has a place for members that it does not
 * declare is told those `around` it.
 */
export type Check = (value: unknown, key?: Key, around?: readonly string[]) => boolean;

/** An object or an array whose members are read. */
export type Holder = { [key: Key]: unknown };

/** As {@link Check}, of what is replaced where it stands. */
export type Place = (holder: Holder, key: Key) => boolean;

/** Reads with a {@link Place} from a typed object. */
export function place(holder: object, key: Key, read: Place): boolean {
  return read(holder as Holder, key);
}

/** The members of `T` before they are read. */
export type Raw<T> = { -readonly [K in keyof T]?: unknown };

export function object<T = Record<string, unknown>>(value: unknown): value is Raw<T> {
  return (typeof value === "object" && value !== null && !Array.isArray(value)) || wrong("object", value);
}

export function string(value: unknown, key?: Key): value is string {
  return typeof value === "string" || wrong("string", value, key);
}

export function bool(value: unknown, key?: Key): value is boolean {
  return typeof value === "boolean" || wrong("boolean", value, key);
}

export function nil(value: unknown, key?: Key): value is null {
  return value === null || wrong("null", value, key);
}

export function json(value: unknown, key?: Key): boolean {
  return (value !== undefined && (!isSpoilt() || isWhole(value))) || spoiltInside(value, key);
}

function spoiltInside(value: unknown, key?: Key): false {
  return value === undefined ? wrong("value", value, key) : refuse("holds what JSON cannot hold everywhere", key);
}

/** An integer within bounds, in any form that JSON has for it. */
export function integer(value: unknown, least: number, most: number, name: string, key?: Key): value is number {
  return (
    (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) || noInteger(value, name, key)
  );
}

function noInteger(value: unknown, name: string, key?: Key): false {
  if (typeof value !== "number") return wrong(name, value, key);
  return refuse(Number.isInteger(value) ? `out of range of ${name}` : `expected ${name}, got a fraction`, key);
}

export function i8(value: unknown, key?: Key): value is number {
  return integer(value, -0x80, 0x7f, "i8", key);
}

export function i16(value: unknown, key?: Key): value is number {
  return integer(value, -0x8000, 0x7fff, "i16", key);
}

export function i32(value: unknown, key?: Key): value is number {
  return integer(value, -0x80000000, 0x7fffffff, "i32", key);
}

export function i64(value: unknown, key?: Key): value is number {
  return integer(value, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, "i64", key);
}

export function u8(value: unknown, key?: Key): value is number {
  return integer(value, 0, 0xff, "u8", key);
}

export function u16(value: unknown, key?: Key): value is number {
  return integer(value, 0, 0xffff, "u16", key);
}

export function u32(value: unknown, key?: Key): value is number {
  return integer(value, 0, 0xffffffff, "u32", key);
}

export function u64(value: unknown, key?: Key): value is number {
  return integer(value, 0, Number.MAX_SAFE_INTEGER, "u64", key);
}

export function f32(value: unknown, key?: Key): value is number {
  return typeof value !== "number"
    ? wrong("f32", value, key)
    : Number.isFinite(Math.fround(value)) || refuse("out of range of f32", key);
}

export function f64(value: unknown, key?: Key): value is number {
  return typeof value === "number" || wrong("f64", value, key, "number");
}

/** Epoch milliseconds or seconds; those of Rust's `jiff` end a day before the year 10,000 does. */
export function millis(value: unknown, key?: Key): value is number {
  return i64(value, key) && (isWithin(value / 1000) || refuse("out of range of timestamp", key));
}

export function seconds(value: unknown, key?: Key): value is number {
  return i64(value, key) && (isWithin(value) || refuse("out of range of timestamp", key));
}

function isWithin(second: number): boolean {
  return second >= -377705023201 && second < LAST_SECOND + 1;
}

const LAST_SECOND = 253402207200;

export function uuid(value: unknown, key?: Key): value is string {
  return (typeof value === "string" && isUuid(value)) || wrong("uuid", value, key, "string");
}

/** Each character is looked up on its own, which is twice as fast as a regular expression. */
export function isUuid(s: string): boolean {
  return (
    s.length === 36 &&
    s.charCodeAt(8) === 45 &&
    s.charCodeAt(13) === 45 &&
    s.charCodeAt(18) === 45 &&
    s.charCodeAt(23) === 45 &&
    (four(s, 0) & four(s, 4) & four(s, 9) & four(s, 14) & four(s, 19) & four(s, 24) & four(s, 28) & four(s, 32)) === 1
  );
}

/** Whether four characters are hexadecimal digits, as 1 or 0. */
function four(s: string, at: number): number {
  return (
    (HEX[s.charCodeAt(at)] as number) &
    (HEX[s.charCodeAt(at + 1)] as number) &
    (HEX[s.charCodeAt(at + 2)] as number) &
    (HEX[s.charCodeAt(at + 3)] as number)
  );
}

const HEX: Uint8Array = /* @__PURE__ */ Uint8Array.from({ length: 128 }, (_, code) =>
  /[\da-f]/i.test(String.fromCharCode(code)) ? 1 : 0,
);

/** RFC 3339 with any offset and up to nine digits of a second; kept as it came. */
export function timestamp(value: unknown, key?: Key): value is string {
  return (typeof value === "string" && isTimestamp(value)) || wrong("timestamp (RFC 3339)", value, key, "string");
}

function isTimestamp(s: string): boolean {
  if (!isDay(s) || (s.charCodeAt(10) | 32) !== 116 || s.charCodeAt(13) !== 58 || s.charCodeAt(16) !== 58) return false;
  if (!(two(s, 11) < 24 && two(s, 14) < 60 && two(s, 17) < 60)) return false;
  let end = 19;
  if (s.charCodeAt(end) === 46) {
    do end++;
    while (isDigit(s.charCodeAt(end)));
    if (end < 21 || end > 29) return false;
  }
  if ((s.charCodeAt(end) | 32) === 122) return s.length === end + 1 && !isTooLate(s, 0);
  return (
    OFFSET.test(s.slice(end)) &&
    !isTooLate(s, (s.charCodeAt(end) === 45 ? -60 : 60) * (two(s, end + 1) * 60 + two(s, end + 4)))
  );
}

const OFFSET = /^[+-](?:[01]\d|2[0-3]):[0-5]\d$/;

/** Whether a time of the last day of the year 9999 is behind the last one that Rust can hold. */
function isTooLate(text: string, offset: number): boolean {
  return text.startsWith("9999-12-3") && Date.parse(`${text.slice(0, 19).toUpperCase()}Z`) / 1000 - offset > LAST_SECOND;
}

/** `YYYY-MM-DD` */
export function date(value: unknown, key?: Key): value is string {
  return (typeof value === "string" && isDate(value)) || wrong("date (YYYY-MM-DD)", value, key, "string");
}

export function isDate(text: string): boolean {
  return text.length === 10 && isDay(text);
}

/** Whether a text begins with a day that exists. */
function isDay(text: string): boolean {
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  return (
    year >= 0 &&
    text.charCodeAt(4) === 45 &&
    text.charCodeAt(7) === 45 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    (day <= 28 || day <= (month === 2 ? 28 + leap(year) : 30 + ((month + (month >> 3)) & 1)))
  );
}

function leap(year: number): number {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
}

/** Two digits; NaN if they are none. */
function two(text: string, index: number): number {
  const tens = text.charCodeAt(index);
  const ones = text.charCodeAt(index + 1);
  return isDigit(tens) && isDigit(ones) ? tens * 10 + ones - 528 : Number.NaN;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** One of some values. */
export function oneOf(value: unknown, values: ReadonlySet<unknown>, key?: Key): boolean {
  return values.has(value) || noneOf(value, values, key);
}

export function noneOf(value: unknown, values: Iterable<unknown>, key?: Key): false {
  const list = [...values];
  const kind = typeof list[0];
  const expected = `one of ${list.map((value) => (typeof value === "string" ? JSON.stringify(value) : String(value))).join(", ")}`;
  return typeof value === kind ? refuse(`expected ${expected}, got another ${kind}`, key) : wrong(expected, value, key);
}

/** Replaces an old value by the one that it is called now. */
export function renamedValue(holder: Holder, key: Key, old: ReadonlyMap<unknown, unknown>): boolean {
  const value = holder[key];
  if (old.has(value)) holder[key] = old.get(value);
  return true;
}

/** Reads a member that may be there under an old name, and moves it to the one that it has now. */
export function renamed(object: object, now: string, old: readonly string[], place: Place, absent?: unknown): boolean {
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

/** What is a key of a map, and what such a key is called. */
export interface Keys {
  readonly expected: string;
  readonly is: (key: string) => boolean;
}

/** An object whose members are entries, but for those that are called by `names`. */
export function map(value: unknown, place: Place, keys?: Keys, key?: Key, names?: readonly string[]): boolean {
  if (!object<Holder>(value)) return at(key);
  for (const name of Object.keys(value)) {
    if (names?.includes(name)) continue;
    if (keys !== undefined && !keys.is(name)) return refuse(`expected key ${keys.expected}`, name) || at(key);
    if (!place(value as Holder, name)) return at(key);
  }
  return true;
}

export const UUIDS: Keys = { expected: "uuid", is: isUuid };
export const DATES: Keys = { expected: "date (YYYY-MM-DD)", is: isDate };

/** Integers in canonical digits. */
export function integers(name: string, least: bigint, most: bigint): Keys {
  return { expected: name, is: (key) => digits(key, least, most) !== undefined };
}

export function digits(text: string, least: bigint, most: bigint): bigint | undefined {
  if (!/^(?:0|-?[1-9]\d*)$/.test(text) || text.length > 40) return undefined;
  const value = BigInt(text);
  return value >= least && value <= most ? value : undefined;
}

/** An array of these items and no more. */
export function tuple(value: unknown, items: readonly Place[], key?: Key): value is unknown[] {
  if (!Array.isArray(value)) return wrong(`array of ${items.length}`, value, key, "array");
  const good = items.every((item, index) => index >= value.length || item(value as never, index));
  if (!good) return at(key);
  return value.length === items.length || refuse(`expected array of ${items.length}, got another length`, key);
}

/** A string of decimal digits, which becomes a bigint. */
export function bigints(name: string, least: bigint, most: bigint): Place {
  return (holder, key) => {
    const text = holder[key];
    const value = typeof text === "string" ? digits(text, least, most) : undefined;
    if (value === undefined) return wrong(`string of ${name} digits`, text, key, "string");
    holder[key] = value;
    return true;
  };
}

export const textI64: Place = /* @__PURE__ */ bigints("i64", -(2n ** 63n), 2n ** 63n - 1n);
export const textU64: Place = /* @__PURE__ */ bigints("u64", 0n, 2n ** 64n - 1n);
export const textU128: Place = /* @__PURE__ */ bigints("u128", 0n, 2n ** 128n - 1n);

/** A number of more bits than numbers can be asked for; it becomes a bigint. */
export function wide(check: Check): Place {
  return (holder, key) => {
    if (!check(holder[key], key)) return false;
    holder[key] = BigInt(holder[key] as number);
    return true;
  };
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

/** Base64 of either alphabet, with or without padding, which becomes bytes. */
export function bytes(holder: Holder, key: Key): boolean {
  const text = holder[key];
  const value = typeof text === "string" ? fromBase64(text) : undefined;
  if (value === undefined) return wrong("base64", text, key, "string");
  holder[key] = value;
  return true;
}

const BASE64 = /^(?:[\w+/-]{4})*(?:[\w+/-][AQgw](?:==?)?|[\w+/-]{2}[AEIMQUYcgkosw048]=?)?$/;

function fromBase64(text: string): Uint8Array | undefined {
  if (!BASE64.test(text) || (/[-_]/.test(text) && /[+/]/.test(text))) return undefined;
  const end = text.indexOf("=");
  const length = end < 0 ? text.length : end;
  const out = new Uint8Array(Math.floor((length * 3) / 4));
  for (let index = 0, at = 0, bits = 0; index < length; index++) {
    bits = (bits << 6) | sextet(text.charCodeAt(index));
    if (index % 4 !== 0) out[at++] = bits >> (6 - 2 * (index % 4));
  }
  return out;
}

function sextet(code: number): number {
  if (code > 96) return code - 71;
  if (code > 64) return code === 95 ? 63 : code - 65;
  return code > 47 ? code + 4 : code === 43 || code === 45 ? 62 : 63;
}

/** A text around a hole; `is` says what may stand in it. */
export function hole(value: string, prefix: string, suffix: string, is: (inside: string) => boolean): boolean {
  return (
    value.length >= prefix.length + suffix.length &&
    value.startsWith(prefix) &&
    value.endsWith(suffix) &&
    is(value.slice(prefix.length, value.length - suffix.length))
  );
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
  const found = could.findIndex((others, index) => !((against >> index) & 1) && !(others & ~(decided[index] as number)));
  if (found < 0) {
    const some = decided.some((bits, index) => decided.some((back, other) => (bits >> other) & (back >> index) & 1));
    const names = [...new Set(keys.map(([key]) => `\`${key}\``))].join(", ");
    refuse(some ? "has members of several alternatives" : `expected a member that tells which alternative it is: ${names}`);
  }
  return found;
}
