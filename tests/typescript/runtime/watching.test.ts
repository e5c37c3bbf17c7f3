// How a link over a WebSocket is watched: heartbeats, silence, and wakes.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fixed, webSocketTransport } from "../../../runtime/typescript/websocket.js";
import { FakeClock, fakeSockets, recordingHost } from "./fakes.js";
import { setUp } from "./links.js";

test("beats are sent every 25 s, the first after a part of that", () => {
  const { sockets, clock } = setUp({ random: () => 0.2 }, () => "beat");
  sockets.last.accept();
  clock.advance(4_999);
  assert.deepEqual(sockets.last.sent, []);
  for (let beat = 1; beat <= 3; beat++) {
    clock.advance(1);
    assert.equal(sockets.last.sent.length, beat);
    sockets.last.message("pong");
    clock.advance(24_999);
  }
  assert.deepEqual(sockets.last.sent, ["beat", "beat", "beat"]);
});

test("a connection on which nothing arrives within 10 s after a beat is given up", () => {
  const { sockets, clock, host } = setUp({}, () => "beat");
  sockets.last.accept();
  clock.advance(34_999);
  assert.equal(host.states.at(-1)?.state, "open");
  clock.advance(1);
  assert.deepEqual(host.states.at(-1), {
    state: "waiting",
    attempt: 2,
    delay: 1_000,
    reason: "nothing arrived within 10000 ms after a heartbeat",
  });
  assert.equal(sockets.last.closedWith, undefined);
  // What is left is the next attempt.
  assert.equal(clock.timers, 1);
});

test("a connection that is lost is not watched any more", () => {
  const { sockets, clock } = setUp({}, () => "beat");
  sockets.last.accept();
  sockets.last.drop();
  assert.equal(clock.timers, 1);
});

test("any frame is a sign of life", () => {
  const { sockets, clock, states } = setUp({}, () => "beat");
  sockets.last.accept();
  clock.advance(26_000);
  sockets.last.message("anything");
  clock.advance(23_999);
  assert.deepEqual(states(), ["connecting", "open"]);
  assert.equal(sockets.last.sent.length, 1);
});

test("its times are options, and it can be left out", () => {
  const quick = setUp({ heartbeat: { every: 100, grace: 10 } }, () => "beat");
  quick.sockets.last.accept();
  quick.clock.advance(110);
  assert.equal(quick.host.states.at(-1)?.state, "waiting");

  for (const { sockets, clock, states } of [setUp({ heartbeat: false }, () => "beat"), setUp()]) {
    sockets.last.accept();
    clock.advance(1_000_000);
    assert.deepEqual(states(), ["connecting", "open"]);
    assert.deepEqual(sockets.last.sent, []);
  }
});

test("bare texts take the place of a heartbeat that is an event, and are no frames", () => {
  const heartbeat = { text: "ping", answer: "pong" };
  for (const { sockets, clock, host, states } of [setUp({ heartbeat }), setUp({ heartbeat }, () => "beat")]) {
    sockets.last.accept();
    clock.advance(25_000);
    assert.deepEqual(sockets.last.sent, ["ping"]);
    sockets.last.message("pong");
    clock.advance(24_000);
    assert.deepEqual(states(), ["connecting", "open"]);
    assert.deepEqual(host.frames, []);
    // Another text is a frame, and not the transport's to judge.
    sockets.last.message("pong ");
    assert.deepEqual(host.frames, ["pong "]);
    clock.advance(11_000);
    assert.equal(states().at(-1), "waiting");
  }
});

test("without an answer that is known, a bare text that answers is a frame like any other", () => {
  const { sockets, host } = setUp({ heartbeat: { text: "ping" } });
  sockets.last.accept();
  sockets.last.message("pong");
  assert.deepEqual(host.frames, ["pong"]);
});

test("what is overdue is judged at a wake, before any timer has run", () => {
  const { sockets, clock, host, wake } = setUp({}, () => "beat");
  sockets.last.accept();
  clock.advance(25_000);
  clock.sleep(3_600_000);
  wake();
  assert.equal(host.states.at(-1)?.state, "waiting");
});

test("a quiet connection is asked at a wake, and one that just spoke is not", () => {
  const { sockets, clock, wake, host } = setUp({}, () => "beat");
  sockets.last.accept();
  clock.sleep(15_000);
  wake(true);
  assert.equal(sockets.last.sent.length, 1);
  sockets.last.message("pong");
  wake(true);
  assert.equal(sockets.last.sent.length, 1);
  // Waking again and again does not put the judgement off.
  clock.sleep(10_000);
  wake();
  clock.sleep(5_000);
  wake();
  clock.sleep(5_000);
  assert.equal(clock.timers, 1);
  wake();
  assert.equal(host.states.at(-1)?.state, "waiting");
});

test("a link that waits connects when the network is back, or when its time has passed in sleep", () => {
  const { sockets, clock, wake } = setUp({ backoff: fixed([10_000]) });
  sockets.last.drop();
  wake();
  assert.equal(sockets.all.length, 1);
  wake(true);
  assert.equal(sockets.all.length, 2);
  sockets.last.drop();
  clock.sleep(10_000);
  wake();
  assert.equal(sockets.all.length, 3);
  clock.advance(0);
  assert.equal(sockets.all.length, 3);
});

test("without a heartbeat, a connection may be given up that is quiet for too long", () => {
  const { sockets, clock, host } = setUp({ idleTimeout: 60_000 });
  sockets.last.accept();
  clock.advance(59_000);
  sockets.last.message("anything");
  clock.advance(59_999);
  assert.equal(host.states.at(-1)?.state, "open");
  clock.advance(1);
  assert.deepEqual(host.states.at(-1), {
    state: "waiting",
    attempt: 2,
    delay: 1_000,
    reason: "nothing arrived for 60000 ms",
  });
});

test("a beat that cannot be written is told and does no more harm", () => {
  const { sockets, clock, host } = setUp({}, () => {
    throw new Error("at: is required");
  });
  sockets.last.accept();
  clock.advance(25_000);
  assert.deepEqual(host.drops, ["the heartbeat cannot be sent: at: is required"]);
});

test("without options, the page's own wakes are heard and let go of", () => {
  const page = new EventTarget();
  const names = ["addEventListener", "removeEventListener"] as const;
  for (const name of names) Object.assign(globalThis, { [name]: page[name].bind(page) });
  try {
    const sockets = fakeSockets();
    const { WebSocket } = sockets;
    const link = webSocketTransport("ws://server", { WebSocket, clock: new FakeClock() }).start(
      recordingHost(),
    );
    sockets.last.drop();
    page.dispatchEvent(new Event("focus"));
    assert.equal(sockets.all.length, 1);
    page.dispatchEvent(new Event("online"));
    assert.equal(sockets.all.length, 2);
    sockets.last.drop();
    link.close();
    page.dispatchEvent(new Event("online"));
    assert.equal(sockets.all.length, 2);
  } finally {
    for (const name of names) Reflect.deleteProperty(globalThis, name);
  }
});

test("a page that is hidden is no wake, one that is shown or has no document is", () => {
  const page = new EventTarget();
  const names = ["addEventListener", "removeEventListener"] as const;
  for (const name of names) Object.assign(globalThis, { [name]: page[name].bind(page) });
  try {
    for (const [document, beats] of [
      [{ visibilityState: "hidden" }, 0],
      [{ visibilityState: "visible" }, 1],
      [undefined, 1],
    ]) {
      Object.assign(globalThis, { document });
      const sockets = fakeSockets();
      const { WebSocket } = sockets;
      const clock = new FakeClock();
      const transport = webSocketTransport("ws://server", { WebSocket, clock, random: () => 1 });
      const link = transport.start(recordingHost(() => "beat"));
      sockets.last.accept();
      clock.sleep(15_000);
      page.dispatchEvent(new Event("visibilitychange"));
      assert.equal(sockets.last.sent.length, beats);
      link.close();
    }
  } finally {
    for (const name of [...names, "document"]) Reflect.deleteProperty(globalThis, name);
  }
});
