// The WebSocket transport over real sockets. Time is the test's: a link that waits is let go on at once.

import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";

import { WebSocket, WebSocketServer } from "ws";

import { createEvents } from "../../../runtime/typescript/events.js";
import type { Connection } from "../../../runtime/typescript/protocol.js";
import { fixed, type WebSocketOptions, webSocketTransport } from "../../../runtime/typescript/websocket.js";
import { FakeClock } from "./fakes.js";
import { generator, portOf, startNetwork } from "./network.js";
import { talk } from "./talk.js";

/** A server that answers `join` and `ping`, and writes down all that it gets. */
async function startServer(port = 0) {
  const received: { type: string; id?: string; room?: string; text?: string }[] = [];
  const server = new WebSocketServer({ port, host: "127.0.0.1" });
  server.on("connection", (socket) => {
    socket.on("error", () => {});
    socket.on("message", (data) => {
      const frame = JSON.parse(String(data));
      received.push(frame);
      if (frame.type === "join")
        socket.send(JSON.stringify({ type: "joined", room: frame.room, id: frame.id }));
      if (frame.type === "ping") socket.send(JSON.stringify({ type: "pong" }));
    });
  });
  await once(server, "listening");
  return {
    port: portOf(server.address()),
    received,
    socket: () => server.clients.values().next().value as WebSocket,
    /** Dies without a word, as a process that is killed. */
    async kill() {
      for (const client of server.clients) client.terminate();
      server.close();
      await once(server, "close");
    },
  };
}

/** Events whose link never waits for long: as soon as it does, time passes. */
function connectTo(port: number, options: WebSocketOptions = {}) {
  const clock = new FakeClock();
  const transport = webSocketTransport(`ws://127.0.0.1:${port}`, {
    WebSocket,
    clock,
    random: () => 1,
    backoff: fixed([1_000]),
    ...options,
  });
  const events = createEvents(talk(), transport, { clock });
  const problems: string[] = [];
  events.onError((problem) => problems.push(problem.kind));
  events.onConnection((connection) => {
    if (connection.state === "waiting") setImmediate(() => clock.advance(connection.delay));
  });
  const reaches = (wanted: Connection["state"]) =>
    new Promise<void>((resolve) => {
      if (events.connection.state === wanted) return resolve();
      const off = events.onConnection(({ state }) => {
        if (state !== wanted) return;
        off();
        resolve();
      });
    });
  return { clock, events, problems, reaches };
}

test("frames go both ways, and both sides hear of a clean close", async () => {
  const server = await startServer();
  const { events, reaches } = connectTo(server.port);
  const answer = events.request("join", { room: "a" });
  assert.equal((await answer).payload.room, "a");
  await reaches("open");
  const closed = once(server.socket(), "close");
  events.close();
  assert.equal((await closed)[0], 1000);
  await server.kill();
});

test("cut at random points: every answer is whole and belongs to its request, and no frame arrives twice", async () => {
  const server = await startServer();
  const network = await startNetwork(server.port);
  const { events, problems, reaches } = connectTo(network.port);
  const random = generator(4);
  let cuts = 0;
  events.onConnection(({ state }) => {
    if (state === "waiting") cuts += 1;
  });
  let answered = 0;
  while (answered < 60 || cuts < 20) {
    await reaches("open");
    network.cutAfter(Math.floor(random() * 400));
    const controller = new AbortController();
    const off = events.onConnection(({ state }) => {
      if (state === "waiting") controller.abort();
    });
    const room = `room ${answered} ${"x".repeat(random() * 100)}`;
    const answer = await events
      .request("join", { room }, { signal: controller.signal })
      .catch(() => undefined);
    off();
    if (answer === undefined) continue;
    assert.equal(answer.payload.room, room);
    answered += 1;
  }
  const ids = server.received.map(({ id }) => Number(id));
  assert.deepEqual(
    ids,
    [...new Set(ids)].sort((a, b) => a - b),
  );
  assert.deepEqual(problems, []);
  events.close();
  await network.close();
  await server.kill();
});

test("a half-open connection is found by the heartbeat, and another is opened", async () => {
  const server = await startServer();
  const network = await startNetwork(server.port);
  const { events, clock, reaches } = connectTo(network.port);
  await reaches("open");
  // As long as it works, the beat is answered.
  const pong = new Promise<void>((resolve) => events.once("pong", () => resolve()));
  clock.advance(25_000);
  await pong;
  clock.advance(15_000);
  assert.equal(events.connection.state, "open");

  network.swallow(true);
  clock.advance(20_000);
  assert.equal(events.connection.state, "waiting");
  network.swallow(false);
  await reaches("open");
  assert.equal((await events.request("join", { room: "b" })).payload.room, "b");
  events.close();
  await network.close();
  await server.kill();
});

test("a server that is restarted gets what was queued meanwhile, in order; what did not fit was rejected", async () => {
  const first = await startServer();
  const { events, reaches } = connectTo(first.port, { queue: { frames: 3 } });
  await reaches("open");
  await first.kill();
  if (events.connection.state === "open") await reaches("waiting");
  const sent = await Promise.allSettled(
    ["1", "2", "3", "4", "5"].map((text) => events.send("say", { text })),
  );
  assert.deepEqual(
    sent.map(({ status }) => status),
    ["fulfilled", "fulfilled", "fulfilled", "rejected", "rejected"],
  );
  const second = await startServer(first.port);
  await reaches("open");
  await events.request("join", { room: "last" });
  assert.deepEqual(
    second.received.map(({ text, room }) => text ?? room),
    ["1", "2", "3", "last"],
  );
  events.close();
  await second.kill();
});

test("a server that closes for good is not asked again", async () => {
  const server = await startServer();
  const { events, reaches } = connectTo(server.port, { isFinal: (code) => code === 4001 });
  await reaches("open");
  server.socket().close(4001, "banned");
  await reaches("failed");
  assert.deepEqual(events.connection, { state: "failed", reason: "closed with 4001 banned" });
  await server.kill();
});
