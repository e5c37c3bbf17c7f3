// What readers have in common: where and why a frame was refused, and how its text becomes a value.
//
// A reader says `false` and leaves the reason and the path here; a success costs nothing. The path grows from the
// inside out: each reader on the way adds the key under which the value stood.

/** Where a value stands in the object or array that holds it. */
export type Key = string | number;

/** How large and how deep a frame may be. */
export interface Limits {
  /** The most bytes that a frame's text may have in UTF-8; 1 MiB if left out. */
  readonly bytes?: number;
  /** The most arrays and objects that may lie inside one another; 64 if left out. */
  readonly depth?: number;
}

/** What was refused last. */
export interface Failure {
  readonly path: string;
  readonly reason: string;
}

/** Stands for a value that could not be read, where any other value could be one. */
export const FAILED: unique symbol = Symbol("failed");

let path = "";
let reason = "";

/** Puts away a mistake, and says so. */
export function refuse(why: string, key?: Key): false {
  path = "";
  reason = why;
  return at(key);
}

/** Says that the mistake lies under this key. */
export function at(key?: Key): false {
  if (key !== undefined) path = (typeof key === "number" ? `[${key}]` : `.${key}`) + path;
  return false;
}

/** Puts away a mistake that lies at this path. */
export function refuseAt(where: string, why: string): false {
  path = where === "" || where.startsWith("[") ? where : `.${where}`;
  reason = why;
  return false;
}

/** The mistake that was put away last. */
export function failure(): Failure {
  return { path: path.replace(/^\.+(?=\[|$)|^\./, ""), reason };
}

/** Refuses a value that is of no use here; `kind` is the kind of JSON that it should be. */
export function wrong(expected: string, value: unknown, key?: Key, kind: string = expected): false {
  if (value === undefined) return refuse("missing", key);
  if (value === SPOILT) return refuse(spoilt, key);
  const found = kindOf(value);
  return refuse(found === kind ? `not a valid ${expected}` : `expected ${expected}, got ${found}`, key);
}

function kindOf(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}

/** Stands where a frame holds what no side takes, until a reader comes upon it and tells its path. */
const SPOILT: unique symbol = Symbol("spoilt");
let spoilt = "";

/** Whether the value that is being read holds, anywhere, what no side takes. */
export function isSpoilt(): boolean {
  return spoilt !== "";
}

/**
 * What a frame's text says, or {@link FAILED}. A value is taken as the text that it would be written as: nobody else
 * holds what comes of it, so that readers may fill in defaults in place.
 */
export function parse(frame: unknown, limits: Limits | undefined): unknown {
  try {
    const text = typeof frame === "string" ? frame : JSON.stringify(frame);
    const bytes = limits?.bytes ?? 1 << 20;
    if (text.length * 3 > bytes && isLonger(text, bytes)) return failed(`larger than ${bytes} bytes`);
    deepest = limits?.depth ?? 64;
    spoilt = "";
    const value = parsed(text);
    return typeof frame === "string" || !ZERO.test(text) ? value : signed(frame, value);
  } catch {
    // A value may throw anything when it is looked at.
    return failed("not a value that JSON can hold");
  }
}

let deepest = 64;

/** A zero that is a value of its own. */
const ZERO = /(^|[:[,])0($|[\]},])/;

/** Gives the zeros of a copy the signs that they had: texts of JSON have them, but `JSON.stringify` writes none. */
function signed(original: unknown, copy: unknown): unknown {
  if (copy === 0) return Object.is(original, -0) ? -0 : copy;
  if (typeof copy !== "object" || copy === null) return copy;
  if (typeof original !== "object" || original === null) return copy;
  for (const key of Object.keys(copy)) {
    const inner = (copy as Mutable)[key];
    if (inner === 0 || typeof inner === "object") put(copy, key, signed((original as Mutable)[key], inner));
  }
  return copy;
}

/** What a text inside a frame says, or {@link FAILED}. */
export function parsed(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return failed("not valid JSON");
  }
  // Texts without escapes are the rule, and one character is found soonest.
  const texts = (text.indexOf("\\") >= 0 && text.includes("\\u")) || !isWellFormed(text);
  if (typeof value === "object" && value !== null) {
    look(value, deepest, texts);
    return value;
  }
  const holder = { value };
  look(holder, 1, texts);
  return holder.value;
}

function failed(why: string): typeof FAILED {
  refuse(why);
  return FAILED;
}

function isLonger(text: string, bytes: number): boolean {
  let length = text.length;
  if (length > bytes) return true;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    // Each half of a pair stands for two of its four bytes.
    if (code > 0x7f) length += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
  }
  return length > bytes;
}

const LONE = /\p{Surrogate}/u;

/** Whether a text holds no half of a surrogate pair. */
export function isWellFormed(text: string & { isWellFormed?: () => boolean }): boolean {
  return text.isWellFormed?.() ?? !LONE.test(text);
}

type Mutable = Record<Key, unknown>;

/**
 * Looks for what is too deep, for numbers that are too large, and for texts that are no Unicode, also where no reader
 * looks.
 */
function look(holder: object, depth: number, texts: boolean): void {
  if (Array.isArray(holder)) {
    for (let index = 0; index < holder.length; index++)
      lookAt(holder[index], holder as never, index, depth, texts);
    return;
  }
  for (const key in holder) {
    if (texts && !isWellFormed(key)) spoilt ||= "a lone surrogate";
    lookAt((holder as Mutable)[key], holder as Mutable, key, depth, texts);
  }
}

function lookAt(value: unknown, holder: Mutable, key: Key, depth: number, texts: boolean): void {
  if (typeof value === "string") {
    if (texts && !isWellFormed(value)) spoil(holder, key, "a lone surrogate");
  } else if (typeof value === "number") {
    // Of all that JSON has only what is infinite is not nought when it is taken from itself.
    if (value - value !== 0) spoil(holder, key, "number out of range");
  } else if (typeof value === "object" && value !== null) {
    if (depth > 1) look(value, depth - 1, texts);
    else spoil(holder, key, "too deep");
  }
}

function spoil(holder: Mutable, key: Key, why: string): void {
  spoilt ||= why;
  holder[key] = SPOILT;
}

/** Whether {@link parse} has put nothing into a value. */
export function isWhole(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value !== SPOILT;
  return Object.values(value).every(isWhole);
}

/** A member of an object, unless it is one that every object has: of JSON none is a function. */
export function own(object: object, key: string): unknown {
  const value = (object as Mutable)[key];
  return typeof value === "function" || value === Object.prototype ? undefined : value;
}

/** Puts a member into an object, also one that would be its prototype, or is a frozen prototype's. */
export function put(object: object, key: string, value: unknown): void {
  if (key in Object.prototype)
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  else (object as Mutable)[key] = value;
}
