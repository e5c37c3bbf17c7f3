// The feed of the activity example in its own window, and what was sent to it: frames that were written by hand.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { type DrivenApp, driveApp } from "../harness/driver.js";
import { built, given } from "../harness/given.js";

/** An entry as the page shows it. */
export interface Shown {
  readonly id: string;
  readonly group: string;
  readonly level: string;
  readonly flow: string | null;
  readonly title: string;
  readonly text: string | null;
  readonly note: string | null;
  /** What its time says to programs. */
  readonly at: string;
  readonly frame: string | null;
  readonly parts: readonly Part[];
}

/** An event and its fields, by their paths. */
export interface Part {
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Opens the app, which does nothing before the page says so. */
export async function openFeed(env: Readonly<Record<string, string>> = {}): Promise<DrivenApp> {
  const app = await driveApp({
    binary: built("activity-desktop"),
    env: { ACTIVITY_QUIET: "1", ACTIVITY_SEED: "7", ...env },
  });
  await app.until("document.querySelector('.connection')?.dataset.state === 'open'");
  return app;
}

/** Waits until so many events have been heard. */
export async function hasHeard(app: DrivenApp, count: number): Promise<void> {
  await app.until(
    "document.querySelector('[data-count=heard]').textContent === arguments[0]",
    `${count} heard`,
  );
}

export async function press(app: DrivenApp, name: string): Promise<void> {
  await app.click({ role: "button", name });
}

/** All entries that are shown, with their details opened. */
export async function entries(app: DrivenApp): Promise<readonly Shown[]> {
  // Entries may still be coming. What is open stays untouched: that would be a change, at which is looked again.
  await app.until(`[...document.querySelectorAll("article details")]
    .map((details) => { if (!details.open) details.open = true; return details.childElementCount > 1; })
    .every(Boolean)`);
  return await app.run<readonly Shown[]>(`
    const text = (owner, selector) => owner.querySelector(selector)?.textContent ?? null;
    return [...document.querySelectorAll("article")].map((article) => ({
      ...article.dataset,
      flow: article.dataset.flow ?? null,
      title: text(article, ".title"),
      text: text(article, ".text"),
      note: text(article, ".note"),
      at: article.querySelector("time").dateTime,
      frame: text(article, "pre"),
      parts: [...article.querySelectorAll("dl")].map((list) => ({
        name: list.dataset.part,
        fields: Object.fromEntries([...list.children].map((row) => [text(row, "dt"), text(row, "dd")])),
      })),
    }));`);
}

interface Frame {
  readonly id: string;
  readonly at: string;
  readonly part: Part;
}

interface ServerFrame {
  readonly id: string;
  readonly timestamp: string;
  readonly event: { readonly type: string; readonly payload: { readonly type?: string } };
}

interface AppFrame {
  readonly event_id: string;
  readonly event_type: string;
  readonly timestamp: string;
  readonly data: { readonly type: string };
}

const DEMO = join(given("ROOT"), "examples/activity/desktop/demo");

/** The lines of a file of frames. */
export function linesOf(name: string): readonly string[] {
  return readFileSync(join(DEMO, name), "utf8").trim().split("\n");
}

/** What the button "Every event" sends. */
export const SENT: readonly Frame[] = [
  ...linesOf("server.jsonl").map((line): Frame => {
    const { id, timestamp, event } = JSON.parse(line) as ServerFrame;
    const name = event.payload.type === undefined ? event.type : `${event.type}.${event.payload.type}`;
    return { id, at: timestamp, part: { name, fields: fieldsOf(event.payload) } };
  }),
  ...linesOf("app.jsonl").map((line): Frame => {
    const { event_id, event_type, timestamp, data } = JSON.parse(line) as AppFrame;
    return {
      id: event_id,
      at: timestamp,
      part: { name: `${event_type}.${data.type}`, fields: fieldsOf(data) },
    };
  }),
];

/** What was sent and is not shown, or otherwise than it was sent. */
export function differences(shown: readonly Shown[]): string[] {
  const parts = shown.flatMap((entry) => entry.parts.map((part) => ({ entry, part })));
  const wrong: string[] = [];
  for (const { id, at, part } of SENT) {
    const where = parts.findIndex(
      (other) => other.part.name === part.name && isPartOf(other.entry, id, part, other.part),
    );
    const [found] = where < 0 ? [] : parts.splice(where, 1);
    if (found === undefined) wrong.push(`${part.name} (${id}): is not shown`);
    else wrong.push(...inside(part, found.part), ...times(id, at, found.entry));
  }
  return [...wrong, ...parts.map(({ part }) => `${part.name}: is shown, and was not sent`)];
}

/** An answer is one entry under the id of its first event; other events are told by theirs. */
function isPartOf(entry: Shown, id: string, sent: Part, shown: Part): boolean {
  return entry.flow === null ? entry.id === id : sent.fields["stream_id"] === shown.fields["stream_id"];
}

function inside(sent: Part, shown: Part): string[] {
  return [...new Set([...Object.keys(sent.fields), ...Object.keys(shown.fields)])]
    .filter((path) => sent.fields[path] !== shown.fields[path])
    .map((path) => `${sent.name}.${path}: sent ${sent.fields[path]}, shown ${shown.fields[path]}`);
}

function times(id: string, at: string, { flow, at: shown, title }: Shown): string[] {
  return flow !== null || at === shown ? [] : [`${title} (${id}): was sent at ${at}, shown at ${shown}`];
}

/** Each value in a payload, by its path, as a text. */
function fieldsOf(value: unknown, path = ""): Readonly<Record<string, string>> {
  if (typeof value !== "object" || value === null)
    return { [path]: typeof value === "string" ? value : `${value}` };
  const step = (key: string) =>
    Array.isArray(value) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
  return Object.assign({}, ...Object.entries(value).map(([key, inner]) => fieldsOf(inner, step(key))));
}
