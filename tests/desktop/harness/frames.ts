// The frames that both pages are sent, and what each has to become. Written by hand but for the vectors.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Heard } from "./difference.js";
import { given } from "./given.js";

/** A frame, to the letter, and what a page is to make of it. */
export interface Frame {
  readonly text: string;
  readonly heard: Heard;
}

/** Members that a reader adds where a frame leaves them out: the defaults of the manifest. */
const ADDED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  incoming_call: { capabilities: [] },
  call_started: { capabilities: [] },
};

/** Every example of the manifest, and values sampled at the edges: made by `tests/it/vectors.rs`, from a fixed seed. */
export function vectors(direction: "server" | "client"): Frame[] {
  return readFileSync(join(given("VECTORS"), `${direction}.jsonl`), "utf8")
    .split("\n")
    .slice(0, -1)
    .map((text) => ({ text, heard: direction === "server" ? event(text) : sentEvent(text) }));
}

/** An event without a payload has none, whatever stands in its frame. */
const UNIT = "pong";

/** What becomes of a frame that is known: its payload is all of it, as it came, and `id` lies beside. */
function event(text: string): Heard {
  const frame = JSON.parse(text);
  const name: string = frame.type;
  return { kind: "event", name, value: name === UNIT ? {} : { ...ADDED[name], ...frame }, id: frame.id };
}

/** What a client's frame says. */
export function sentEvent(text: string): Heard {
  const { id, type, ...value } = JSON.parse(text);
  return { kind: "event", name: type, value, id };
}

const ID = "01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d";

/** Known events with members that the manifest does not know. */
export const UNKNOWN_FIELDS: readonly Frame[] = [
  `{"type":"user_blocked","user_id":"${ID}","since":"2026-03-01T12:30:00.000Z","by":{"id":7,"deep":[[{"er":null}]]}}`,
  `{"novel":true,"type":"typing_start","channel_id":"${ID}","user_id":"${ID}","\\u00e9":"\\u2028\\ud83d\\ude00"}`,
  `{"id":"7","type":"custom_status_update","user_id":"${ID}","custom_status":{"text":"x","colour":"red","sizes":[1.5e3,-0]}}`,
  `{"type":"webcam_stopped","user_id":"${ID}","reason":"","channel_id":"${ID}","":0,"type ":1,"constructor":null,"length":2}`,
  `{"type":"ready","user_id":"${ID}","at":12345678901234567890,"small":5e-324}`,
].map((text) => ({ text, heard: event(text) }));

/** A known event with keys that JavaScript source would take for the prototype. */
export const PROTO_FIELDS: readonly Frame[] = [
  `{"type":"user_unblocked","user_id":"${ID}","__proto__":{"polluted":1}}`,
  `{"type":"user_unblocked","user_id":"${ID}","more":[{"\\u005f_proto__":{"polluted":1},"constructor":{"prototype":{}}}]}`,
].map((text) => ({ text, heard: event(text) }));

/** An event under the name that it once had. */
export const OLD_NAMES: readonly Frame[] = [
  {
    text: `{"type":"message_update","channel_id":"${ID}","message_id":"${ID}","content":"","edited_at":"2026-03-01T12:34:56.789Z"}`,
    name: "message_edit",
  },
].map(({ text, name }) => ({ text, heard: { ...event(text), name } }));

/** Events that the manifest does not know, also under names that Tauri has no events for. */
export const UNKNOWN: readonly Frame[] = [
  '{"type":"novel"}',
  '{"type":"novel","x":[1e0,"\\u00e9"],"id":"a"}',
  '{ "type" : "message.archived" , "spaces" : [ ] }',
  '{"x":{"type":"ready"},"type":"Ready"}',
  '{"type":"voice_answer","sdp":""}',
  '{"type":""}',
  '{"type":"with space"}',
  '{"type":"日本語/ÄÖ:-_"}',
  '{"type":"\\u2028\\"\\\\"}',
  '{"type":"__proto__"}',
  '{"type":"constructor"}',
  '{"type":"novel","__proto__":{"polluted":1}}',
  `{"type":"${"x".repeat(3_000)}"}`,
].map((text) => ({ text, heard: { kind: "unknown", name: JSON.parse(text).type, value: text } }));

/** What becomes of a frame with a mistake. */
export type Outcome = "event" | "skipped" | "refused";

/** A frame with a mistake, and what is made of it on each side. */
export interface Mistake {
  readonly what: string;
  readonly text: string;
  readonly browser: Outcome;
  readonly desktop: Outcome;
  /** The page has no handler of this event. */
  readonly unheard?: string;
  /** Why the sides differ. */
  readonly why?: string;
}

const known = (novel: string): string => `{"type":"user_blocked","user_id":"${ID}","novel":${novel}}`;
const unknown = (novel: string): string => `{"type":"novel","novel":${novel}}`;
const refused = { browser: "refused", desktop: "refused" } as const;
const DEEP = "[".repeat(10_000) + "]".repeat(10_000);

/** Both pages are sent each of them: a line that is not true any more fails. */
export const MISTAKES: readonly Mistake[] = [
  { what: "no JSON: `{`", text: "{", ...refused },
  { what: "a known event that lacks a field", text: '{"type":"user_blocked"}', ...refused },
  {
    what: "a known event with half of a surrogate pair in an unknown field",
    text: known('"\\ud800"'),
    ...refused,
  },
  {
    what: "a known event with a number beyond 64-bit floats in an unknown field",
    text: known("1e999"),
    ...refused,
  },
  { what: "a known event with an unknown field that is nested 10,000 deep", text: known(DEEP), ...refused },
  { what: "an unknown event with half of a surrogate pair", text: unknown('"\\ud800"'), ...refused },
  { what: "an unknown event with a number beyond 64-bit floats", text: unknown("1e999"), ...refused },
  { what: "an unknown event that is nested 10,000 deep", text: unknown(DEEP), ...refused },
  {
    what: "half of a surrogate pair in an event that the page has no handler of",
    text: known('"\\ud800"'),
    unheard: "user_blocked",
    browser: "skipped",
    desktop: "refused",
    why: "A page does not parse what it has no handler for; the app judges all that becomes JavaScript.",
  },
  {
    what: "a number beyond 64-bit floats in an event that the page has no handler of",
    text: known("1e999"),
    unheard: "user_blocked",
    browser: "skipped",
    desktop: "refused",
    why: "The same.",
  },
  {
    what: "a known event that gives its name twice",
    text: `{"type":"user_blocked","type":"user_blocked","user_id":"${ID}"}`,
    browser: "event",
    desktop: "refused",
    why: "The app sends each event under its name, and takes none with two; `JSON.parse` forgets the first.",
  },
];

/** The user in the last frame of a run: when it has arrived, all have. Even an app that loses most events knows it. */
export const LAST_USER = "0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f";
export const LAST = `{"type":"ready","user_id":"${LAST_USER}"}`;
