// Payloads that come without their frames are found by what their events are called in code.

import assert from "node:assert/strict";
import { test } from "node:test";
import { decodePayload, type EventReader, named } from "../../../runtime/typescript/frame.js";
import * as read from "../../../runtime/typescript/read.js";

const readers: readonly EventReader[] = [
  { name: "said", check: read.string },
  { name: "Moved", wire: 7, picture: 1, was: ["walked"], check: (value, key) => read.u8(value, key) },
  { name: "pong" },
];

const decode = (name: string, payload: unknown) =>
  decodePayload(
    named(() => readers),
    name,
    payload,
  );

test("a payload alone is read as that of the event of this name", () => {
  assert.deepEqual(decode("Moved", 3), { kind: "event", event: { name: "Moved", payload: 3 }, beside: {} });
  assert.equal(decode("Moved", 300).kind, "error");
  assert.deepEqual(decode("pong", null), { kind: "event", event: { name: "pong", payload: {} }, beside: {} });
  for (const name of ["7", "walked", "toString"]) assert.equal(decode(name, 3).kind, "unknown");
});
