// The frames of the guide, letter by letter: its Appendix A, section 5.6, and what it says of each event.

import assert from "node:assert/strict";
import test from "node:test";
import { connect, connectAll, LONGEST, startServer } from "./rig.mjs";

/** A frame with a message, but for the time that the server gave it. */
function messageFrame(msgId, from, to, text, direction, delivered, method) {
  const [before, after] = [
    `{"event":"new_message","data":{"msg_id":"${msgId}","from":"${from}","to":"${to}","text":"${text}","timestamp":"`,
    `","direction":"${direction}","delivered":${delivered},"delivery_method":"${method}"}}`,
  ];
  return { before, after };
}

function assertMessage(frame, ...fields) {
  const { before, after } = messageFrame(...fields);
  assert.equal(frame.slice(0, before.length), before);
  assert.equal(frame.slice(frame.length - after.length), after);
  assert.match(frame.slice(before.length, -after.length), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
}

test("typing reaches the peer with who types in the place of whom it is for", LONGEST, async (t) => {
  const server = await startServer(t);
  const [alice, bob, carol] = await connectAll(server, "alice", "bob", "carol");
  bob.send('{\n  "event": "typing",\n  "data": {\n    "to": "alice",\n    "typing": true\n  }\n}');
  assert.equal(await alice.frame(), '{"event":"typing","data":{"username":"bob","typing":true}}');
  bob.send('{"event":"typing","data":{"to":"alice","typing":false}}');
  assert.equal(await alice.frame(), '{"event":"typing","data":{"username":"bob","typing":false}}');
  bob.send('{"event":"typing","data":{"to":"nobody","typing":true}}');
  for (const client of [bob, carol, alice]) await client.settled();
});

test("friends come and go, and who comes hears who is there", LONGEST, async (t) => {
  const server = await startServer(t);
  const alice = await connect(server, "alice");
  await alice.settled();
  const bob = await connect(server, "bob");
  assert.equal(await alice.frame(), '{"event":"friend_online","data":{"username":"bob"}}');
  assert.equal(await bob.frame(), '{"event":"friend_online","data":{"username":"alice"}}');

  const another = await connect(server, "bob");
  await another.frame();
  await bob.leave();
  await alice.settled();
  await another.leave();
  assert.equal(await alice.frame(), '{"event":"friend_offline","data":{"username":"bob"}}');
});

test("a message reaches both, and its arrival the one who sent it", LONGEST, async (t) => {
  const server = await startServer(t);
  const [alice, bob, carol] = await connectAll(server, "alice", "bob", "carol");
  const id = await server.message("alice", "bob", "Hello!");
  assertMessage(await bob.frame(), id, "alice", "bob", "Hello!", "received", true, "direct");
  assertMessage(await alice.frame(), id, "alice", "bob", "Hello!", "sent", false, "direct");
  assert.equal(await alice.frame(), `{"event":"message_delivered","data":{"msg_id":"${id}","peer":"bob"}}`);
  await carol.settled();
});

test("both windows of a user get everything", LONGEST, async (t) => {
  const server = await startServer(t);
  const [one, other] = [await connect(server, "bob"), await connect(server, "bob")];
  await server.message("alice", "bob", "Hey there!");
  assert.equal(await one.frame(), await other.frame());
});

test("what somebody missed comes once, when they connect", LONGEST, async (t) => {
  const server = await startServer(t);
  const alice = await connect(server, "alice");
  const ids = [await server.message("alice", "bob", "one"), await server.message("alice", "bob", "two")];
  assertMessage(await alice.frame(), ids[0], "alice", "bob", "one", "sent", false, "offline");
  assertMessage(await alice.frame(), ids[1], "alice", "bob", "two", "sent", false, "offline");
  await alice.settled();

  const bob = await connect(server, "bob");
  assert.equal(await bob.frame(), '{"event":"friend_online","data":{"username":"alice"}}');
  assertMessage(await bob.frame(), ids[0], "alice", "bob", "one", "received", true, "offline");
  assertMessage(await bob.frame(), ids[1], "alice", "bob", "two", "received", true, "offline");
  assert.equal(await alice.frame(), '{"event":"friend_online","data":{"username":"bob"}}');
  for (const id of ids) {
    assert.equal(await alice.frame(), `{"event":"message_delivered","data":{"msg_id":"${id}","peer":"bob"}}`);
  }
  await bob.leave();
  assert.equal(await alice.frame(), '{"event":"friend_offline","data":{"username":"bob"}}');

  const again = await connect(server, "bob");
  assert.equal(await again.frame(), '{"event":"friend_online","data":{"username":"alice"}}');
  await again.settled();
});

test("mark_read marks what came up to a message", LONGEST, async (t) => {
  const server = await startServer(t);
  const bob = await connect(server, "bob");
  const ids = [];
  for (const text of ["one", "two", "three"]) {
    ids.push(await server.message("alice", "bob", text));
    await bob.frame();
  }
  assert.equal(await server.ask("unread bob alice"), "3");
  bob.send(`{"event":"mark_read","data":{"peer":"alice","msg_id":"${ids[1]}"}}`);
  await bob.settled();
  assert.equal(await server.ask("unread bob alice"), "1");
  // Any case is the same uuid.
  bob.send(`{"event":"mark_read","data":{"peer":"alice","msg_id":"${ids[2].toUpperCase()}"}}`);
  await bob.settled();
  assert.equal(await server.ask("unread bob alice"), "0");

  bob.send('{"event":"mark_read","data":{"peer":"alice","msg_id":"550e8400-e29b-41d4-a716-446655440000"}}');
  await server.logged(/bob: mark_read: no message of this conversation has the msg_id 550e8400-/);
  assert.equal(await server.ask("status"), "sessions 1, refused 0, unknown 0, slow 0");
});

test(
  "the test script of the guide: its first frame is right, and its second has no uuid",
  LONGEST,
  async (t) => {
    const server = await startServer(t);
    const [alice, bob] = await connectAll(server, "alice", "bob");
    bob.send('{"event":"typing","data":{"to":"alice","typing":true}}');
    assert.equal(await alice.frame(), '{"event":"typing","data":{"username":"bob","typing":true}}');
    bob.send('{"event":"mark_read","data":{"peer":"alice","msg_id":"test-id-123"}}');
    const refused = "p2p-server: bob: refused a frame: mark_read: data.msg_id: not a valid uuid";
    assert.equal(await server.logged(/refused/), refused);
    assert.equal(await server.ask("status"), "sessions 2, refused 1, unknown 0, slow 0");
    await bob.settled();
  },
);

test("the members of a frame may come in any order, and more may stand beside them", LONGEST, async (t) => {
  const server = await startServer(t);
  const [alice, bob] = await connectAll(server, "alice", "bob");
  bob.send('{"data":{"typing":true,"since":3,"to":"alice"},"id":7,"event":"typing"}');
  assert.equal(await alice.frame(), '{"event":"typing","data":{"username":"bob","typing":true}}');
});

test("text of every script comes as it was given", LONGEST, async (t) => {
  const server = await startServer(t);
  const bob = await connect(server, "bob");
  const text = 'naïve 你好 🥪 "quoted" \\back <b> \u2028 and   spaces';
  await server.message("alice", "bob", text);
  assert.equal(JSON.parse(await bob.frame()).data.text, text);
});

test("two people talk by themselves, if that is asked for", LONGEST, async (t) => {
  const server = await startServer(t, ["--demo"]);
  const alice = await connect(server, "alice");
  assert.equal(await alice.frame(), '{"event":"typing","data":{"username":"bob","typing":true}}');
  assert.equal(await alice.frame(), '{"event":"typing","data":{"username":"bob","typing":false}}');
  const message = JSON.parse(await alice.frame());
  assert.equal(message.event, "new_message");
  assert.deepEqual([message.data.from, message.data.text], ["bob", "Hey there!"]);
});
