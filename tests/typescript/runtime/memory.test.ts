import assert from "node:assert/strict";
import { test } from "node:test";

import { createEvents } from "../../../runtime/typescript/events.js";
import { memoryPair } from "../../../runtime/typescript/memory.js";
import { SendError } from "../../../runtime/typescript/protocol.js";
import { recordingHost } from "./fakes.js";
import { talk } from "./talk.js";

test("a test may hold the other end in its hands", async () => {
  const { page, server } = memoryPair();
  server.post('{"type":"greeted","text":"before anybody listened"}');
  const events = createEvents(talk(), page);
  const heard: string[] = [];
  events.on("greeted", ({ text }) => heard.push(text));
  assert.equal(events.connection.state, "connecting");
  await Promise.resolve();
  assert.equal(events.connection.state, "open");
  server.post({ type: "greeted", text: "as a value" });
  assert.deepEqual(heard, ["before anybody listened", "as a value"]);

  await events.send("ping", {});
  assert.deepEqual(server.take(), ['{"type":"ping"}']);
  assert.deepEqual(server.take(), []);
});

test("both ends may be transports, and an answer comes while the request is sent", async () => {
  const { page, server } = memoryPair();
  const events = createEvents(talk(), page);
  const host = recordingHost();
  const link = server.start({
    ...host,
    receive(frame) {
      const { id, room } = JSON.parse(String(frame));
      void link.send(JSON.stringify({ type: "joined", room, id }));
    },
  });
  await Promise.resolve();
  const { payload } = await events.request("join", { room: "a" });
  assert.equal(payload.room, "a");
  assert.deepEqual(host.states, [{ state: "open" }]);
});

test("frames of a connection that is cut arrive when it is mended, in order", async () => {
  const { page, server, cut, mend } = memoryPair();
  const host = recordingHost();
  const link = page.start(host);
  server.post("0");
  // Nothing comes before the connection is open.
  assert.deepEqual([host.frames, host.states], [[], []]);
  await Promise.resolve();
  assert.deepEqual(host.frames.splice(0), ["0"]);
  cut("tunnel");
  await link.send("a");
  server.post("1");
  server.post("2");
  assert.deepEqual([host.frames, server.take()], [[], []]);
  mend();
  assert.deepEqual([host.frames, server.take()], [["1", "2"], ["a"]]);
  assert.deepEqual(
    host.states.map(({ state }) => state),
    ["open", "waiting", "open"],
  );
});

test("a handler that cuts the pair hears no more until it is mended", async () => {
  const { page, server, cut, mend } = memoryPair();
  const host = recordingHost();
  page.start({
    ...host,
    receive(frame) {
      host.receive(frame);
      if (frame === "1") cut();
    },
  });
  for (const frame of ["0", "1", "2"]) server.post(frame);
  await Promise.resolve();
  server.post("3");
  assert.deepEqual(host.frames, ["0", "1"]);
  mend();
  assert.deepEqual(host.frames, ["0", "1", "2", "3"]);
});

test("what was sent while the pair was cut may be taken back until it is mended, and not later", async () => {
  const { page, server, cut, mend } = memoryPair();
  const events = createEvents(talk(), page);
  await Promise.resolve();
  const controller = new AbortController();
  const { signal } = controller;
  const send = (text: string) => events.send("say", { text }, { signal });
  await send("written before");
  cut();
  await send("taken back");
  await events.send("say", { text: "kept" });
  controller.abort();
  mend();
  assert.deepEqual(server.take(), ['{"type":"say","text":"written before"}', '{"type":"say","text":"kept"}']);
});

test("an end that is closed takes nothing, and hears nothing even if it is closed at once", async () => {
  const { page, server } = memoryPair();
  const host = recordingHost();
  const link = page.start(host);
  link.close();
  server.post("1");
  await Promise.resolve();
  assert.deepEqual([host.frames, host.states], [[], []]);
  await assert.rejects(link.send("x"), (error) => error instanceof SendError && error.code === "closed");

  // The next start is another link.
  page.start(host);
  link.close();
  await Promise.resolve();
  assert.deepEqual(host.frames, ["1"]);
});
