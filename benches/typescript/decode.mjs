// Reading frames: `node decode.mjs FOLDER`, where FOLDER holds the generated code as JavaScript.

import { pathToFileURL } from "node:url";

import { ROWS } from "./frames.mjs";
import { PEERS } from "./peers.mjs";

const { decodeServerEvent } = await import(pathToFileURL(`${process.argv[2]}/index.js`));
const ROUNDS = 200;
const BATCH_MS = 0.5;

/** So that nothing that is measured can be left out as useless. */
let kept = 0;

/** What a page may ask of each side; with the parsing, and without. */
const fromText = {
  "JSON.parse": (text) => JSON.parse(text) !== undefined,
  samewire: (text) => decodeServerEvent(text).kind === "event",
  ...Object.fromEntries(Object.entries(PEERS).map(([name, isEvent]) => [name, (text) => isEvent(JSON.parse(text))])),
};
const fromValue = { samewire: (value) => decodeServerEvent(value).kind === "event", ...PEERS };

for (const { name, texts, isValid } of ROWS) agree(name, texts, isValid);
table("Frames as text, as a multiple of `JSON.parse` alone", fromText, (texts) => texts, "JSON.parse");
table("Values that are parsed already, as a multiple of ours", fromValue, (texts) => texts.map((text) => JSON.parse(text)), "samewire");

/** All sides have to come to the same verdict, or times tell nothing. */
function agree(name, texts, isValid) {
  for (const [side, read] of Object.entries(fromText)) {
    if (side === "JSON.parse" || isValid === undefined) continue;
    for (const text of texts) if (read(text) !== isValid) throw new Error(`${side} thinks otherwise of: ${name}`);
  }
}

function table(title, sides, inputs, unit) {
  console.log(`\n### ${title}\n`);
  const names = Object.keys(sides);
  console.log(`|  | bytes | ${unit}, ns | ${names.filter((side) => side !== unit).join(" | ")} |`);
  console.log(`|---|---|---|${"---|".repeat(names.length - 1)}`);
  for (const { name, texts } of ROWS) {
    const times = measure(sides, inputs(texts));
    const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    const ratios = names.filter((side) => side !== unit).map((side) => (times[side] / times[unit]).toFixed(2));
    console.log(`| ${name} | ${bytes} | ${Math.round(times[unit])} | ${ratios.join(" | ")} |`);
  }
}

/** Nanoseconds of each side for all inputs. Sides take turns, and the fastest batch of each counts. */
function measure(sides, inputs) {
  const runs = Object.entries(sides).map(([side, read]) => ({ side, read, times: 1, best: Number.POSITIVE_INFINITY }));
  for (const run of runs) {
    while (timed(run.read, inputs, run.times) < BATCH_MS * 1e6 && run.times < 1e6) run.times *= 2;
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const run of runs) run.best = Math.min(run.best, timed(run.read, inputs, run.times) / run.times);
  }
  return Object.fromEntries(runs.map(({ side, best }) => [side, best]));
}

function timed(read, inputs, times) {
  const start = process.hrtime.bigint();
  for (let time = 0; time < times; time++) {
    for (const input of inputs) kept += read(input) ? 1 : 0;
  }
  return Number(process.hrtime.bigint() - start);
}
