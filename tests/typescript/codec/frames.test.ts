// The frames of the chat protocol that were written by hand, and what is JSON and what is not: the verdicts stand
// beside the texts, and are those that Rust is held to.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as client from "../../../generated/typescript/codec/client.js";
import * as server from "../../../generated/typescript/codec/server.js";

const ROOT = process.env["SAMEWIRE_ROOT"] ?? "../..";

interface Line {
  readonly frame: string;
  readonly direction: "server" | "client";
  readonly same_as?: string;
  readonly path?: string;
  readonly name?: string | null;
}

const decode = { server: server.decodeServerEvent, client: client.decodeClientEvent };

function encode(direction: Line["direction"], text: string): string {
  const decoded = decode[direction](text);
  assert.equal(decoded.kind, "event", text);
  if (decoded.kind !== "event") return "";
  const { name, payload } = decoded.event as { readonly name: never; readonly payload: never };
  const beside = decoded.beside as never;
  if (direction === "server") return server.encodeServerEvent(name, payload, beside);
  return client.encodeClientEvent(name, payload, beside);
}

/** Floats have several forms; all else is the same to the letter. */
function plain(text: string): string {
  return JSON.stringify(JSON.parse(text));
}

function texts(folder: string): { readonly file: string; readonly text: string }[] {
  const files = readdirSync(join(ROOT, "tests/frames", folder)).sort();
  return files.flatMap((file) => {
    const lines = readFileSync(join(ROOT, "tests/frames", folder, file), "utf8")
      .trimEnd()
      .split("\n");
    return lines.map((text) => ({ file: `${folder}/${file}`, text }));
  });
}

function lines(folder: string): (Line & { readonly file: string })[] {
  return texts(folder).map(({ file, text }) => ({ file, ...(JSON.parse(text) as Line) }));
}

test("a frame that comes as a value keeps the signs of its zeros, as one that comes as text", () => {
  const text =
    '{"type":"patch","entity_type":"x","entity_id":"01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d","diff":[-0.0,0,{"z":-0}]}';
  const zeros = [text, JSON.parse(text)].map((frame) => {
    const decoded = decode.server(frame);
    assert.equal(decoded.kind, "event");
    return decoded.kind === "event" && decoded.event.name === "patch"
      ? decoded.event.payload.diff
      : undefined;
  });
  // `deepStrictEqual` tells -0 from 0.
  assert.deepStrictEqual(zeros, [
    [-0, 0, { z: -0 }],
    [-0, 0, { z: -0 }],
  ]);
  const untouched = { type: "patch", zero: [-0] };
  decode.server(untouched);
  assert.deepStrictEqual(untouched, { type: "patch", zero: [-0] });
});

for (const direction of ["server", "client"] as const) {
  test(`frames of the ${direction} are read, and written again as they are`, () => {
    const frames = texts(direction);
    for (const { file, text } of frames) assert.equal(plain(encode(direction, text)), plain(text), file);
    assert.ok(frames.length > 20);
    console.log(`${frames.length} frames of the ${direction}`);
  });
}

test("other forms are read, and written as usual", () => {
  for (const { file, frame, direction, same_as = frame } of lines("read")) {
    assert.equal(plain(encode(direction, frame)), plain(same_as), `${file}: ${frame}`);
  }
});

test("bad frames are refused at their path", () => {
  let repeated = 0;
  const frames = lines("reject");
  for (const { file, frame, direction, path } of frames) {
    const decoded = decode[direction](frame);
    // JSON.parse shows the last of two names only.
    if (file.includes("duplicate_name") && ++repeated) continue;
    assert.equal(decoded.kind, "error", `${file}: ${frame}`);
    if (decoded.kind === "error" && isJson(frame))
      assert.equal(decoded.error.path, path, `${file}: ${frame}`);
  }
  console.log(`${frames.length} bad frames, ${repeated} of them with a repeated name`);
});

test("what is not known is kept", () => {
  for (const { file, frame, direction, name } of lines("unknown")) {
    const decoded = decode[direction](frame);
    assert.equal(decoded.kind, "unknown", `${file}: ${frame}`);
    if (decoded.kind !== "unknown") continue;
    assert.equal(decoded.unknown.name ?? null, name, file);
    assert.equal(decoded.unknown.frame, frame);
  }
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test("every class of text has its verdict", () => {
  const folder = join(ROOT, "tests/json");
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  assert.equal(files.length, 318);
  for (const file of files) {
    const text = utf8(readFileSync(join(folder, file)));
    const read = text !== undefined && server.decodeServerEvent(text).kind !== "error";
    assert.equal(read, file.startsWith("y_"), file);
  }
  console.log(`${files.length} classes of text`);
});

/** The text of bytes; nothing if they are none. */
function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
