import assert from "node:assert/strict";
import { test } from "node:test";

import { createEffect, createRoot } from "solid-js";

import { createEvents } from "../../../runtime/typescript/events.js";
import { createConnection, createLatest, onEvent } from "../../../runtime/typescript/solid.js";
import { FakeTransport } from "./fakes.js";
import { talk } from "./talk.js";

function setUp() {
  const transport = new FakeTransport();
  return { transport, events: createEvents(talk(), transport) };
}

test("onEvent hears until its owner is disposed of", () => {
  const { transport, events } = setUp();
  const heard: string[] = [];
  const dispose = createRoot((dispose) => {
    onEvent(events, "greeted", ({ text }) => heard.push(text));
    return dispose;
  });
  transport.frame("greeted", { text: "1" });
  dispose();
  transport.frame("greeted", { text: "2" });
  assert.deepEqual(heard, ["1"]);
});

test("createLatest and createConnection are signals: effects run when they change", () => {
  const { transport, events } = setUp();
  const seen: unknown[] = [];
  const dispose = createRoot((dispose) => {
    const latest = createLatest(events, "greeted");
    const connection = createConnection(events);
    createEffect(() => seen.push(latest()?.text));
    createEffect(() => seen.push(connection().state));
    return dispose;
  });
  transport.frame("greeted", { text: "same" });
  transport.frame("greeted", { text: "same" });
  transport.host.connection({ state: "open" });
  dispose();
  transport.frame("greeted", { text: "late" });
  transport.host.connection({ state: "failed", reason: "late" });
  assert.deepEqual(seen, [undefined, "connecting", "same", "same", "open"]);
});
