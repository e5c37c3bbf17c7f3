// Writers: what no reader takes they refuse, by an `EncodeError` that says where.

import assert from "node:assert/strict";
import { test } from "node:test";
import { EncodeError } from "../../../runtime/typescript/protocol.js";
import * as read from "../../../runtime/typescript/read.js";
import { randomUuid } from "../../../runtime/typescript/requests.js";
import * as write from "../../../runtime/typescript/write.js";

function refuses(call: () => unknown, path: string): void {
  assert.throws(call, (error) => error instanceof EncodeError && error.path === path);
}

test("free values are JSON, or are refused", () => {
  assert.equal(write.json({ a: [1, "b", null] }), '{"a":[1,"b",null]}');
  const endless: unknown[] = [];
  endless.push(endless);
  const throwing = {
    get a() {
      throw new Error("no");
    },
  };
  for (const value of [1n, endless, throwing, { "\ud800": 1 }, ["\ud800"], Number.NaN, undefined])
    refuses(() => write.json(value), "");
});

test("a bad key of a map is named, however many there are", () => {
  const bytes = write.map(write.u8, write.integers(read.integers("u8", 0n, 255n)), write.numeric);
  assert.equal(bytes({ 10: 1, 9: 2 }), '{"9":2,"10":1}');
  refuses(() => bytes({ 9: 1, x: 2 }), "x");
  refuses(() => write.map(write.u8, write.uuid)({ a: 1, b: 2 }), "a");
});

test("a list with holes is not written", () => {
  const list = new Array(3).fill(1, 0, 1);
  for (const type of [write.list, write.set]) refuses(() => type(write.u8)(list), "[1]");
});

test("zero keeps its sign", () => {
  assert.deepEqual(
    [write.f64(-0), write.f32(-0), write.f64(0), write.f32(0.1)],
    ["-0.0", "-0.0", "0", "0.1"],
  );
});

test("uuids at random are of version 4", () => {
  const uuids = Array.from({ length: 64 }, randomUuid);
  for (const uuid of uuids)
    assert.match(uuid, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  assert.equal(new Set(uuids).size, uuids.length);
});
