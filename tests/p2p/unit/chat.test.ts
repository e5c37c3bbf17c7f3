import assert from "node:assert/strict";
import { test } from "node:test";

import { inOrder } from "../../../examples/p2p/page/src/stores/contactStore.js";
import { message, scene } from "./scene.js";

const READ = (number: number, peer = "alice") => ({
  event: "mark_read",
  data: { peer, msg_id: message(number).msg_id },
});

test("a message is added to its conversation, shown beside the contact, unread, and notified", () => {
  const { chat, hear, unread, notified, sent } = scene();
  chat.open("charlie");
  hear("new_message", message(1));
  assert.deepEqual(chat.chats.getState().messages.get("alice"), [message(1)]);
  assert.deepEqual(chat.contacts.getState().contacts.get("alice")?.lastMessage, message(1));
  assert.equal(unread("alice"), 1);
  assert.deepEqual(
    notified.map(({ from, text }) => [from, text]),
    [["alice", "message 1"]],
  );
  assert.deepEqual(sent, []);
});

test("what the user sent from elsewhere belongs to whom it was for, and is no news", () => {
  const { chat, hear, unread, notified } = scene();
  const own = message(1, { from: "bob", to: "alice", direction: "sent", delivered: false });
  hear("new_message", own);
  assert.deepEqual([...chat.chats.getState().messages.keys()], ["alice"]);
  assert.deepEqual([...chat.contacts.getState().contacts.keys()], ["alice"]);
  assert.deepEqual(chat.contacts.getState().contacts.get("alice")?.lastMessage, own);
  assert.equal(unread("alice"), 0);
  assert.deepEqual(notified, []);
});

test("a message that comes twice is there once, and unread once", () => {
  const { chat, hear, unread, notified } = scene();
  for (const again of [1, 2, 1, 1]) hear("new_message", message(again));
  assert.equal(chat.chats.getState().messages.get("alice")?.length, 2);
  assert.equal(unread("alice"), 2);
  assert.equal(notified.length, 2);
  assert.deepEqual(chat.contacts.getState().contacts.get("alice")?.lastMessage, message(2));
});

test("a conversation that is opened is read up to its latest message, once", () => {
  const { chat, hear, unread, sent } = scene();
  hear("new_message", message(1));
  hear("new_message", message(2));
  hear("new_message", message(3, { from: "bob", to: "alice", direction: "sent" }));
  chat.open("alice");
  assert.equal(unread("alice"), 0);
  chat.open(undefined);
  chat.open("alice");
  assert.deepEqual(sent, [READ(2)]);
});

test("what arrives in the open conversation is read at once, and nobody is notified", () => {
  const { chat, hear, unread, sent, notified } = scene();
  chat.open("alice");
  hear("new_message", message(1));
  assert.equal(unread("alice"), 0);
  assert.deepEqual(sent, [READ(1)]);
  assert.deepEqual(notified, []);
});

test("in a page that nobody looks at it is unread, until somebody does", () => {
  const { chat, hear, unread, sent, notified, look } = scene();
  chat.open("alice");
  look(false);
  hear("new_message", message(1));
  assert.equal(unread("alice"), 1);
  assert.equal(notified.length, 1);
  assert.deepEqual(sent, []);
  look(true);
  assert.equal(unread("alice"), 0);
  assert.deepEqual(sent, [READ(1)]);
});

test("a notification opens its conversation", () => {
  const { chat, hear, notified, sent } = scene();
  hear("new_message", message(1));
  notified[0]?.opened();
  assert.equal(chat.chats.getState().activeChat, "alice");
  assert.deepEqual(sent, [READ(1)]);
});

test("what was read without a connection is said when it is back: the latest of each", () => {
  const { chat, hear, sent, connect } = scene();
  hear("new_message", message(1));
  hear("new_message", message(2, { from: "charlie" }));
  connect(false);
  chat.open("alice");
  chat.open("charlie");
  chat.open("alice");
  hear("new_message", message(3));
  assert.deepEqual(sent, []);
  connect(true);
  assert.deepEqual(sent, [READ(3), READ(2, "charlie")]);
  connect(false);
  connect(true);
  assert.equal(sent.length, 2);
});

test("a message that has arrived is marked, wherever else one of its peer stands", () => {
  const { chat, hear } = scene();
  const own = (number: number) => message(number, { to: "alice", direction: "sent", delivered: false });
  hear("new_message", own(1));
  hear("new_message", own(2));
  hear("message_delivered", { msg_id: own(2).msg_id, peer: "alice" });
  hear("message_delivered", { msg_id: own(1).msg_id, peer: "charlie" });
  const { messages } = chat.chats.getState();
  assert.deepEqual(
    messages.get("alice")?.map(({ delivered }) => delivered),
    [false, true],
  );
  assert.equal(messages.has("charlie"), false);
});

test("friends come and go; without a connection nothing is known of them", () => {
  const { chat, hear, clock, connect } = scene();
  const presence = () => {
    const { presence, lastSeen } = chat.contacts.getState().contacts.get("alice") ?? {};
    return [presence, lastSeen];
  };
  hear("friend_online", { username: "alice" });
  assert.deepEqual(presence(), ["online", undefined]);
  clock.advance(500);
  hear("typing", { username: "alice", typing: true });
  hear("friend_offline", { username: "alice" });
  assert.deepEqual(presence(), ["offline", 1_000_500]);
  assert.equal(chat.chats.getState().typingUsers.has("alice"), false);
  hear("friend_online", { username: "alice" });
  connect(false);
  assert.deepEqual(presence(), ["unknown", 1_000_500]);
});

test("those who were heard of last come first", () => {
  const { chat, hear } = scene();
  hear("friend_online", { username: "zoe" });
  hear("friend_online", { username: "dan" });
  hear("new_message", message(2));
  hear("new_message", message(5, { from: "charlie" }));
  const names = inOrder(chat.contacts.getState().contacts).map(({ username }) => username);
  assert.deepEqual(names, ["charlie", "alice", "dan", "zoe"]);
});

test("users may have the names of what every object has", () => {
  const { chat, hear, unread } = scene();
  for (const [number, from] of ["__proto__", "constructor", "toString"].entries()) {
    hear("friend_online", { username: from });
    hear("typing", { username: from, typing: true });
    hear("new_message", message(number, { from }));
    chat.open(from);
    assert.equal(unread(from), 0);
    assert.equal(chat.chats.getState().messages.get(from)?.length, 1);
  }
  assert.equal(chat.contacts.getState().contacts.size, 3);
});
