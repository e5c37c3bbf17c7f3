// Payloads that come without a frame: on channels, and from a desktop app.

import assert from "node:assert/strict";
import { test } from "node:test";

import type { Events } from "../../../runtime/typescript/events.js";
import type { Protocol } from "../../../runtime/typescript/protocol.js";
import { setUp } from "./listening.js";

test("payloads that come alone are dispatched by the name that the transport knows", () => {
  const { events, transport, protocol, heard, problems } = setUp();
  events.on("greeted", ({ text }) => heard.push(text));
  transport.host.receive({ text: "hi" }, "greeted");
  transport.host.receive({ text: 1 }, "greeted");
  transport.host.receive({ room: "x" }, "joined");
  assert.deepEqual(heard, ["hi"]);
  assert.equal(events.stats.skipped, 1);

  delete protocol.decodePayload;
  transport.host.receive({ text: "hi" }, "greeted");
  assert.deepEqual(
    problems.map((problem) => problem.kind === "frame" && problem.error.reason),
    ["expected string, got number", "expected a frame, got a payload alone"],
  );
});

test("a payload whose name nobody knows is unknown; one that is known goes by what it is called now", () => {
  const { events, transport, protocol, heard } = setUp();
  events.on("greeted", ({ text }) => heard.push(text));
  events.onUnknown(({ name }) => heard.push(`unknown ${String(name)}`));
  const { decodePayload } = protocol;
  protocol.decodePayload = (name, payload, codecs) =>
    name === "novel"
      ? { kind: "unknown", unknown: { name, frame: payload } }
      : (decodePayload?.("greeted", payload, codecs) as never);
  protocol.known = (name) => (name === "novel" ? undefined : name.replace("hailed", "greeted"));
  transport.host.receive({ text: "hi" }, "hailed");
  transport.host.receive({}, "novel");
  transport.host.receive("nobody reads it", "joined");
  assert.deepEqual(heard, ["hi", "unknown novel"]);
  assert.deepEqual([events.stats.skipped, events.stats.errors], [1, 0]);
});

test("events of a desktop app's own are heard, by whoever wants them", () => {
  const { events, transport, protocol, heard, problems } = setUp();
  const own: Protocol<unknown, unknown, unknown, unknown, unknown, { "app:said": string }> =
    protocol as never;
  transport.host.desktop("hi", "app:said");
  const desktop: Events<unknown, unknown, unknown, unknown, unknown, { "app:said": string }> =
    events as never;
  desktop.on("app:said", (text, beside) => heard.push(text, ...Object.keys(beside)));
  transport.host.desktop("hi", "app:said");
  assert.deepEqual(
    problems.map((problem) => problem.kind === "frame" && problem.error.reason),
    ["expected a frame, got a payload alone"],
  );
  own.decodeDesktop = (name, payload) =>
    typeof payload === "string"
      ? { kind: "event", event: { name, payload } as never, beside: {} }
      : { kind: "error", error: { name, path: "", reason: "expected string" } };
  transport.host.desktop("hi", "app:said");
  transport.host.desktop(5, "app:said");
  assert.deepEqual(heard, ["hi"]);
  assert.deepEqual([events.stats.skipped, events.stats.errors, events.stats.handled], [1, 2, 1]);
});
