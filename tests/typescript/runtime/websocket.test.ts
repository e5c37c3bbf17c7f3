import assert from "node:assert/strict";
import { test } from "node:test";

import { type Host, type Link, SendError } from "../../../runtime/typescript/protocol.js";
import {
  exponential,
  fixed,
  type WebSocketOptions,
  webSocketTransport,
} from "../../../runtime/typescript/websocket.js";
import { FakeClock, fakeSockets, recordingHost } from "./fakes.js";

/** A link whose server, time and chance are the test's: each delay is the longest that the policy allows. */
function setUp(options: WebSocketOptions = {}, beat?: () => string) {
  const clock = new FakeClock();
  const sockets = fakeSockets();
  const host = recordingHost(beat);
  let wake: (online: boolean) => void = () => {};
  let wakesEnded = 0;
  const wakes = (woken: (online: boolean) => void) => {
    wake = woken;
    return () => {
      wakesEnded += 1;
    };
  };
  const { WebSocket } = sockets;
  const transport = webSocketTransport("ws://server", {
    WebSocket,
    clock,
    random: () => 1,
    wakes,
    ...options,
  });
  const link = transport.start(host);
  return {
    clock,
    sockets,
    host,
    link,
    transport,
    wake: (online = false) => wake(online),
    states: () => host.states.map(({ state }) => state),
    wakesEnded: () => wakesEnded,
  };
}

function code(wanted: string) {
  return (error: unknown) => error instanceof SendError && error.code === wanted;
}

/** Lets promises that are settled already be heard. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
}

test("a string is opened at once, with the protocols offered", () => {
  const { sockets, host } = setUp({ protocols: ["v2", "v1"] });
  assert.equal(sockets.last.url, "ws://server");
  assert.deepEqual(sockets.last.protocols, ["v2", "v1"]);
  assert.deepEqual(host.states, [{ state: "connecting", attempt: 1 }]);
  sockets.last.accept();
  sockets.last.message("frame");
  assert.deepEqual(host.states.at(-1), { state: "open" });
  assert.deepEqual(host.frames, ["frame"]);
  assert.equal(setUp().sockets.last.protocols, undefined);
});

test("a binary message is refused", () => {
  const { sockets, host } = setUp();
  sockets.last.accept();
  sockets.last.message(new ArrayBuffer(2));
  assert.deepEqual(host.frames, []);
  assert.deepEqual(host.refusals, ["expected a text message, got a binary one"]);
});

test("a function makes an address for each attempt, and its failure is a failed attempt", async () => {
  const addresses = ["ws://server?token=1", new Error("no token"), "ws://server?token=2"];
  const sockets = fakeSockets();
  const clock = new FakeClock();
  const host = recordingHost();
  const address = async () => {
    const next = addresses.shift();
    if (typeof next !== "string") throw next;
    return next;
  };
  webSocketTransport(address, { WebSocket: sockets.WebSocket, clock, random: () => 1 }).start(host);
  await settled();
  assert.equal(sockets.last.url, "ws://server?token=1");
  sockets.last.drop();
  clock.advance(1_000);
  await settled();
  assert.deepEqual(host.states.at(-1), {
    state: "waiting",
    attempt: 3,
    delay: 2_000,
    reason: "not opened: no token",
  });
  clock.advance(2_000);
  await settled();
  assert.equal(sockets.last.url, "ws://server?token=2");
  assert.equal(sockets.all.length, 2);
});

test("an address that comes too late is not opened any more", async () => {
  let give: (url: string) => void = () => {};
  const sockets = fakeSockets();
  const clock = new FakeClock();
  const host = recordingHost();
  const address = () => new Promise<string>((resolve) => (give = resolve));
  webSocketTransport(address, { WebSocket: sockets.WebSocket, clock, random: () => 1 }).start(host);
  clock.advance(10_000);
  assert.deepEqual(host.states.at(-1), {
    state: "waiting",
    attempt: 2,
    delay: 1_000,
    reason: "not open within 10000 ms",
  });
  give("ws://late");
  await settled();
  assert.equal(sockets.all.length, 0);
});

test("a constructor that throws is a failed attempt, not an exception", async () => {
  class Refusing {
    constructor() {
      throw new SyntaxError("The URL is invalid");
    }
  }
  const { host } = setUp({ WebSocket: Refusing as unknown as ReturnType<typeof fakeSockets>["WebSocket"] });
  await settled();
  assert.deepEqual(host.states.at(-1), {
    state: "waiting",
    attempt: 2,
    delay: 1_000,
    reason: "not opened: The URL is invalid",
  });
});

test("a lost connection is opened again after a delay that grows until a frame arrives", () => {
  const { sockets, host, clock } = setUp();
  const lose = () => {
    sockets.last.drop(1001, "going away");
    return host.states.at(-1);
  };
  const reason = "closed with 1001 going away";
  assert.deepEqual(lose(), { state: "waiting", attempt: 2, delay: 1_000, reason });
  clock.advance(999);
  assert.equal(sockets.all.length, 1);
  clock.advance(1);
  assert.equal(sockets.all.length, 2);

  // That it opens is not enough: a server that accepts and dies would be asked without a pause.
  sockets.last.accept();
  assert.deepEqual(lose(), { state: "waiting", attempt: 3, delay: 2_000, reason });
  clock.advance(2_000);
  sockets.last.accept();
  sockets.last.message("alive");
  assert.deepEqual(lose(), { state: "waiting", attempt: 2, delay: 1_000, reason });
});

test("an error without a close counts once", () => {
  const { sockets, states } = setUp();
  const socket = sockets.last;
  socket.onerror?.({} as never);
  socket.drop();
  assert.deepEqual(states(), ["connecting", "waiting"]);
});

test("after the last attempt it is failed, gives the queue up, and takes nothing until reconnect", async () => {
  const { sockets, host, clock, link, states } = setUp({ backoff: exponential({ attempts: 2 }) });
  await link.send("queued");
  sockets.last.drop();
  clock.advance(1_000);
  sockets.last.drop(1006);
  assert.deepEqual(host.states.at(-1), { state: "failed", reason: "closed with 1006" });
  assert.deepEqual(host.drops, ["the connection is failed: a queued frame is given up"]);
  assert.equal(clock.timers, 0);
  await assert.rejects(link.send("x"), code("failed"));

  link.reconnect?.();
  assert.deepEqual(host.states.at(-1), { state: "connecting", attempt: 1 });
  sockets.last.accept();
  link.reconnect?.();
  assert.deepEqual(states().slice(-2), ["connecting", "open"]);
  assert.deepEqual(sockets.last.sent, []);
});

test("the server's last word is respected", () => {
  const { sockets, host } = setUp({ isFinal: (code) => code === 4401 });
  sockets.last.accept();
  sockets.last.drop(4401, "signed out");
  assert.deepEqual(host.states.at(-1), { state: "failed", reason: "closed with 4401 signed out" });
});

test("reconnect does not wait", () => {
  const { sockets, host, clock, link } = setUp();
  sockets.last.drop();
  link.reconnect?.();
  assert.deepEqual(host.states.at(-1), { state: "connecting", attempt: 1 });
  assert.equal(sockets.all.length, 2);
  clock.advance(1_000);
  assert.equal(sockets.all.length, 2);
});

test("opening that takes too long is given up, and what still comes of it is not heard", () => {
  const { sockets, host, clock, states } = setUp({ openTimeout: 3_000 });
  const slow = sockets.last;
  clock.advance(3_000);
  assert.equal(slow.closedWith, undefined);
  slow.accept();
  slow.message("late");
  slow.drop();
  assert.deepEqual(states(), ["connecting", "waiting"]);
  assert.deepEqual(host.frames, []);
  assert.deepEqual(host.drops, ["a frame came late, from a connection that is over"]);
});

test("frames are kept in order while there is no connection, and written before those that come later", async () => {
  const { sockets, link, clock } = setUp();
  await link.send("1");
  await link.send("2");
  let wanted = true;
  await link.send("taken back", () => wanted);
  wanted = false;
  sockets.last.accept();
  await link.send("3");
  assert.deepEqual(sockets.last.sent, ["1", "2", "3"]);

  // The browser would swallow it without a word.
  sockets.last.readyState = 2;
  await link.send("4");
  sockets.last.drop();
  clock.advance(1_000);
  sockets.last.accept();
  assert.deepEqual(sockets.last.sent, ["4"]);
});

test("a full queue rejects, by count and by size", async () => {
  const byCount = setUp({ queue: { frames: 2 } });
  await byCount.link.send("1");
  await byCount.link.send("2");
  await assert.rejects(byCount.link.send("3"), code("full"));
  byCount.sockets.last.accept();
  assert.deepEqual(byCount.sockets.last.sent, ["1", "2"]);
  assert.deepEqual(byCount.host.drops, []);

  const bySize = setUp({ queue: { size: 5 } });
  await bySize.link.send("123");
  await assert.rejects(bySize.link.send("456"), code("full"));
  await bySize.link.send("78");

  await assert.rejects(setUp({ queue: { frames: 0 } }).link.send("x"), code("full"));
});

test("what is not wanted any more makes room first", async () => {
  const { link, sockets } = setUp({ queue: { frames: 1 } });
  await link.send("given up", () => false);
  await link.send("kept");
  sockets.last.accept();
  assert.deepEqual(sockets.last.sent, ["kept"]);
});

test("or the oldest make room, which is told", async () => {
  const { sockets, host, link } = setUp({ queue: { frames: 2, size: 4, overflow: "drop-oldest" } });
  for (const frame of ["1", "2", "3", "456"]) await link.send(frame);
  assert.equal(host.drops.length, 2);
  // A frame that is too large even for an empty queue drives nobody out.
  await assert.rejects(link.send("12345"), code("full"));
  sockets.last.accept();
  assert.deepEqual(sockets.last.sent, ["3", "456"]);
});

test("an open socket that lags behind takes no more", async () => {
  const { sockets, link } = setUp({ queue: { size: 10 } });
  sockets.last.accept();
  sockets.last.bufferedAmount = 8;
  await link.send("12");
  await assert.rejects(link.send("123"), code("full"));
  assert.deepEqual(sockets.last.sent, ["12"]);
});

test("close is clean, ends all timers, and is the end", async () => {
  const { sockets, host, link, clock, states, wakesEnded } = setUp({}, () => "beat");
  const socket = sockets.last;
  socket.accept();
  link.close();
  assert.equal(socket.closedWith, 1000);
  socket.message("late");
  socket.drop(1000);
  clock.advance(100_000);
  assert.deepEqual(states(), ["connecting", "open"]);
  assert.deepEqual([host.frames, host.drops], [[], []]);
  assert.deepEqual([clock.timers, wakesEnded()], [0, 1]);
  await assert.rejects(link.send("x"), code("closed"));
});

test("close while it waits or connects ends that, and tells of each queued frame", async () => {
  const waiting = setUp();
  waiting.sockets.last.drop();
  await waiting.link.send("1");
  await waiting.link.send("2");
  waiting.link.close();
  waiting.clock.advance(100_000);
  assert.equal(waiting.sockets.all.length, 1);
  assert.equal(waiting.host.drops.length, 2);

  const connecting = setUp();
  connecting.link.close();
  connecting.sockets.last.accept();
  assert.deepEqual(connecting.states(), ["connecting"]);
});

test("each start is a link of its own", () => {
  const { transport, sockets } = setUp();
  const link = transport.start(recordingHost());
  assert.equal(sockets.all.length, 2);
  link.close();
  assert.deepEqual(
    sockets.all.map(({ closedWith }) => closedWith),
    ["open", 1000],
  );
});

test("a host that closes when it hears of a change is obeyed", () => {
  for (const state of ["waiting", "failed", "open", "connecting"]) {
    const clock = new FakeClock();
    const { WebSocket, last, all } = fakeSocketsNow();
    const backoff = state === "failed" ? fixed([]) : fixed([10]);
    const transport = webSocketTransport("ws://server", { WebSocket, clock, backoff });
    const links: Link[] = [];
    const connection: Host["connection"] = (now) => {
      // The first news of all comes before there is a link to close.
      if (now.state === state) links[0]?.close();
    };
    links.push(transport.start({ ...recordingHost(), connection }));
    if (state === "open") last().accept();
    else last().drop();
    clock.advance(1_000);
    assert.equal(all.length, 1, state);
    assert.equal(clock.timers, 0, state);
  }
});

test("a host that reconnects when it hears of the end is obeyed, whichever news it hears first", async () => {
  for (const hears of ["connection", "dropped"] as const) {
    const { WebSocket, last, all } = fakeSocketsNow();
    const host = recordingHost();
    const { connection, dropped } = host;
    const transport = webSocketTransport("ws://server", {
      WebSocket,
      clock: new FakeClock(),
      backoff: fixed([], "end"),
    });
    const link = transport.start({
      ...host,
      connection(now) {
        connection(now);
        if (hears === "connection" && now.state === "failed") link.reconnect?.();
      },
      dropped(reason) {
        dropped(reason);
        if (hears === "dropped") link.reconnect?.();
      },
    });
    await link.send("queued");
    last().drop();
    assert.equal(all.length, 2);
    last().accept();
    await link.send("later");
    assert.deepEqual(
      host.states.map(({ state }) => state),
      ["connecting", "failed", "connecting", "open"],
    );
    // What is queued goes by the new connection, unless it was given up already.
    const sent = hears === "connection" ? ["queued", "later"] : ["later"];
    assert.deepEqual([last().sent, host.drops.length], [sent, 2 - sent.length], hears);
  }
});

test("a socket that throws at a queued frame is lost with it; those after it go by the next", async () => {
  const { sockets, host, link, clock } = setUp();
  for (const frame of ["1", "2", "3"]) await link.send(frame);
  const socket = sockets.last;
  socket.send = (frame) => {
    if (frame === "2") throw new Error("too large");
    socket.sent.push(frame);
  };
  socket.accept();
  const reason = "a queued frame cannot be sent: too large";
  assert.deepEqual(host.states.at(-1), { state: "waiting", attempt: 2, delay: 1_000, reason });
  assert.deepEqual([socket.sent, socket.readyState, host.drops], [["1"], 2, [reason]]);
  clock.advance(1_000);
  sockets.last.accept();
  await link.send("4");
  assert.deepEqual(sockets.last.sent, ["3", "4"]);
});

function fakeSocketsNow() {
  const sockets = fakeSockets();
  return { WebSocket: sockets.WebSocket, all: sockets.all, last: () => sockets.last };
}

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
