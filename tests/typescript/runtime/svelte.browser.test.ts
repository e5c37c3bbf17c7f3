import assert from "node:assert/strict";
import { test } from "node:test";

import { derived, get } from "svelte/store";

import { createEvents } from "../../../runtime/typescript/events.js";
import { connection, latest } from "../../../runtime/typescript/svelte.js";
import { FakeTransport } from "./fakes.js";
import { talk } from "./talk.js";

test("latest and connection are stores that Svelte's own functions take", () => {
  const transport = new FakeTransport();
  const events = createEvents(talk(), transport);
  const seen: unknown[] = [];
  const both = derived([latest(events, "greeted"), connection(events)], ([payload, { state }]) => [
    payload?.text,
    state,
  ]);
  const off = both.subscribe((value) => seen.push(value));
  transport.frame("greeted", { text: "hi" });
  transport.host.connection({ state: "open" });
  off();
  transport.frame("greeted", { text: "late" });
  assert.deepEqual(seen, [
    [undefined, "connecting"],
    ["hi", "connecting"],
    ["hi", "open"],
  ]);
  assert.equal(events.stats.skipped, 1);
  assert.deepEqual(get(connection(events)), { state: "open" });
});
