// The page docs/parity.md, and what is wrong, a line each: event, field and side.

import { type Difference, placesOf } from "./difference.js";
import type { Frame, Mistake } from "./frames.js";
import type { Line, Side } from "./page.js";

/** What came of one side. */
export interface Outcome {
  /** What differs of the events that it was sent, and of those that it has sent. */
  readonly server: readonly Difference[];
  readonly client: readonly Difference[];
  /** What the page complained of, where nothing is to be complained of. */
  readonly problems: readonly Line[];
  /** What became of each frame with a mistake. */
  readonly mistakes: readonly string[];
  /** The frames that it has sent, to the letter. */
  readonly written: readonly string[];
}

type Outcomes = Readonly<Record<Side, Outcome>>;

interface Sent {
  readonly server: readonly Frame[];
  readonly client: readonly Frame[];
  readonly mistakes: readonly Mistake[];
}

const SIDES: readonly Side[] = ["browser", "desktop"];

/** The text for docs/parity.md, and what is wrong. Nothing in it depends on machine or time. */
export function table(
  outcomes: Outcomes,
  sent: Sent,
): { readonly text: string; readonly wrong: readonly string[] } {
  const text = `${[
    HEAD,
    ...section(outcomes, sent, "server", (count) => `Received: ${count} events`),
    ...section(outcomes, sent, "client", (count) => `Sent: ${count} events`),
    "## Mistakes, and where the sides differ\n",
    "| what | in the browser | on the desktop | why |\n|---|---|---|---|",
    ...sent.mistakes.map(
      ({ what, browser, desktop, why = "" }) => `| ${what} | ${browser} | ${desktop} | ${why} |`,
    ),
    "",
    FOOT,
  ].join("\n")}\n`;
  return { text, wrong: SIDES.flatMap((side) => wrongs(outcomes, sent, side)) };
}

const HEAD = `<!-- Made by \`node tests/desktop/run.mjs parity\`. Edit tests/desktop/harness/report.ts, not this file. -->

# Parity of browser and desktop

A WebSocket server sends the same frames, in the same order, to one page in two places: headless Chromium, where the page holds the socket, and a
window of a Tauri app, where the app holds it. The page has a handler for every event and reports what each was given. \`equal\` means: all frames
arrived, in order, once, and at every path stands what was sent. Frames are the examples of \`events.yaml\` and values at the edges, from a fixed seed;
places are the paths in their payloads, list items counted once. In the other direction the page sends, and the server compares what arrives.
`;

const FOOT = `A frame that is refused is counted and reported on its side: nothing is lost in silence. Anything that no page can see, such as bytes that are no
UTF-8, ends a browser's connection, and is counted by the app.`;

function section(
  outcomes: Outcomes,
  sent: Sent,
  direction: "server" | "client",
  title: (count: number) => string,
): string[] {
  const rows = new Map<string, Frame[]>();
  for (const frame of sent[direction]) {
    const name = row(frame);
    rows.set(name, [...(rows.get(name) ?? []), frame]);
  }
  const events = [...rows.keys()].filter((name) => name !== UNKNOWN_ROW);
  const cells = (name: string, frames: readonly Frame[]) => {
    const results = SIDES.map((side) => verdict(outcomes[side][direction], frames, name));
    return `| ${name} | ${frames.length} | ${places(frames)} | ${results.join(" | ")} |`;
  };
  return [
    `## ${title(events.length)}\n`,
    "| event | frames | places | browser | desktop |\n|---|---|---|---|---|",
    ...[...rows].map(([name, frames]) => cells(name, frames)),
    "",
  ];
}

const UNKNOWN_ROW = "unknown events";

function row({ heard }: Frame): string {
  return heard.kind === "unknown" ? UNKNOWN_ROW : `\`${heard.name}\``;
}

function verdict(differences: readonly Difference[], frames: readonly Frame[], name: string): string {
  const names = new Set(frames.map(({ heard }) => heard.name));
  const count = differences.filter(({ event }) => names.has(event)).length;
  if (count > 0) return `${count} differ`;
  return name === UNKNOWN_ROW ? "equal, whole as it came" : "equal";
}

function places(frames: readonly Frame[]): number {
  const all = frames.flatMap(({ heard }) => [...placesOf(heard).keys()]);
  return new Set(all.map((path) => path.replace(/\[\d+\]/g, "[]"))).size;
}

function wrongs(outcomes: Outcomes, sent: Sent, side: Side): string[] {
  const { server, client, problems, mistakes, written } = outcomes[side];
  const other = outcomes[side === "browser" ? "desktop" : "browser"];
  return [
    ...summed(server).map((line) => `${side}: received ${line}`),
    ...summed(client).map((line) => `${side}: sent ${line}`),
    ...summed(problems.map(refusal)).map((line) => `${side}: refused ${line}`),
    ...sent.mistakes
      .map((entry, at) => ({ what: entry.what, meant: entry[side], was: mistakes[at] }))
      .filter(({ meant, was }) => meant !== was)
      .map(({ what, meant, was }) => `${side}: ${what}: listed as ${meant}, is ${was}`),
    ...written
      .filter((frame, at) => frame !== other.written[at])
      .map((frame) => `${side}: writes what the other side does not: ${frame.slice(0, 200)}`),
  ];
}

/** What the page says of a frame that it does not take. */
function refusal({ problem, message }: Line): Difference {
  const { error, ...other } = (problem ?? { message }) as { readonly error?: Record<string, string> };
  const { name = "a frame", path = "", reason = JSON.stringify(other) } = error ?? {};
  return { event: name, path, what: reason };
}

/** One line for each place, however many frames differ there. */
function summed(differences: readonly Difference[]): string[] {
  const places = new Map<string, Difference[]>();
  for (const difference of differences) {
    const place = [difference.event, difference.path].filter(Boolean).join(".");
    places.set(place, [...(places.get(place) ?? []), difference]);
  }
  return [...places].map(([place, all]) => {
    const times = all.length > 1 ? ` (and ${all.length - 1} more)` : "";
    return `${place}: ${all[0]?.what}${times}`;
  });
}
