import assert from "node:assert/strict";
import { test } from "node:test";

import { EncodeError, SendError } from "../../../runtime/typescript/protocol.js";

test("errors tell what they are, and where", () => {
  const nested = new EncodeError("message.size", "expected u64, got NaN");
  assert.equal(nested.message, "message.size: expected u64, got NaN");
  assert.equal(nested.path, "message.size");
  assert.equal(new EncodeError("", "too large").message, "too large");
  assert.ok(nested instanceof Error);

  const full = new SendError("full", "the queue is full");
  assert.equal(full.code, "full");
  assert.equal(full.name, "SendError");
});
