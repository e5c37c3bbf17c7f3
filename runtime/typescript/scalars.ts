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

/**
 * Each character is looked up on its own, which is twice as fast as a regular expression. The same ids come again and
 * again, and to find one among those that came last is faster still.
 */
export function isUuid(s: string): boolean {
  if (s.length !== 36) return false;
  const slot = (s.charCodeAt(35) ^ (s.charCodeAt(34) << 2) ^ (s.charCodeAt(33) << 4)) & 0xff;
  if (RECENT[slot] === s) return true;
  const good =
    s.charCodeAt(8) === 45 &&
    s.charCodeAt(13) === 45 &&
    s.charCodeAt(18) === 45 &&
    s.charCodeAt(23) === 45 &&
    (four(s, 0) &
      four(s, 4) &
      four(s, 9) &
      four(s, 14) &
      four(s, 19) &
      four(s, 24) &
      four(s, 28) &
      four(s, 32)) ===
      1;
  if (good) RECENT[slot] = s;
  return good;
}

const RECENT: string[] = /* @__PURE__ */ Array.from({ length: 256 }, () => "");

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
  return (
    (typeof value === "string" && isTimestamp(value)) || wrong("timestamp (RFC 3339)", value, key, "string")
  );
}

function isTimestamp(s: string): boolean {
  if (!isDay(s) || (s.charCodeAt(10) | 32) !== 116 || s.charCodeAt(13) !== 58 || s.charCodeAt(16) !== 58)
    return false;
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
  return (
    text.startsWith("9999-12-3") &&
    Date.parse(`${text.slice(0, 19).toUpperCase()}Z`) / 1000 - offset > LAST_SECOND
  );
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
