// Messages per second from the app's Rust to a handler in its window, by each way, in one run.

import { join } from "node:path";

import { vectors } from "./harness/frames.js";
import { given } from "./harness/given.js";
import { run } from "./harness/page.js";
import { bundlePage } from "./harness/site.js";
import { openWindow } from "./harness/window.js";

const WAYS = {
  object: "relayed as an object (`tauri.payload: object`)",
  text: "relayed as a string (`tauri.payload: text`)",
  derived: "decoded by serde's derive, `app.emit(enum)`, read by the page's decoder",
  "derived, by hand": "the same, and taken by the page as it is, unread",
};
const ROUNDS = 5;
const COUNT = Number(process.argv[2] ?? 3_000);

const frames = vectors("server").filter(({ heard }) => heard.name === "message_new");
const [frame] = frames.map(({ text }) => text) as [string];
const assets = bundlePage(join(given("WORK"), "page"));
const app = await openWindow({ assets, idle: true });
await app.reports.until("that it is loaded", ({ kind }) => kind === "loaded");

const fastest = new Map<string, number>();
for (let round = 0; round < ROUNDS; round++) {
  for (const way of Object.keys(WAYS)) {
    const since = app.reports.lines.length;
    const timed = run(app, `desk.time(${JSON.stringify(way)}, ${COUNT})`);
    await app.reports.until("that it counts", ({ kind }) => kind === "counting", since);
    await app.tell({ do: "repeat", way: way.split(",")[0], frame, count: COUNT });
    const rate = (COUNT - 1) / (Number(await timed) / 1_000);
    fastest.set(way, Math.max(rate, fastest.get(way) ?? 0));
  }
}
await app.close();

const base = fastest.get("derived") as number;
console.log(`${COUNT} messages of ${frame.length} bytes, the fastest of ${ROUNDS} rounds:`);
for (const [way, rate] of fastest) {
  const name = WAYS[way as keyof typeof WAYS];
  console.log(`${Math.round(rate).toString().padStart(7)} /s  ${(rate / base).toFixed(2)} ×  ${name}`);
}
