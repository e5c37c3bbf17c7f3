// Whatever is given to a decoder: it throws nothing, changes no value of the caller's, and reaches no prototype.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { StandardSchemaV1 as Official } from "@standard-schema/spec";
import fc from "fast-check";
import { decodeClientEvent, encodeClientEvent } from "../../../generated/typescript/codec/client.js";
import { decodeServerEvent, encodeServerEvent } from "../../../generated/typescript/codec/server.js";
import { EncodeError } from "../../../generated/typescript/protocol.js";
import { standardSchema } from "../../../runtime/typescript/standard.js";

const decoders = [decodeServerEvent, decodeClientEvent];
const KINDS = ["event", "unknown", "error"];

function check(frame: unknown): void {
  for (const decode of decoders) assert.ok(KINDS.includes(decode(frame).kind));
}

// A decoder that writes to a prototype throws from here on.
Object.freeze(Object.prototype);
Object.freeze(Array.prototype);

const HOSTILE = ["__proto__", "constructor", "toString", "hasOwnProperty", "then", "prototype", "valueOf"];

const key = fc.oneof(
  fc.constantFrom(...HOSTILE, "type", "channel_id", "message", "author", "id"),
  fc.string(),
);

/** Objects with keys that could not be assigned to, now that prototypes are frozen. */
function objects(value: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  return fc.array(fc.tuple(key, value), { maxLength: 5 }).map((members) => {
    const object = {};
    for (const [key, value] of members) {
      Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
    }
    return object;
  });
}

const value: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom(null, true, 0, -0, 1.5, 1e300, "", "message_new", "01948336-e340-7a37-a62f-aa9f9a32daea"),
    fc.anything({
      key: fc.nat().map(String),
      withBigInt: true,
      withDate: true,
      withMap: true,
      withTypedArray: true,
    }),
    fc.array(tie("value"), { maxLength: 4 }),
    objects(tie("value")),
  ),
})).value;

test("any value", () => {
  fc.assert(
    fc.property(value, (value) => check(value)),
    { numRuns: 2_000 },
  );
});

/** The text of what has one. */
function json(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "{";
  }
}

test("any text", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), value.map(json)), (text) => check(text)),
    { numRuns: 2_000 },
  );
});

test("a frame whose members are anything", () => {
  const frame = objects(value);
  const name = fc.constantFrom("message_new", "ready", "voice_room_state", ...HOSTILE);
  fc.assert(
    fc.property(name, frame, (type, members) => {
      check({ type, ...members });
      check(`{"type":${JSON.stringify(type)},"__proto__":{"polluted":true}}`);
      assert.equal(({} as { polluted?: unknown }).polluted, undefined);
    }),
    { numRuns: 2_000 },
  );
});

test("no key gives a payload another prototype", () => {
  const hostile = '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}';
  const id = "01948336-e340-7a37-a62f-aa9f9a32daea";
  for (const text of [
    `{"type":"typing_stop",${hostile},"channel_id":"${id}","user_id":"${id}"}`,
    `{"\\u005f_proto__":{"polluted":true},"type":"typing_stop","channel_id":"${id}","user_id":"${id}"}`,
  ]) {
    const decoded = decodeServerEvent(text);
    assert.equal(decoded.kind, "event");
    if (decoded.kind !== "event") continue;
    assert.equal(Object.getPrototypeOf(decoded.event.payload), Object.prototype);
    assert.equal((decoded.event.payload as { polluted?: unknown }).polluted, undefined);
    assert.equal(Object.getPrototypeOf(decoded.beside), Object.prototype);
  }
});

test("names that every object has are no events", () => {
  for (const name of HOSTILE) {
    const decoded = decodeServerEvent(JSON.stringify({ type: name }));
    assert.equal(decoded.kind, "unknown", name);
  }
});

test("values that are no plain objects", () => {
  const cycle: Record<string, unknown> = { type: "ready" };
  cycle["user_id"] = cycle;
  const throwing = Object.defineProperty({}, "type", {
    enumerable: true,
    get() {
      throw new Error("seen");
    },
  });
  const traps = new Proxy(
    {},
    {
      ownKeys() {
        throw new TypeError("no keys");
      },
    },
  );
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  for (const frame of [
    cycle,
    throwing,
    traps,
    revoked.proxy,
    10n,
    Symbol("frame"),
    () => 0,
    undefined,
    Number.NaN,
  ]) {
    check(frame);
  }
  assert.equal(decodeServerEvent(cycle).kind, "error");
});

test("a value of the caller's stays as it was", () => {
  const frame = {
    type: "message_new",
    channel_id: "01948336-E340-7A37-A62F-AA9F9A32DAEA",
    message: { id: 1 },
  };
  const before = structuredClone(frame);
  check(Object.freeze(frame));
  assert.deepEqual(frame, before);
});

test("limits are those of Rust", () => {
  const nested = (depth: number) => `{"type":"none","x":${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`;
  assert.equal(decodeServerEvent(nested(64)).kind, "unknown");
  assert.equal(decodeServerEvent(nested(65)).kind, "error");
  assert.equal(decodeServerEvent(nested(100_000)).kind, "error");
  assert.equal(decodeServerEvent(nested(65), { depth: 65 }).kind, "unknown");
  const long = (bytes: number) => `{"type":"none","x":"${"é".repeat((bytes - 22) / 2)}"}`;
  assert.equal(new TextEncoder().encode(long(1 << 20)).length, 1 << 20);
  assert.equal(decodeServerEvent(long(1 << 20)).kind, "unknown");
  assert.equal(decodeServerEvent(`${long(1 << 20)} `).kind, "error");
  assert.equal(decodeServerEvent(`${long(1 << 20)} `, { bytes: (1 << 20) + 1 }).kind, "unknown");
});

test("half a surrogate pair is no text", () => {
  for (const text of [
    '{"type":"none","x":"\\ud800"}',
    '{"type":"none","x":"\ud800"}',
    '{"type":"none","\\udc00":1}',
  ]) {
    assert.equal(decodeServerEvent(text).kind, "error");
  }
  assert.equal(decodeServerEvent('{"type":"none","x":"\\ud83d\\ude00"}').kind, "unknown");
});

test("what no reader takes is not written", () => {
  const channel_id = "no uuid";
  assert.throws(
    () => encodeClientEvent("subscribe", { channel_id }),
    (error) =>
      error instanceof EncodeError && error.path === "channel_id" && error.reason === "not a valid uuid",
  );
  assert.throws(() => encodeServerEvent("none" as never, {} as never), EncodeError);
});

test("members come in the order of the manifest, and no others", () => {
  const payload = { extra: 1, channel_id: "01948336-E340-7A37-A62F-AA9F9A32DAEA" };
  assert.equal(
    encodeClientEvent("subscribe", payload),
    '{"type":"subscribe","channel_id":"01948336-e340-7a37-a62f-aa9f9a32daea"}',
  );
});

test("a decoder is a Standard Schema", () => {
  const schema = standardSchema(decodeServerEvent);
  const official: Official<unknown> = schema;
  assert.equal(official["~standard"].version, 1);
  const { validate } = schema["~standard"];
  assert.ok("value" in validate('{"type":"none"}'));
  const refused = validate('{"type":"ready","user_id":5}');
  assert.deepEqual(refused.issues, [{ message: "expected uuid, got number", path: ["user_id"] }]);
});
