// Frames of every version of the events of `events.yaml`, written by hand, and what is read of them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import {
  decodeClientEvent,
  decodeServerEvent,
  encodeClientEvent,
  encodeServerEvent,
} from "./generated/typescript/index.js";

for (const prototype of [Object.prototype, Array.prototype, Function.prototype]) Object.freeze(prototype);

function server(name: string, v: number | undefined, data: unknown): unknown {
  return payloadOf(decodeServerEvent({ type: name, v, data }), name);
}

function client(name: string, version: number, payload: object): unknown {
  return payloadOf(decodeClientEvent({ type: name, version, ...payload }), name);
}

function payloadOf(decoded: ReturnType<typeof decodeServerEvent | typeof decodeClientEvent>, name: string) {
  if (decoded.kind === "error") return [decoded.error.path, decoded.error.reason];
  assert.ok(decoded.kind === "event" && decoded.event.name === name, decoded.kind);
  return decoded.event.payload;
}

test("a field comes from the one of its old name", () => {
  assert.deepEqual(server("renamed", 1, { title: "a" }), { name: "a" });
  assert.deepEqual(server("renamed", undefined, { title: "a" }), { name: "a" });
  assert.deepEqual(server("renamed", 2, { name: "a" }), { name: "a" });
});

test("a field that nothing gives has its default, is left out, or is null", () => {
  assert.deepEqual(server("added", 1, { kept: 255 }), { kept: 255, added: 7, none: null });
});

test("what the older version does not declare is dropped", () => {
  assert.deepEqual(server("added", 1, { kept: 1, added: "?", maybe: 5, else: {} }), {
    kept: 1,
    added: 7,
    none: null,
  });
});

test("what is absent or null stays so, or is what the newer field has for it", () => {
  const none = { b: null, c: 3, e: null };
  assert.deepEqual(server("absent", 1, { d: null, e: null }), { ...none, f: 1 });
  assert.deepEqual(server("absent", 1, {}), { b: null, c: 3, f: 1 });
  const all = { a: 1, b: 2, c: 4, d: 5, e: 6, f: 9 };
  assert.deepEqual(server("absent", 1, all), all);
});

test("a whole field may have another form", () => {
  const v1 = { digits: 0, few: null, millis: -1, at: 0, later: 1, maybe: 1_700_000_000 };
  assert.deepEqual(server("recast", 1, v1), {
    digits: 0n,
    few: null,
    millis: -1000,
    text: "1970-01-01T00:00:00.000Z",
    later: "1970-01-01T00:00:00.001Z",
    maybe: "2023-11-14T22:13:20.000Z",
  });
  const { maybe: _, ...few } = { ...v1, digits: Number.MAX_SAFE_INTEGER, few: -5 };
  assert.deepEqual(server("recast", 1, few), {
    digits: 9007199254740991n,
    few: -5n,
    millis: -1000,
    text: "1970-01-01T00:00:00.000Z",
    later: "1970-01-01T00:00:00.001Z",
  });
  // RFC 3339 ends where years have five digits, or a sign.
  assert.deepEqual(server("recast", 1, { ...v1, at: -62_167_219_201 }), [
    "data.text",
    "not a valid timestamp (RFC 3339)",
  ]);
});

test("members that lie among others stay among them, and none becomes a field of the newer version", () => {
  const v1 = { id: 1, x: -2, y: 3, more: 4, pinned: 5 };
  const expected = { id: 1, x: -2, y: 3, more: 4, pinned: false };
  assert.deepEqual(server("spread", 1, v1), expected);
  assert.deepEqual(server("spread", 1, { ...v1, more: 256 }), ["data.more", "out of range of u8"]);
});

test("a payload is taken whole where it is no struct", () => {
  assert.deepEqual(server("numbers", 1, [1, 255]), [1, 255]);
  assert.deepEqual(server("numbers", 2, [1, 256]), [1, 256]);
  assert.deepEqual(server("numbers", 1, [1, 256]), ["data[1]", "out of range of u8"]);
  assert.equal(server("stamp", 1, 0), "1970-01-01T00:00:00.000Z");
  assert.deepEqual(client("counted", 1, { a: 255 }), { a: 255 });
  assert.deepEqual(client("counted", 1, { a: 256 }), ["a", "out of range of u8"]);
  assert.deepEqual(client("drawn", 1, { kind: "circle", radius: 5 }), { kind: "circle", radius: 5 });
  assert.deepEqual(client("drawn", 1, { kind: "line", length: 5 }), [
    "kind",
    'expected one of "circle", "point", got another string',
  ]);
});

test("what has another form in code has it in the newest version too", () => {
  assert.deepEqual(server("bytes", 1, { bytes: "AQI", big: "18446744073709551615" }), {
    bytes: new Uint8Array([1, 2]),
    big: 18446744073709551615n,
    note: "",
  });
});

test("versions follow one another", () => {
  assert.deepEqual(server("chain", 1, { title: "a" }), {
    text: "a",
    count: 1,
    who: { id: "1", name: "a" },
  });
  assert.deepEqual(server("chain", 2, { words: "b", count: 7 }), {
    text: "b",
    count: 7,
    who: { id: "7", name: "b" },
  });
  assert.deepEqual(server("chain", 2, { title: "c" }), {
    text: "c",
    count: 1,
    who: { id: "1", name: "c" },
  });
  const who = { id: "", name: "" };
  assert.deepEqual(server("chain", 3, { text: "", count: 0, who }), { text: "", count: 0, who });
});

test("nothing becomes something, and something nothing", () => {
  assert.deepEqual(server("emptied", 1, { reason: "a" }), {});
  assert.deepEqual(server("emptied", 1, {}), ["data.reason", "missing"]);
  assert.deepEqual(server("emptied", 2, undefined), {});
  assert.deepEqual(server("filled", 1, {}), { x: 1 });
  assert.deepEqual(server("filled", 1, { y: "?" }), { x: 1 });
  for (const data of [undefined, null, {}, { x: "?" }])
    assert.deepEqual(server("unit_once", 1, data), { by: { id: "", name: "{}" } });
  assert.deepEqual(server("unit_once", 1, []), ["data", "expected object or null, got array"]);
});

test("what is older than the oldest is unknown", () => {
  assert.deepEqual(server("late", 2, { x: 255 }), { x: 255 });
  assert.deepEqual(server("late", 3, { x: 256 }), { x: 256 });
  for (const v of [undefined, 1, 0, -1])
    assert.equal(decodeServerEvent({ type: "late", v, data: { x: 1 } }).kind, "unknown");
});

test("events without versions are in the first", () => {
  assert.deepEqual(server("steady", undefined, { x: 1 }), { x: 1 });
  assert.deepEqual(server("steady", 1, { x: 1 }), { x: 1 });
  assert.deepEqual(server("unit", undefined, undefined), {});
  for (const [name, v] of [["steady", 2] as const, ["unit", 0] as const])
    assert.equal(decodeServerEvent({ type: name, v, data: { x: 1 } }).kind, "unknown");
});

test("versions that the manifest has not are unknown, whatever they carry", () => {
  for (const v of [-1, 0, 3, 4_000_000_000, Number.MAX_SAFE_INTEGER]) {
    const decoded = decodeServerEvent({ id: "7", type: "renamed", v, data: { title: "a", name: 5 } });
    assert.ok(decoded.kind === "unknown" && decoded.unknown.name === "renamed", String(v));
    assert.deepEqual(decoded.unknown.beside, { id: "7" });
  }
  for (const v of ["1", 1.5, null, "constructor"]) {
    const decoded = decodeServerEvent({ type: "renamed", v, data: { title: "a" } });
    assert.ok(decoded.kind === "unknown" && decoded.unknown.name === undefined, String(v));
  }
  assert.equal(decodeClientEvent({ type: "moved", x: 1, y: 2 }).kind, "error");
});

test("an older version is refused as its reader says", () => {
  assert.deepEqual(server("renamed", 1, { name: "a" }), ["data.title", "missing"]);
  assert.deepEqual(server("renamed", 2, { title: 5 }), ["data.title", "expected string, got number"]);
  assert.deepEqual(server("renamed", 1, 5), ["data", "expected object, got number"]);
  assert.deepEqual(server("renamed", 1, undefined), ["data", "missing"]);
  assert.deepEqual(client("moved", 1, { x: 1, y: 2 ** 31 }), ["y", "out of range of i32"]);
});

test("what lies among the members of the frame is taken out of it", () => {
  assert.deepEqual(client("moved", 1, { x: 1, y: -2, label: 5, z: 3 }), { x: 1, y: -2, label: "" });
});

test("what stands beside an older version is read", () => {
  const decoded = decodeServerEvent({ id: "7", type: "numbers", v: 1, data: [1] });
  assert.ok(decoded.kind === "event");
  assert.deepEqual(decoded.beside, { id: "7" });
});

test("functions make what is made by hand", () => {
  const v1 = { what: "ab", maybe: "", null_or: "", both: "" };
  const sure = { id: "17", name: "ab" };
  assert.deepEqual(server("handmade", 1, v1), { sure, null_or: null, x: 2, y: -1 });
  assert.deepEqual(server("handmade", 1, { what: "ab", maybe: "c", null_or: "de", both: "null" }), {
    sure,
    maybe: { id: "2", name: "c" },
    null_or: [
      { id: "3", name: "d" },
      { id: "3", name: "e" },
    ],
    both: null,
    x: 2,
    y: -1,
  });
  assert.deepEqual(client("told", 1, { who: "a" }), { who: { id: "a", name: "a" }, level: "high" });
});

test("a function that fails makes an error of the frame, which tells nothing of what it threw", () => {
  const made = (what: string, both = "") => server("handmade", 1, { what, maybe: "", null_or: "", both });
  const failed = "the upgrade by hand failed";
  assert.deepEqual(made("throws"), ["data.sure", failed]);
  assert.deepEqual(made("throws when it is looked at"), ["data.sure", failed]);
  assert.deepEqual(made("throws where it is spread"), ["data", failed]);
  assert.deepEqual(made("no member"), ["data.sure.name", "missing"]);
  assert.deepEqual(made("a number"), ["data.sure.name", "expected string, got number"]);
  assert.deepEqual(made("nothing"), ["data.sure", "missing"]);
  assert.deepEqual(made("", "256"), ["data.both", "out of range of u8"]);
});

test("no name reaches a prototype", () => {
  const text = '{"type":"prototype","v":1,"data":{"__proto__":5,"constructor":"a","toString":"b"}}';
  const decoded = decodeServerEvent(text);
  assert.ok(decoded.kind === "event");
  assert.equal(JSON.stringify(decoded.event.payload), '{"__proto__":5,"constructor":"a","toString":"no"}');
  assert.equal(Object.getPrototypeOf(decoded.event.payload), Object.prototype);
  const missing = decodeServerEvent('{"type":"prototype","v":1,"data":{"constructor":"a"}}');
  assert.ok(missing.kind === "error" && missing.error.path === "data.__proto__");
});

test("a frame that holds what no side takes is refused, also where an older version drops it", () => {
  const text = '{"type":"added","v":1,"data":{"kept":1,"else":1e999}}';
  assert.equal(decodeServerEvent(text).kind, "error");
});

test("a frame that is given is not changed", () => {
  const frame = { type: "chain", v: 1, data: { title: "a" } };
  const before = structuredClone(frame);
  assert.equal(decodeServerEvent(frame).kind, "event");
  assert.deepEqual(frame, before);
});

test("the newest version is what is written", () => {
  const written = encodeServerEvent("renamed", { name: "a" });
  assert.equal(written, '{"type":"renamed","v":2,"data":{"name":"a"}}');
  assert.equal(
    encodeClientEvent("moved", { x: 1, y: 2, label: "" }),
    '{"type":"moved","version":2,"x":1,"y":2,"label":""}',
  );
  const decoded = decodeServerEvent('{"type":"chain","v":1,"data":{"title":"a"}}');
  assert.ok(decoded.kind === "event" && decoded.event.name === "chain");
  assert.equal(
    encodeServerEvent("chain", decoded.event.payload, decoded.beside),
    '{"type":"chain","v":3,"data":{"count":1,"text":"a","who":{"id":"1","name":"a"}}}',
  );
});

test("a page holds nothing of versions that it does not listen to", async () => {
  const page = async (listener: string) => {
    const contents = `export { ${listener} } from "./generated/typescript/listeners.js";`;
    const resolveDir = fileURLToPath(new URL(".", import.meta.url));
    const options = { bundle: true, write: false, format: "esm", minify: true } as const;
    const { outputFiles } = await build({ stdin: { contents, resolveDir }, ...options });
    return outputFiles[0]?.text ?? "";
  };
  const has = (text: string) =>
    ["by hand failed", "takesOthers:!0", "ChainV2"].map((it) => text.includes(it));
  assert.deepEqual(has(await page("onChain")).slice(0, 2), [true, true]);
  assert.deepEqual(has(await page("onSteady")), [false, false, false]);
});
