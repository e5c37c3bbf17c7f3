// How fast events come, by each of the ways that the app has.

import { listen } from "@tauri-apps/api/event";

import { createEvents } from "../../../generated/typescript/index.js";
import { type TauriOptions, tauriTransport } from "../../../generated/typescript/tauri.js";
import { listens } from "./listens.js";
import { report } from "./report.js";

/** How an event comes, and how it is heard. */
export type Way = "object" | "text" | "derived" | "derived, by hand";

const NAME = "message_new";

const TRANSPORTS: Readonly<Record<Exclude<Way, "derived, by hand">, TauriOptions>> = {
  object: {},
  text: { plugin: "text", events: { names: { [`text:${NAME}`]: NAME }, payload: "text" } },
  derived: { handshake: false, events: { names: { [`derived:${NAME}`]: NAME }, payload: "object" } },
};

/** The milliseconds from the first to the last of so many events that come this way. Reports when it listens. */
export async function time(way: Way, count: number): Promise<number> {
  let [left, start] = [count, 0];
  let done: (milliseconds: number) => void;
  const over = new Promise<number>((resolve) => {
    done = resolve;
  });
  const end = await heard(way, () => {
    if (left === count) start = performance.now();
    left -= 1;
    if (left === 0) done(performance.now() - start);
  });
  report({ kind: "counting" });
  const milliseconds = await over;
  end();
  return milliseconds;
}

async function heard(way: Way, count: () => void): Promise<() => void> {
  if (way === "derived, by hand") return await listen(`derived:${NAME}`, count);
  const events = createEvents(tauriTransport(TRANSPORTS[way]));
  events.on(NAME, count);
  await listens(events);
  return () => events.close();
}
