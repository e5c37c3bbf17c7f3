import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { createEvents, RequestError } from "../../../runtime/typescript/events.js";
import { EncodeError, SendError } from "../../../runtime/typescript/protocol.js";
import { FakeClock, FakeTransport } from "./fakes.js";
import { talk } from "./talk.js";

function setUp() {
  const transport = new FakeTransport();
  const clock = new FakeClock();
  const events = createEvents(talk(), transport, { clock, random: () => 0 });
  return { transport, clock, events };
}

function kind(wanted: string) {
  return (error: unknown) => error instanceof RequestError && error.kind === wanted;
}

test("a request gets an id of its own and resolves with the event that the manifest names", async () => {
  const { events, transport, clock } = setUp();
  const first = events.request("join", { room: "a" });
  const second = events.request("join", { room: "b" }, { beside: { id: "mine" } });
  assert.deepEqual(transport.sent, [
    '{"id":"1","type":"join","room":"a"}',
    '{"id":"2","type":"join","room":"b"}',
  ]);

  // Another event with the id is no answer, and neither is the answer to another.
  events.onAny(() => {});
  transport.frame("greeted", { text: "hi", id: "1" });
  transport.frame("joined", { room: "b", id: "2" });
  transport.frame("joined", { room: "a", id: "1" });
  assert.deepEqual(await first, { name: "joined", payload: { room: "a" } });
  assert.deepEqual(await second, { name: "joined", payload: { room: "b" } });
  assert.equal(clock.timers, 0);
});

test("without a named answer, the first event with the id answers", async () => {
  const { events, transport } = setUp();
  const answer = events.request("say", { text: "hi" });
  transport.frame("pong");
  transport.frame("greeted", { text: "hi", id: "1" });
  const event = await answer;
  assert.equal(event.name, "greeted");
});

test("listeners hear answers as well; without listeners an answer counts as handled", async () => {
  const { events, transport } = setUp();
  const answer = events.request("join", { room: "a" });
  transport.frame("joined", { room: "a", id: "1" });
  await answer;
  assert.equal(events.stats.handled, 1);

  const heard: string[] = [];
  events.on("joined", ({ room }) => heard.push(room));
  const again = events.request("join", { room: "b" });
  transport.frame("joined", { room: "b", id: "2" });
  await again;
  assert.deepEqual(heard, ["b"]);
});

test("only frames that may be the answer are decoded for it", () => {
  const { events, transport } = setUp();
  events.request("join", { room: "a" }).catch(() => {});
  transport.frame("pong");
  assert.equal(events.stats.skipped, 1);
  // The name stands first, so that it is found without parsing.
  transport.frame("joined", { room: "a", id: "1" });
  transport.frame("joined", { room: "a", id: "1" });
  assert.deepEqual([events.stats.handled, events.stats.skipped], [1, 2]);
});

test("the error event rejects it, with its code", async () => {
  const { events, transport, clock } = setUp();
  const answer = events.request("join", { room: "a" });
  transport.frame("refused", { code: "NOT_FOUND", message: "no such room", id: "1" });
  await assert.rejects(answer, (error) => {
    assert.ok(error instanceof RequestError);
    assert.deepEqual([error.kind, error.code, error.message], ["refused", "NOT_FOUND", "no such room"]);
    assert.equal(error.event?.name, "refused");
    return true;
  });
  assert.equal(clock.timers, 0);
});

test("it times out after ten seconds or its own time, and a late answer goes to listeners only", async () => {
  const { events, transport, clock } = setUp();
  const rooms: string[] = [];
  events.on("joined", ({ room }) => rooms.push(room));
  const answers = [
    events.request("join", { room: "a" }),
    events.request("join", { room: "b" }, { timeout: 50 }),
    events.request("join", { room: "c" }, { timeout: Number.POSITIVE_INFINITY }),
  ] as const;
  clock.advance(49);
  assert.equal(clock.timers, 2);
  clock.advance(1);
  await assert.rejects(answers[1], kind("timeout"));
  clock.advance(9_949);
  assert.equal(clock.timers, 1);
  clock.advance(1);
  await assert.rejects(answers[0], /no answer within 10000 ms/);
  transport.frame("joined", { room: "late", id: "1" });
  transport.frame("joined", { room: "c", id: "3" });
  assert.equal((await answers[2]).payload.room, "c");
  assert.deepEqual(rooms, ["late", "c"]);
});

test("it stops waiting when its signal aborts, before and after it was sent", async () => {
  const { events, transport, clock } = setUp();
  const controller = new AbortController();
  const answer = events.request("join", { room: "a" }, { signal: controller.signal });
  controller.abort(new Error("left the page"));
  await assert.rejects(answer, /left the page/);
  await assert.rejects(events.request("join", { room: "a" }, { signal: controller.signal }), /left the page/);
  assert.equal(transport.sent.length, 1);
  assert.equal(clock.timers, 0);
});

test("it holds on to no signal once it is answered", async () => {
  const { events, transport } = setUp();
  const { signal } = new AbortController();
  const added = mock.method(signal, "addEventListener");
  const removed = mock.method(signal, "removeEventListener");
  const answer = events.request("join", { room: "a" }, { signal });
  transport.frame("joined", { room: "a", id: "1" });
  await answer;
  assert.deepEqual([added.mock.callCount(), removed.mock.callCount()], [1, 1]);
});

test("it fails at once when its frame is not written, not taken, or when all is closed", async () => {
  const { events, transport, clock } = setUp();
  const wrong = { text: 1 } as unknown as { text: string };
  await assert.rejects(events.request("say", wrong), EncodeError);
  const waiting = events.request("join", { room: "a" });
  transport.refuseAll();
  await assert.rejects(events.request("join", { room: "a" }), SendError);
  events.close();
  await assert.rejects(waiting, (error) => error instanceof SendError && error.code === "closed");
  await assert.rejects(events.request("join", { room: "a" }), SendError);
  assert.equal(clock.timers, 0);
});

test("it fails at once when its answer cannot be read", async () => {
  const { events, transport } = setUp();
  const problems: string[] = [];
  events.onError(({ kind }) => problems.push(kind));
  const answer = events.request("join", { room: "a" });
  transport.frame("joined", { room: 5, id: "1" });
  await assert.rejects(answer, {
    kind: "unreadable",
    message: "joined: room: expected string, got number",
  });
  assert.deepEqual(problems, ["frame"]);
});

test("times out although the transport has not taken the frame yet, which is then not wanted any more", async () => {
  const clock = new FakeClock();
  let wanted: (() => boolean) | undefined;
  const events = createEvents(
    talk(),
    {
      start: () => ({
        send: (_, still) => {
          wanted = still;
          return new Promise(() => {});
        },
        close() {},
      }),
    },
    { clock },
  );
  const answer = events.request("join", { room: "a" }, { timeout: 5 });
  assert.equal(wanted?.(), true);
  clock.advance(5);
  await assert.rejects(answer, kind("timeout"));
  assert.equal(wanted?.(), false);
});

test("a handler may ask in turn, and the answer comes in while it runs", async () => {
  const { events, transport } = setUp();
  transport.take = async (frame) => {
    const { id, room } = JSON.parse(frame);
    transport.frame("joined", { room, id });
  };
  const rooms: string[] = [];
  events.on("pong", async () => {
    const { payload } = await events.request("join", { room: "inner" });
    rooms.push(payload.room);
  });
  transport.frame("pong");
  const { payload } = await events.request("join", { room: "outer" });
  assert.deepEqual([...rooms, payload.room], ["inner", "outer"]);
});

test("a protocol without ids has no requests", async () => {
  const { correlation: _, ...protocol } = talk();
  const events = createEvents(protocol, new FakeTransport());
  await assert.rejects(events.request("join", { room: "a" }), /no ids for requests/);
});

test("pages that share a connection begin at other ids", async () => {
  const ids = [0, 0.5].map((random) => {
    const transport = new FakeTransport();
    const events = createEvents(talk(), transport, { clock: new FakeClock(), random: () => random });
    void events.request("join", { room: "a" }).catch(() => {});
    return JSON.parse(transport.sent[0] ?? "null").id;
  });
  assert.deepEqual(ids, ["1", String(2 ** 29 + 1)]);
});
