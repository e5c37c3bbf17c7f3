// The functions of `listeners.ts`, as they are generated for the chat protocol.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createListeners } from "../../../generated/typescript/index.js";
import { onMessageNew, onPong } from "../../../generated/typescript/listeners.js";
import { FakeTransport } from "./fakes.js";

/** What follows the name is no JSON: only who parses the frame sees it. */
const torn = (name: string) => `{"type":"${name}",`;

test("frames that nobody listens to are not parsed, under old names neither", () => {
  const transport = new FakeTransport();
  const events = createListeners(transport);
  onPong(events, () => {});
  for (const name of ["typing_start", "message_new", "message_create", "of_later"])
    transport.host.receive(torn(name));
  assert.equal(events.stats.skipped, 4);
  onMessageNew(events, () => {});
  events.onError(() => {});
  for (const name of ["message_new", "message_create"]) transport.host.receive(torn(name));
  assert.equal(events.stats.errors, 2);
});
