import assert from "node:assert/strict";
import { test } from "node:test";

import { scene } from "./scene.js";

const SAID = (typing: boolean, to = "alice") => ({ event: "typing", data: { to, typing } });

test("the first key is said at once, those that follow are not, and a second of silence ends it", () => {
  const { chat, clock, sent } = scene();
  chat.open("alice");
  for (const draft of ["h", "he", "hel"]) {
    chat.drafted(draft);
    clock.advance(200);
  }
  assert.deepEqual(sent, [SAID(true)]);
  clock.advance(799);
  assert.deepEqual(sent, [SAID(true)]);
  clock.advance(1);
  assert.deepEqual(sent, [SAID(true), SAID(false)]);
  clock.advance(60_000);
  assert.equal(sent.length, 2);
  chat.drafted("hell");
  assert.deepEqual(sent.at(-1), SAID(true));
});

test("who types for long says so again, once a second: the others take it for over after five", () => {
  const { chat, clock, sent } = scene();
  chat.open("alice");
  for (let key = 0; key < 30; key++) {
    chat.drafted("x".repeat(key + 1));
    clock.advance(300);
  }
  clock.advance(1_000);
  const keys = 30 * 300;
  assert.deepEqual(sent, [...Array(Math.ceil(keys / 1_200)).fill(SAID(true)), SAID(false)]);
});

test("an empty draft, another conversation and none end it at once", () => {
  for (const [what, end] of [
    ["an empty draft", (chat) => chat.drafted("")],
    ["another", (chat) => chat.open("charlie")],
    ["none", (chat) => chat.open(undefined)],
  ] as readonly [string, (chat: ReturnType<typeof scene>["chat"]) => void][]) {
    const { chat, clock, sent } = scene();
    chat.open("alice");
    chat.drafted("h");
    end(chat);
    assert.deepEqual(sent, [SAID(true), SAID(false)], what);
    assert.equal(clock.timers, 0, what);
    end(chat);
    assert.equal(sent.length, 2, what);
  }
});

test("without a connection nothing is said, and nothing later", () => {
  const { chat, clock, sent, connect } = scene();
  chat.open("alice");
  connect(false);
  chat.drafted("h");
  clock.advance(1_000);
  connect(true);
  assert.deepEqual(sent, []);
});

test("somebody is shown as typing until five seconds after they last said so", () => {
  const { chat, hear, clock } = scene();
  const isShown = () => chat.chats.getState().typingUsers.has("alice");
  for (const at of [0, 500, 1_000]) {
    clock.advance(at - clock.now());
    hear("typing", { username: "alice", typing: true });
  }
  clock.advance(4_999);
  assert.equal(isShown(), true);
  clock.advance(1);
  assert.equal(isShown(), false);
});

test("or until they say that they have ceased, each for themselves", () => {
  const { chat, hear, clock } = scene();
  hear("typing", { username: "alice", typing: true });
  hear("typing", { username: "charlie", typing: true });
  hear("typing", { username: "alice", typing: false });
  assert.deepEqual([...chat.chats.getState().typingUsers], ["charlie"]);
  clock.advance(5_000);
  assert.deepEqual([...chat.chats.getState().typingUsers], []);
  assert.equal(clock.timers, 0);
});
