// A client that does not read what it gets. Its own queue fills up, and nobody else waits.

import assert from "node:assert/strict";
import test from "node:test";
import {
  CLOSE,
  connect,
  connectAll,
  LONGEST,
  rawClient,
  readFrames,
  remainingFrames,
  startServer,
} from "./rig.mjs";

const TEXT = "x".repeat(60_000);

/** Sends message after message from alice to bob until the log says that somebody is slow; `each` comes after each. */
async function untilSlow(server, each) {
  const ids = [];
  let slow = false;
  server.logged(/bob: reads too slowly: 8 frames wait/).then(() => {
    slow = true;
  });
  while (!slow) {
    const id = await server.message("alice", "bob", TEXT);
    ids.push(id);
    await each?.(id);
  }
  return ids;
}

const idOf = (text) => JSON.parse(text).data.msg_id;

test("a slow session is closed with 1013, and all others get everything", LONGEST, async (t) => {
  const server = await startServer(t, ["--queue", "8"]);
  const [alice, bob] = await connectAll(server, "alice", "bob");
  const slow = await rawClient(server, "bob");
  const ids = await untilSlow(server, async (id) => {
    assert.equal(idOf(await bob.frame()), id);
    assert.deepEqual([idOf(await alice.frame()), idOf(await alice.frame())], [id, id]);
  });

  const frames = await remainingFrames(slow);
  const last = frames.pop();
  assert.deepEqual([last.opcode, last.payload.readUInt16BE(0)], [CLOSE, 1013]);
  // Its first frames are whole and in order: that alice is online, and messages; the queue was dropped.
  const got = frames.slice(1).map((frame) => idOf(frame.payload.toString()));
  assert.deepEqual(got, ids.slice(0, got.length));
  assert.ok(got.length < ids.length);
  await server.logged(/bob: disconnected/);
  assert.equal(await server.ask("status"), "sessions 2, refused 0, unknown 0, slow 1");
  for (const client of [alice, bob]) await client.settled();
});

test("what was dropped comes again when they connect", LONGEST, async (t) => {
  const server = await startServer(t, ["--queue", "8"]);
  const slow = await rawClient(server, "bob");
  const ids = await untilSlow(server);
  const frames = await remainingFrames(slow);
  assert.equal(frames.pop().opcode, CLOSE);
  const got = frames.map((frame) => idOf(frame.payload.toString()));
  await server.logged(/bob: disconnected/);

  const bob = await connect(server, "bob");
  while (got.length < ids.length) got.push(idOf(await bob.frame()));
  assert.deepEqual(got, ids);
  await bob.settled();
});

test("who types fast cannot close the session of a slow reader", LONGEST, async (t) => {
  const server = await startServer(t, ["--queue", "8"]);
  const alice = await connect(server, "alice");
  const slow = await rawClient(server, "bob");
  await alice.frame();
  const ids = [];
  // Until one is kept that is not written.
  for (let events = [], missing = false; !missing; missing = !events.includes("message_delivered")) {
    ids.push(await server.message("alice", "bob", TEXT));
    alice.send('{"event":"typing","data":{"to":"alice","typing":true}}');
    events = [];
    while (events.at(-1) !== "typing") events.push(JSON.parse(await alice.frame()).event);
  }
  for (let count = 0; count < 1000; count++)
    alice.send('{"event":"typing","data":{"to":"bob","typing":true}}');
  await alice.settled();
  ids.push(await server.message("alice", "bob", TEXT));
  assert.equal(await server.ask("status"), "sessions 2, refused 0, unknown 0, slow 0");

  const events = [];
  await readFrames(slow, (frame) => {
    const { event, data } = JSON.parse(frame.payload.toString());
    events.push(event === "typing" ? event : data.msg_id);
    return events.at(-1) === ids.at(-1);
  });
  assert.deepEqual(events.filter((event) => event !== "typing").slice(1), ids);
  assert.ok(events.filter((event) => event === "typing").length < 8);
});

test("one that never reads again is cut off after a while", LONGEST, async (t) => {
  const server = await startServer(t, ["--queue", "8"]);
  const slow = await rawClient(server, "bob");
  slow.on("error", () => {});
  await untilSlow(server);
  await server.logged(/bob: disconnected/);
  assert.equal(await server.ask("status"), "sessions 0, refused 0, unknown 0, slow 1");
});

test("one that never reads does not keep the server from ending", LONGEST, async (t) => {
  const server = await startServer(t, ["--queue", "8"]);
  const slow = await rawClient(server, "bob");
  slow.on("error", () => {});
  await untilSlow(server);
  server.tell("quit");
  assert.deepEqual(await server.ended, { code: 0, signal: null });
});
