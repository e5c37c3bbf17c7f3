// Readers of single values. Generated code calls them with a value and the key under which it stands.

import { isSpoilt, isWhole, type Key, refuse, wrong } from "./codec.js";

/**
 * Whether a value is good; if not, the reason and the path are put away. What has a place for members that it does not
 * declare is told those `around` it.
 */
export type Check = (value: unknown, key?: Key, around?: readonly string[]) => boolean;

/** An object or an array whose members are read. */
export type Holder = { [key: Key]: unknown };

/** As {@link Check}, of what is replaced where it stands. */
export type Place = (holder: Holder, key: Key) => boolean;

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
  return value === undefined
    ? wrong("value", value, key)
    : refuse("holds what JSON cannot hold everywhere", key);
}

/** An integer within bounds, in any form that JSON has for it. */
export function integer(
  value: unknown,
  least: number,
  most: number,
  name: string,
  key?: Key,
): value is number {
  return (
    (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) ||
    noInteger(value, name, key)
  );
}

function noInteger(value: unknown, name: string, key?: Key): false {
  if (typeof value !== "number") return wrong(name, value, key);
  return refuse(
    Number.isInteger(value) ? `out of range of ${name}` : `expected ${name}, got a fraction`,
    key,
  );
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

/** The same ids come again and again, and to find one among those that came last is faster than to look at it. */
export function isUuid(text: string): boolean {
  if (text.length !== 36) return false;
  const slot = (text.charCodeAt(35) ^ (text.charCodeAt(34) << 2) ^ (text.charCodeAt(33) << 4)) & 0xff;
  if (RECENT[slot] === text) return true;
  const good = UUID.test(text);
  if (good) RECENT[slot] = text;
  return good;
}

const RECENT: string[] = /* @__PURE__ */ Array.from({ length: 256 }, () => "");

// Written out digit by digit it takes half the time of one with counts.
const UUID: RegExp = /* @__PURE__ */ RegExp(
  `^${[8, 4, 4, 4, 12].map((length) => "[\\da-fA-F]".repeat(length)).join("-")}$`,
);

/** RFC 3339 with any offset and up to nine digits of a second; kept as it came. */
export function timestamp(value: unknown, key?: Key): value is string {
  return (
    (typeof value === "string" && isTimestamp(value)) || wrong("timestamp (RFC 3339)", value, key, "string")
  );
}

function isTimestamp(text: string): boolean {
  return TIMESTAMP.test(text) && isDay(text) && !(text.startsWith("9999-12-") && isTooLate(text));
}

const TIMESTAMP =
  /^\d\d\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/** Whether a time is behind the last one that Rust can hold. */
function isTooLate(text: string): boolean {
  return Date.parse(text.toUpperCase().replace(/\.\d+/, "")) / 1000 > LAST_SECOND;
}

/** `YYYY-MM-DD` */
export function date(value: unknown, key?: Key): value is string {
  return (typeof value === "string" && isDate(value)) || wrong("date (YYYY-MM-DD)", value, key, "string");
}

export function isDate(text: string): boolean {
  return DATE.test(text) && isDay(text);
}

const DATE = /^\d\d\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** Whether the month with which a text begins has as many days as it says: each has 28. */
function isDay(text: string): boolean {
  if (text.charCodeAt(8) < 50 || (text.charCodeAt(8) === 50 && text.charCodeAt(9) < 57)) return true;
  const day = text.slice(0, 10);
  return new Date(`${day}T00:00Z`).toJSON()?.startsWith(day) === true;
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

export const textI64: Place = /* @__PURE__ */ bigints("i64", -0x8000000000000000n, 0x7fffffffffffffffn);
export const textU64: Place = /* @__PURE__ */ bigints("u64", 0n, 0xffffffffffffffffn);
export const textU128: Place = /* @__PURE__ */ bigints("u128", 0n, 0xffffffffffffffffffffffffffffffffn);

/** A number of more bits than numbers can be asked for; it becomes a bigint. */
export function wide(check: Check): Place {
  return (holder, key) => {
    if (!check(holder[key], key)) return false;
    holder[key] = BigInt(holder[key] as number);
    return true;
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
export function hole(
  value: string,
  prefix: string,
  suffix: string,
  is: (inside: string) => boolean,
): boolean {
  return (
    value.length >= prefix.length + suffix.length &&
    value.startsWith(prefix) &&
    value.endsWith(suffix) &&
    is(value.slice(prefix.length, value.length - suffix.length))
  );
}

/** What is a key of a map, and what such a key is called. */
export interface Keys {
  readonly expected: string;
  readonly is: (key: string) => boolean;
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
