// What was sent against what arrived, path by path. Nothing here is generated, and nothing knows the manifest.

import { marked } from "../page/marked.js";

/** What a frame is to become: an event that a handler hears, or an unknown one, whole. */
export interface Heard {
  readonly kind: "event" | "unknown";
  /** As it is called on the wire. */
  readonly name: string;
  /** The payload of an event; an unknown one whole. */
  readonly value: unknown;
  /** The request id that came beside it. */
  readonly id?: unknown;
}

/** Something that is not as it was sent. */
export interface Difference {
  readonly event: string;
  /** Where in the payload; empty if the whole event is missing, or is one too many. */
  readonly path: string;
  readonly what: string;
}

/** Finds what is missing, too many, out of order, or other than it was sent. */
export function differences(sent: readonly Heard[], got: readonly Heard[]): Difference[] {
  return aligned(sent, got).flatMap(([left, right]) => {
    if (left === undefined)
      return { event: (right as Heard).name, path: "", what: "arrived, and was not sent here" };
    if (right === undefined) return { event: left.name, path: "", what: "has not arrived" };
    return inside(left, right);
  });
}

/** The paths at which two events differ. */
function inside(heard: Heard, got: Heard): Difference[] {
  const [left, right] = [placesOf(heard), placesOf(got)];
  return [...new Set([...left.keys(), ...right.keys()])]
    .map((path) => ({ path, sent: left.get(path), got: right.get(path) }))
    .filter(({ sent, got }) => sent !== got)
    .map(({ path, sent, got }) => ({
      event: heard.name,
      path,
      what: `sent ${short(sent)}, got ${short(got)}`,
    }));
}

/** Each place of an event, with what stands there. */
export function placesOf({ value, id }: Heard): Paths {
  const [payload, beside] = JSON.parse(JSON.stringify([value, id], marked));
  return paths(beside, "(request id)", paths(payload));
}

type Paths = Map<string, string>;

/** Each place of a value, with what stands there: an object or a list is there by its kind and order. */
function paths(value: unknown, at = "", into: Paths = new Map()): Paths {
  if (typeof value !== "object" || value === null) return into.set(at, JSON.stringify(value));
  const keys = Object.keys(value);
  if ("$" in value && keys.length === 1)
    return value.$ === "undefined" ? into : into.set(at, String(value.$));
  into.set(at, Array.isArray(value) ? `a list of ${keys.length}` : "an object");
  for (const key of keys) {
    const path = Array.isArray(value) ? `${at}[${key}]` : at === "" ? key : `${at}.${key}`;
    paths((value as Record<string, unknown>)[key], path, into);
  }
  return into;
}

function short(text: string | undefined): string {
  if (text === undefined) return "nothing";
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** What was sent, and what has become of it. */
type Pair = readonly [Heard | undefined, Heard | undefined];

/** What was sent beside what it has become, in order: most equal ones, then most of one name; alone, what has no partner. */
function aligned(sent: readonly Heard[], got: readonly Heard[]): Pair[] {
  const [left, right] = [sent, got].map((list) => list.map((heard) => JSON.stringify(heard, marked))) as [
    string[],
    string[],
  ];
  const gain = (at: number, to: number): number => {
    if (left[at] === right[to]) return 3;
    return sent[at]?.name === got[to]?.name && sent[at]?.kind === got[to]?.kind ? 2 : 0;
  };
  const width = got.length + 1;
  const best = new Uint16Array((sent.length + 1) * width);
  const score = (at: number, to: number): number => best[at * width + to] ?? 0;
  for (let at = sent.length - 1; at >= 0; at--) {
    for (let to = got.length - 1; to >= 0; to--) {
      const both = score(at + 1, to + 1) + gain(at, to);
      best[at * width + to] = Math.max(both, score(at + 1, to), score(at, to + 1));
    }
  }
  const pairs: Pair[] = [];
  for (let [at, to] = [0, 0]; at < sent.length || to < got.length; ) {
    const worth = gain(at, to);
    if (at < sent.length && to < got.length && worth > 0 && score(at, to) === score(at + 1, to + 1) + worth) {
      pairs.push([sent[at++], got[to++]]);
    } else if (at < sent.length && (to >= got.length || score(at, to) === score(at + 1, to))) {
      pairs.push([sent[at++], undefined]);
    } else pairs.push([undefined, got[to++]]);
  }
  return pairs;
}
