import assert from "node:assert/strict";
import { test } from "node:test";

import { type Host, type Link, SendError } from "../../../runtime/typescript/protocol.js";
import { exponential, fixed, webSocketTransport } from "../../../runtime/typescript/websocket.js";
import { FakeClock, fakeSockets, recordingHost } from "./fakes.js";
import { setUp } from "./links.js";

function code(wanted: string) {
  return (error: unknown) => error instanceof SendError && error.code === wanted;
}

function fakeSocketsNow() {
  const sockets = fakeSockets();
  return { WebSocket: sockets.WebSocket, all: sockets.all, last: () => sockets.last };
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

test("where it is said how long, a connection that lasts without a frame ends the count too", () => {
  for (const [settled, attempts] of [
    [undefined, [2, 3, 4]],
    [0, [2, 2, 2]],
    [5_000, [2, 3, 2]],
  ] as const) {
    const { sockets, host, clock } = setUp({ backoff: fixed([100]), settled });
    for (const lasts of [0, 4_999, 5_000]) {
      sockets.last.accept();
      // Timers of a page that sleeps do not run.
      clock.sleep(lasts);
      sockets.last.drop();
      clock.advance(100);
    }
    const waiting = host.states.filter(({ state }) => state === "waiting");
    assert.deepEqual(
      waiting.map((connection) => connection.state === "waiting" && connection.attempt),
      attempts,
      `${settled}`,
    );
  }
});

test("an attempt that does not open does not settle, however long it takes", () => {
  const { sockets, host, clock } = setUp({ backoff: fixed([100]), settled: 0 });
  for (let attempt = 0; attempt < 2; attempt++) {
    sockets.last.accept();
    sockets.last.drop();
    clock.advance(100);
    for (const seen of [3, 4]) {
      clock.advance(5_000);
      sockets.last.drop();
      const last = host.states.at(-1);
      assert.equal(last?.state === "waiting" && last.attempt, seen);
      clock.advance(100);
    }
  }
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
