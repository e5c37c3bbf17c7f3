// The WebSocket transport in any course of events.

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import type { Link } from "../../../runtime/typescript/protocol.js";
import { exponential, webSocketTransport } from "../../../runtime/typescript/websocket.js";
import { FakeClock, fakeSockets, recordingHost } from "./fakes.js";

const STEPS = ["send", "accept", "drop", "closing", "frame", "sleep", "wake", "reconnect"] as const;
/** Steps, and now and then some milliseconds that pass. */
const courses = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom("send" as const, "accept" as const) },
    { weight: 2, arbitrary: fc.constantFrom(...STEPS) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 20_000 }) },
  ),
  { minLength: 10, maxLength: 60 },
);

const flags = {
  dropsOldest: fc.boolean(),
  ends: fc.boolean(),
  /** Whoever hears of a change, or of a loss, connects again at once. */
  reconnects: fc.constantFrom(undefined, "connection" as const, "dropped" as const),
};

test("each frame that was taken is written once and in order, or told to be lost; states follow each other as they may", async () => {
  let written = 0;
  await fc.assert(
    fc.asyncProperty(courses, fc.record(flags), async (course, options) => {
      const run = start(options);
      for (const step of course) run.step(step);
      run.link.close();
      const taken = await run.taken();
      const arrived = run.sockets.all.flatMap(({ sent }) => sent).filter((frame) => frame !== "beat");
      assert.deepEqual(
        arrived,
        [...new Set(arrived)].sort((a, b) => Number(a) - Number(b)),
      );
      assert.equal(taken.length, arrived.length + run.host.drops.length);
      for (const frame of arrived) assert.ok(taken.includes(frame));
      assert.ok(
        run.sockets.all
          .filter(({ closedWith }) => closedWith === "open")
          .every(({ readyState }) => readyState === 3),
      );
      assert.equal(run.clock.timers, 0);
      follows(run.host.states.map(({ state }) => state));
      written += arrived.length;
    }),
    { numRuns: 500, seed: 7 },
  );
  assert.ok(written > 1_000, `only ${written} frames were written`);
});

interface Options {
  readonly dropsOldest: boolean;
  readonly ends: boolean;
  readonly reconnects: "connection" | "dropped" | undefined;
}

function start({ dropsOldest, ends, reconnects }: Options) {
  const clock = new FakeClock();
  const sockets = fakeSockets();
  const host = recordingHost(() => "beat");
  let wake: (online: boolean) => void = () => {};
  const link: Link = webSocketTransport("ws://server", {
    WebSocket: sockets.WebSocket,
    clock,
    random: () => 0.5,
    backoff: exponential(ends ? { attempts: 3 } : {}),
    queue: { frames: 3, overflow: dropsOldest ? "drop-oldest" : "reject" },
    wakes: (woken) => {
      wake = woken;
      return () => {};
    },
  }).start({
    ...host,
    connection(connection) {
      host.connection(connection);
      if (reconnects === "connection" && connection.state === "failed") link.reconnect?.();
    },
    dropped(reason) {
      host.dropped(reason);
      if (reconnects === "dropped") link.reconnect?.();
    },
  });
  const sending: Promise<string | undefined>[] = [];
  const socket = () => sockets.last;
  const steps: Record<(typeof STEPS)[number], () => void> = {
    send() {
      const frame = String(sending.length);
      sending.push(
        link.send(frame).then(
          () => frame,
          () => undefined,
        ),
      );
    },
    accept: () => socket().readyState === 0 && socket().accept(),
    drop: () => socket().readyState < 3 && socket().drop(),
    // The server has begun to close: what is sent now would be swallowed.
    closing() {
      if (socket().readyState === 1) socket().readyState = 2;
    },
    frame: () => socket().readyState === 1 && socket().message("frame"),
    sleep: () => clock.sleep(60_000),
    wake: () => wake(clock.now() % 2 === 0),
    reconnect: () => link.reconnect?.(),
  };
  return {
    clock,
    sockets,
    host,
    link,
    step: (step: (typeof STEPS)[number] | number) =>
      typeof step === "number" ? clock.advance(step) : steps[step](),
    taken: async () => (await Promise.all(sending)).filter((frame) => frame !== undefined),
  };
}

/** What may come after each state. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  connecting: ["open", "waiting", "failed"],
  open: ["waiting", "failed"],
  waiting: ["connecting"],
  failed: ["connecting"],
};

function follows(states: readonly string[]): void {
  assert.equal(states[0], "connecting");
  for (const [index, state] of states.slice(1).entries()) {
    const before = states[index] ?? "";
    assert.ok(NEXT[before]?.includes(state), `${state} after ${before}`);
  }
}
