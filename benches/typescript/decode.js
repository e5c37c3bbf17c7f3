// How long it takes to read a frame: samewire's decoder, JSON.parse alone, and validators behind JSON.parse.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle } from "./build.js";
import { FRAMES } from "./frames.js";
import { serverEvents } from "./manifest.js";
import { measure } from "./measure.js";
import * as ajv from "./peers/ajv.js";
import * as arktype from "./peers/arktype.js";
import * as valibot from "./peers/valibot.js";
import * as zod from "./peers/zod.js";

const BOUND = 1.5;
/** How many times as long zod's validation takes, at the least. */
const ZOD = { small: 3.5, medium: 3.5, large: 5, "unknown event": 30 };

export async function run(report, { manifest, generated, temporary }) {
  const readers = await sides(manifest, generated, temporary);
  const rows = Object.entries(FRAMES).map(([name, frames]) => ({ name, frames, times: times(readers, frames, name) }));
  report.table(
    "Decode, ns a frame",
    ["frame", "bytes", ...Object.keys(readers)],
    rows.map(({ name, frames, times }) => [name, bytes(frames), ...Object.values(times).map((time) => time.toFixed(0))]),
  );
  report.table(
    "Decode, as a multiple of `JSON.parse`",
    ["frame", ...Object.keys(readers)],
    rows.map(({ name, times }) => [name, ...Object.values(times).map((time) => (time / times["JSON.parse"]).toFixed(2))]),
  );
  for (const { name, frames, times } of rows) {
    if (frames.valid) report.atMost(`decode of ${name} ÷ JSON.parse`, times.samewire / times["JSON.parse"], BOUND);
  }
  for (const [name, bound] of Object.entries(ZOD)) report.atLeast(`validation of ${name}, zod ÷ samewire`, validation(rows, name), bound);
}

/** What is beside the parsing; a validator that is not slower than the clock's grain counts as a hundredth of it. */
function validation(rows, name) {
  const { times } = rows.find((row) => row.name === name);
  const parse = times["JSON.parse"];
  return (times.zod - parse) / Math.max(times.samewire - parse, parse / 100);
}

async function sides(manifest, generated, temporary) {
  const file = join(temporary, "samewire.mjs");
  writeFileSync(file, await bundle('export { decodeServerEvent } from "./index.js";', generated));
  const { decodeServerEvent } = await import(pathToFileURL(file).href);
  const events = serverEvents(manifest);
  const behind = (validate) => (text) => validate(JSON.parse(text));
  return {
    "JSON.parse": (text) => JSON.parse(text) !== null,
    samewire: (text) => decodeServerEvent(text).kind === "event",
    ajv: behind(await ajv.validator(events, join(temporary, "ajv.mjs"))),
    arktype: behind(arktype.validator(events)),
    zod: behind(zod.validator(events)),
    valibot: behind(valibot.validator(events)),
  };
}

function times(readers, { texts, valid }, name) {
  const own = Object.entries(readers).map(([reader, read]) => {
    const verdict = texts.every(read);
    if (verdict !== valid && reader !== "JSON.parse") throw new Error(`${reader} decides otherwise about ${name}`);
    let next = 0;
    return [reader, texts.length === 1 ? () => read(texts[0]) : () => read(texts[next++ % texts.length])];
  });
  return measure(Object.fromEntries(own));
}

const bytes = ({ texts }) => Math.round(texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / texts.length);
