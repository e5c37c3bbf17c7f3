// What a client must not send, and what becomes of it and of others.

import assert from "node:assert/strict";
import test from "node:test";
import { connect, connectAll, LONGEST, rawClient, remainingFrames, startServer } from "./rig.mjs";

const TYPING = '{"event":"typing","data":{"to":"alice","typing":true}}';
const LARGEST = 64 * 1024;

/** Each is refused, for this reason. */
const REFUSED = {
  "no JSON": ["hello", "not valid JSON"],
  "no text at all": ["", "not valid JSON"],
  "half a frame": [TYPING.slice(0, -1), "typing: not valid JSON"],
  "two frames in one": [TYPING + TYPING, "not valid JSON"],
  "a missing field": ['{"event":"typing","data":{"to":"alice"}}', "typing: data.typing: missing"],
  "a missing payload": ['{"event":"typing"}', "typing: data: missing"],
  "a field of another type": [
    '{"event":"typing","data":{"to":7,"typing":true}}',
    "typing: data.to: expected string, got number",
  ],
  "a payload of another type": [
    '{"event":"typing","data":["alice",true]}',
    "typing: data: expected object, got array",
  ],
  "a field that is null": [
    '{"event":"mark_read","data":{"peer":null,"msg_id":null}}',
    "mark_read: data.peer: expected string, got null",
  ],
  "half a surrogate": [
    '{"event":"typing","data":{"to":"\\ud800","typing":true}}',
    "typing: data.to: a surrogate without its partner",
  ],
  "two names": [
    '{"event":"call","event":"typing","data":{"to":"alice","typing":true}}',
    "call: event: given twice",
  ],
  "10,000 brackets": ["[".repeat(10_000), "nested deeper than 64"],
  "10,000 brackets beside what is read": [
    `{"event":"typing","data":{"to":"alice","typing":true,"more":${"[".repeat(10_000)}${"]".repeat(10_000)}}}`,
    "nested deeper than 64",
  ],
};

for (const [what, [frame, reason]] of Object.entries(REFUSED)) {
  test(`${what}: refused, counted and logged, and the session goes on`, LONGEST, async (t) => {
    const server = await startServer(t);
    const [alice, bob] = await connectAll(server, "alice", "bob");
    bob.send(frame);
    await bob.settled();
    assert.equal(await server.logged(/refused/), `p2p-server: bob: refused a frame: ${reason}`);
    assert.equal(await server.ask("status"), "sessions 2, refused 1, unknown 0, slow 0");
    await alice.settled();
  });
}

/** Each is in no picture of the manifest, or has a name that is not there. */
const UNKNOWN = {
  "an event of tomorrow": ['{"event":"call","data":{}}', /bob: ignored an event that nobody knows: `call`/],
  "an event of the server": ['{"event":"new_message","data":{}}', /nobody knows: `new_message`/],
  "a name that every object has": ['{"event":"__proto__","data":{}}', /nobody knows: `__proto__`/],
  "a name that would be a line of the log": [
    '{"event":"a\\nb\\u001b[31m","data":{}}',
    /nobody knows: `a\?b\?\[31m`$/,
  ],
  "no object": ["[1]", /bob: ignored a frame that is no event/],
  "no name": ['{"data":{}}', /bob: ignored a frame that is no event/],
};

for (const [what, [frame, pattern]] of Object.entries(UNKNOWN)) {
  test(`${what}: ignored, counted and logged`, LONGEST, async (t) => {
    const server = await startServer(t);
    const bob = await connect(server, "bob");
    bob.send(frame);
    await bob.settled();
    await server.logged(pattern);
    assert.equal(await server.ask("status"), "sessions 1, refused 0, unknown 1, slow 0");
  });
}

test("a frame may have 64 KiB, and no more", LONGEST, async (t) => {
  const server = await startServer(t);
  const [alice, bob] = await connectAll(server, "alice", "bob");
  bob.send(TYPING.padEnd(LARGEST));
  assert.equal(await alice.frame(), '{"event":"typing","data":{"username":"bob","typing":true}}');
  bob.send(TYPING.padEnd(LARGEST + 1));
  assert.equal(await bob.closed, 1009);
  assert.equal(await alice.frame(), '{"event":"friend_offline","data":{"username":"bob"}}');
});

test("a binary frame closes the session", LONGEST, async (t) => {
  const server = await startServer(t);
  const [alice, bob] = await connectAll(server, "alice", "bob");
  bob.send(Buffer.from(TYPING));
  assert.equal(await bob.closed, 1003);
  assert.equal(await alice.frame(), '{"event":"friend_offline","data":{"username":"bob"}}');
});

test("text that is no UTF-8 closes the session", LONGEST, async (t) => {
  const server = await startServer(t);
  const socket = await rawClient(server, "bob");
  // A text frame of one byte, 0xff, under a mask of zeros.
  socket.write(Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0xff]));
  const frames = await remainingFrames(socket);
  assert.deepEqual([frames.at(-1).opcode, frames.at(-1).payload.readUInt16BE(0)], [8, 1007]);
});

test("twenty refused frames in a row close the session", LONGEST, async (t) => {
  const server = await startServer(t);
  const bob = await connect(server, "bob");
  for (let round = 0; round < 2; round++) {
    for (let count = 0; count < 19; count++) bob.send("x");
    await bob.settled();
  }
  for (let count = 0; count < 20; count++) bob.send("x");
  assert.equal(await bob.closed, 1008);
  await server.logged(/bob: disconnected/);
  assert.equal(await server.ask("status"), "sessions 0, refused 58, unknown 0, slow 0");
});

test("how many can be set", LONGEST, async (t) => {
  const server = await startServer(t, ["--mistakes", "1"]);
  const bob = await connect(server, "bob");
  bob.send("x");
  assert.equal(await bob.closed, 1008);
});

test("who is gone without a word is noticed, and who answers pings stays", LONGEST, async (t) => {
  const server = await startServer(t, ["--idle", "1"]);
  const alice = await connect(server, "alice");
  await rawClient(server, "bob");
  assert.equal(await alice.frame(), '{"event":"friend_online","data":{"username":"bob"}}');
  assert.equal(await alice.frame(), '{"event":"friend_offline","data":{"username":"bob"}}');
  await server.logged(/bob: disconnected: /);
  await alice.settled();
});

test("neither tokens nor texts are logged", LONGEST, async (t) => {
  const server = await startServer(t);
  const [alice, bob] = await connectAll(server, "alice", "bob");
  await server.message("alice", "bob", "a-text-of-bob");
  bob.send('{"event":"typing","data":{"to":"a-secret","typing":"a-secret"}}');
  bob.send('{"event":"mark_read","data":{"peer":"a-secret","msg_id":"a-secret"}}');
  bob.send('"a-secret"');
  await server.logged(/no event/);
  await bob.leave();
  await alice.leave();
  server.tell("quit");
  await server.ended;
  assert.ok(server.log.length >= 7);
  for (const line of server.log) assert.doesNotMatch(line, /token|a-text|a-secret/);
});
