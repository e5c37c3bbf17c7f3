// Writers: each gives the JSON text of a value, with members in the order of the manifest, or throws an `EncodeError`.
// What a reader refuses no writer writes, since writers ask the readers.

import { failure, isWellFormed, type Key, own, refuse, wrong } from "./codec.js";
import { EncodeError } from "./protocol.js";
import * as read from "./read.js";

/** Gives the JSON text of a value; nothing where a member is left out. */
export type Write = (value: unknown, around?: readonly string[]) => string | undefined;

/** What a value is ordered by, among those of a set or the keys of a map. */
export type Order = (value: unknown) => Rank;
export type Rank = string | number | bigint | boolean | undefined | readonly Rank[];

/** A refusal, with what was put away. */
export function refused(_?: false): EncodeError {
  const { path, reason } = failure();
  return new EncodeError(path, reason);
}

/** A writer of what a reader takes. */
export function checked(check: read.Check, write: (value: never) => string = JSON.stringify): Write {
  return (value) => {
    if (!check(value)) throw refused();
    return write(value as never);
  };
}

/** What is written of a member, unless that is left out. */
export function part(key: string, write: () => string | undefined): string {
  const text = inside(key, write);
  return text === undefined ? "" : `${JSON.stringify(key)}:${text}`;
}

function inside<Text>(key: Key, write: () => Text): Text {
  try {
    return write();
  } catch (error) {
    throw error instanceof EncodeError ? within(key, error) : error;
  }
}

/** The same mistake, one level further out. */
function within(key: Key, { path, reason }: EncodeError): EncodeError {
  const rest = path === "" || path.startsWith("[") ? path : `.${path}`;
  return new EncodeError((typeof key === "number" ? `[${key}]` : key) + rest, reason);
}

function isText(value: unknown): boolean {
  return read.string(value) && (isWellFormed(value) || refuse("a lone surrogate"));
}

export const string: Write = /* @__PURE__ */ checked(isText);
export const bool: Write = /* @__PURE__ */ checked(read.bool);
export const nil: Write = /* @__PURE__ */ checked(read.nil);
export const i8: Write = /* @__PURE__ */ checked(read.i8);
export const i16: Write = /* @__PURE__ */ checked(read.i16);
export const i32: Write = /* @__PURE__ */ checked(read.i32);
export const i64: Write = /* @__PURE__ */ checked(read.i64);
export const u8: Write = /* @__PURE__ */ checked(read.u8);
export const u16: Write = /* @__PURE__ */ checked(read.u16);
export const u32: Write = /* @__PURE__ */ checked(read.u32);
export const u64: Write = /* @__PURE__ */ checked(read.u64);
export const f32: Write = /* @__PURE__ */ checked(read.f32, shortest);
export const f64: Write = /* @__PURE__ */ checked(isF64, float);
export const millis: Write = /* @__PURE__ */ checked(read.millis);
export const seconds: Write = /* @__PURE__ */ checked(read.seconds);
export const date: Write = /* @__PURE__ */ checked(read.date);
export const uuid: Write = /* @__PURE__ */ checked(read.uuid, (text: string) => `"${text.toLowerCase()}"`);
export const timestamp: Write = /* @__PURE__ */ checked(read.timestamp, (text: string) => `"${utc(text)}"`);

/** The shortest digits that are the same number in 32 bits. */
function shortest(value: number): string {
  const rounded = Math.fround(value);
  if (rounded === 0) return float(rounded);
  let digits = 1;
  while (Math.fround(Number(rounded.toPrecision(digits))) !== rounded) digits++;
  return float(Number(rounded.toPrecision(digits)));
}

function float(value: number): string {
  return Object.is(value, -0) ? "-0.0" : JSON.stringify(value);
}

function isF64(value: unknown): boolean {
  return read.f64(value) && (Number.isFinite(value) || refuse("not a finite number"));
}

/** UTC with three digits of a second, cut, never rounded. */
function utc(text: string): string {
  const [fraction = "", digits = ""] = /\.(\d+)/.exec(text) ?? [];
  const whole = new Date(text.toUpperCase().replace(fraction, "")).toISOString();
  if (whole.startsWith("-")) throw refused(refuse("before the year 0, which RFC 3339 cannot write"));
  return `${whole.slice(0, 20)}${digits.padEnd(3, "0").slice(0, 3)}Z`;
}

/** Any value that JSON can hold. */
export function json(value: unknown): string {
  const text = attempt(() => JSON.stringify(value, held));
  if (text !== undefined) return text;
  throw refused(refuse("missing"));
}

function held(key: string, value: unknown): unknown {
  const isHeld = isWellFormed(key) && (typeof value !== "string" || isWellFormed(value));
  if (!isHeld || typeof value === "bigint" || (typeof value === "number" && !Number.isFinite(value)))
    throw refused(refuse("holds what JSON cannot hold everywhere"));
  return value;
}

/** What holds itself, or throws when it is looked at, cannot be written. */
function attempt(write: () => string | undefined): string | undefined {
  try {
    return write();
  } catch (error) {
    throw error instanceof EncodeError ? error : refused(refuse("not a value that JSON can hold"));
  }
}

/** One of some values. */
export function oneOf(values: ReadonlySet<unknown>): Write {
  return checked((value) => read.oneOf(value, values));
}

/** A text in which a uuid stands between others, which is written in lower case. */
export function lowered(
  ...around: readonly (readonly [prefix: string, suffix: string])[]
): (text: string) => string {
  return (text) => {
    const found = around.find(([prefix, suffix]) => read.hole(text, prefix, suffix, read.isUuid));
    if (found === undefined) return JSON.stringify(text);
    const [{ length }] = found;
    return JSON.stringify(
      text.slice(0, length) + text.slice(length, length + 36).toLowerCase() + text.slice(length + 36),
    );
  };
}

/** A bigint within bounds, as a string of decimal digits. */
export function bigints(name: string, least: bigint, most: bigint): Write {
  const isWithin = (value: unknown) =>
    typeof value === "bigint"
      ? (value >= least && value <= most) || refuse(`out of range of ${name}`)
      : refuse(value === undefined ? "missing" : `expected bigint, got ${typeof value}`);
  return checked(isWithin, (value: bigint) => `"${value}"`);
}

export const textI64: Write = /* @__PURE__ */ bigints("i64", -0x8000000000000000n, 0x7fffffffffffffffn);
export const textU64: Write = /* @__PURE__ */ bigints("u64", 0n, 0xffffffffffffffffn);
export const textU128: Write = /* @__PURE__ */ bigints("u128", 0n, 0xffffffffffffffffffffffffffffffffn);

/** A bigint as a number. */
export function wide(check: read.Check): Write {
  return (value) =>
    checked((number) => (typeof value === "bigint" ? check(number) : refuse("expected bigint")))(
      Number(value),
    );
}

/** What is left out when there is none. */
export function optional(write: Write): Write {
  return (value) => (value === undefined ? undefined : write(value));
}

/** What may be null; where there is none it is null. */
export function nullable(write: Write): Write {
  return (value) => (value == null ? "null" : write(value));
}

/** What is left out when there is none, and may be null. */
export function optionalNullable(write: Write): Write {
  return (value) => (value === undefined ? undefined : value === null ? "null" : write(value));
}

/** What is another value where there is none, given as JSON has it. */
export function preset(write: Write, absent: unknown, place: read.Place): Write {
  let usual: string | undefined;
  return (value) => {
    if (value !== undefined) return write(value);
    usual ??= write(settled(absent, place));
    return usual;
  };
}

/** What is left out when it is a certain value, given as JSON has it. */
export function unless(write: Write, absent: unknown, place: read.Place): Write {
  let usual: string | undefined;
  return (value) => {
    if (value === undefined) return undefined;
    usual ??= write(settled(absent, place));
    const text = write(value);
    return text === usual ? undefined : text;
  };
}

function settled(absent: unknown, place: read.Place): unknown {
  const holder: read.Holder = { absent: structuredCopy(absent) };
  place(holder, "absent");
  return holder["absent"];
}

function structuredCopy(value: unknown): unknown {
  return typeof value === "object" ? JSON.parse(JSON.stringify(value)) : value;
}

/** A string that holds JSON. */
export function text(write: Write): Write {
  return (value) => JSON.stringify(write(value) ?? "");
}

/** The members of an object in their order: the key of each and how it is written, or members that lie among others. */
export type Fields = readonly (string | Write | Spread)[];

/** Members that lie among others of these names. */
export interface Spread {
  readonly spread: Write;
  readonly among: readonly string[];
}

/** An object with these members. */
export function struct(fields: () => Fields): Write {
  let known: Fields | undefined;
  return (value, around = NONE) => {
    if (!read.object<object>(value)) throw refused();
    known ??= fields();
    const parts: string[] = [];
    for (let index = 0; index < known.length; index++) {
      const field = known[index] as string | Spread;
      if (typeof field === "string") {
        const write = known[++index] as Write;
        parts.push(part(field, () => write(own(value, field))));
      } else parts.push(field.spread(value, [...field.among, ...around])?.slice(1, -1) ?? "");
    }
    return joined(parts);
  };
}

const NONE: readonly string[] = [];

/** An object of these members, the empty ones left out. */
export function joined(parts: readonly string[]): string {
  return `{${parts.filter((part) => part !== "").join(",")}}`;
}

function array(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw refused(wrong("array", value));
}

/** `list<T>` */
export function list(item: Write): Write {
  return (value) =>
    `[${Array.from(array(value), (inner, index) => inside(index, () => item(inner))).join(",")}]`;
}

/** `set<T>`: of equals one is written, in the order that Rust has for them if it has one. */
export function set(item: Write, order?: Order): Write {
  return (value) => {
    const items = Array.from(array(value), (inner, index) => ({
      text: inside(index, () => item(inner)),
      inner,
    }));
    if (order !== undefined) items.sort((a, b) => compare(order(a.inner), order(b.inner)));
    return `[${[...new Set(items.map(({ text }) => text))].join(",")}]`;
  };
}

/** `map<K, T>`: in the order of the keys; `around` are members that are none of its entries. */
export function map(item: Write, key: Write = string, order: Order = same): Write {
  return (value, around = NONE) => {
    if (!read.object<read.Holder>(value)) throw refused();
    const names = Object.keys(value).filter(
      (name) => !around.includes(name) && own(value, name) !== undefined,
    );
    // Their order is that of good keys.
    const entries = names.map((name) => ({ name, key: inside(name, () => key(name)) }));
    entries.sort((a, b) => compare(order(a.name), order(b.name)));
    return joined(entries.map(({ name, key }) => inside(name, () => `${key}:${item(own(value, name))}`)));
  };
}

/** Integers as keys. */
export function integers(keys: read.Keys): Write {
  return checked((key) => keys.is(key as string) || refuse(`expected key ${keys.expected}`));
}

/** `[A, B]` */
export function tuple(...items: readonly Write[]): Write {
  return (value) => {
    if (array(value).length !== items.length)
      throw refused(refuse(`expected array of ${items.length}, got another length`));
    return `[${items.map((item, index) => inside(index, () => item(array(value)[index]))).join(",")}]`;
  };
}

/** Base64 in the standard alphabet with padding. */
export function bytes(value: unknown): string {
  if (!(value instanceof Uint8Array)) {
    throw refused(refuse(value === undefined ? "missing" : "expected Uint8Array"));
  }
  let text = "";
  for (let index = 0; index < value.length; index += 3) {
    const [a = 0, b = 0, c = 0] = value.subarray(index, index + 3);
    const bits = (a << 16) | (b << 8) | c;
    const left = value.length - index;
    text +=
      letter(bits >> 18) +
      letter(bits >> 12) +
      (left > 1 ? letter(bits >> 6) : "=") +
      (left > 2 ? letter(bits) : "=");
  }
  return `"${text}"`;
}

function letter(bits: number): string {
  return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".charAt(bits & 63);
}

/** In the order of the values themselves. */
export function same(value: unknown): Rank {
  return value as Rank;
}

/** In the order in which some values were declared, and behind them what is not among them. */
export function declared(values: Iterable<unknown>): Order {
  const list = [...values];
  return (value) => {
    const index = list.indexOf(value);
    return [index < 0 ? list.length : index, value as Rank];
  };
}

/** Integers that stand in texts. */
export function numeric(value: unknown): Rank {
  return BigInt(value as string);
}

/** In the order of what {@link Write} makes of them. */
export function written(write: Write): Order {
  return (value) => write(value);
}

/** By what kind of value each is: its place among the kinds, and the order within it. */
export function byKind(kinds: Readonly<Record<string, readonly [place: number, order: Order]>>): Order {
  return (value) => {
    const kind = value instanceof Uint8Array ? "bytes" : Array.isArray(value) ? "array" : typeof value;
    const [place, order] = kinds[kind] ?? [0, same];
    return [place, order(value)];
  };
}

/** One inside the other, as deep as arrays go; null comes first. */
export function deep(value: unknown): Rank {
  return Array.isArray(value) ? value.map(deep) : value === null ? undefined : (value as Rank);
}

/** None before some. */
export function noneFirst(order: Order): Order {
  return (value) => (value === null ? [0] : [1, order(value)]);
}

/** One after the other. */
export function each(...orders: readonly Order[]): Order {
  return (value) =>
    Array.from(value as Iterable<unknown>, (item, index) => (orders[index] ?? orders[0] ?? same)(item));
}

function compare(a: Rank, b: Rank): number {
  if (typeof a === "string" && typeof b === "string") return compareTexts(a, b);
  if (Array.isArray(a) && Array.isArray(b)) {
    const differing = a.findIndex((item, index) => index >= b.length || compare(item, b[index]) !== 0);
    if (differing < 0) return a.length - b.length;
    return differing >= b.length ? 1 : compare(a[differing], b[differing]);
  }
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  return a === b ? 0 : (a as number) < (b as number) ? -1 : 1;
}

/** By code points, as UTF-8 is ordered, not by the halves of surrogate pairs. */
function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const [one, other] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (one !== other) return (isHalf(one) ? one + 0x10000 : one) - (isHalf(other) ? other + 0x10000 : other);
  }
  return a.length - b.length;
}

function isHalf(code: number): boolean {
  return code >= 0xd800 && code < 0xe000;
}
