import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { createListeners, type Problem } from "../../../runtime/typescript/dispatch.js";
import { assertNever, createEvents } from "../../../runtime/typescript/events.js";
import { EncodeError, SendError } from "../../../runtime/typescript/protocol.js";
import { FakeTransport } from "./fakes.js";
import { setUp } from "./listening.js";
import { greeted, lean, say, talk } from "./talk.js";

test("handlers hear the events of their name, in the order in which they came", () => {
  const { events, transport, heard } = setUp();
  events.on("greeted", ({ text }, beside) => heard.push(`first ${text} ${beside.id}`));
  events.on("greeted", ({ text }) => heard.push(`second ${text}`));
  events.on("joined", ({ room }) => heard.push(room));
  transport.frame("greeted", { text: "hi", id: "7" });
  assert.deepEqual(heard, ["first hi 7", "second hi"]);
});

test("a handler that is registered twice is called twice, and each registration ends by itself", () => {
  const { events, transport, heard, hear } = setUp();
  const handler = hear("x");
  const off = events.on("pong", handler);
  events.on("pong", handler);
  off();
  off();
  transport.frame("pong");
  assert.deepEqual(heard, ["x"]);
});

test("once hears one event, also if that comes again while it is handled", () => {
  const { events, transport, heard } = setUp();
  events.once("pong", () => {
    heard.push("pong");
    transport.frame("pong");
  });
  const off = events.once("greeted", () => heard.push("greeted"));
  off();
  transport.frame("pong");
  transport.frame("greeted", { text: "" });
  assert.deepEqual(heard, ["pong"]);
});

test("signals end listening, before and after it began, and are not held on to", () => {
  const { events, transport, heard, hear } = setUp();
  const controller = new AbortController();
  const { signal } = controller;
  const remove = mock.method(signal, "removeEventListener");
  events.on("pong", hear("first"), { signal });
  const off = events.on("pong", hear("second"), { signal });
  off();
  assert.equal(remove.mock.callCount(), 1);
  transport.frame("pong");
  controller.abort();
  transport.frame("pong");
  events.on("pong", hear("third"), { signal });
  transport.frame("pong");
  assert.deepEqual(heard, ["first"]);
});

test("mount, unmount, mount leaves one listener", () => {
  const { events, transport, heard, hear } = setUp();
  const mount = () => events.attachPartial({ pong: hear("pong") });
  mount()();
  mount();
  transport.frame("pong");
  assert.deepEqual(heard, ["pong"]);
});

test("who is added during dispatch is not called yet; who is removed is not called any more", () => {
  const { events, transport, heard, hear } = setUp();
  let off = () => {};
  events.on("pong", () => {
    heard.push("first");
    events.on("pong", hear("added"));
    off();
  });
  off = events.on("pong", hear("removed"));
  events.on("pong", hear("last"));
  transport.frame("pong");
  assert.deepEqual(heard, ["first", "last"]);
});

test("a handler that throws, or whose promise is rejected, is reported and stops nobody", async () => {
  const { events, transport, problems, heard, hear } = setUp();
  const [thrown, rejected] = [new Error("thrown"), new Error("rejected")];
  events.on("pong", () => {
    throw thrown;
  });
  events.on("pong", async () => {
    throw rejected;
  });
  events.on("pong", hear("pong"));
  transport.frame("pong");
  await Promise.resolve();
  assert.deepEqual(heard, ["pong"]);
  assert.deepEqual(problems, [
    { kind: "handler", name: "pong", error: thrown },
    { kind: "handler", name: "pong", error: rejected },
  ]);
  assert.equal(events.stats.failures, 2);
});

test("what nobody listens for is shown: failures, refusals, and failures in hearing of them", () => {
  const transport = new FakeTransport();
  const events = createEvents(talk(), transport);
  const error = mock.method(console, "error", () => {});
  const warn = mock.method(console, "warn", () => {});
  try {
    events.on("pong", () => {
      throw new Error("in a handler");
    });
    events.on("greeted", () => {});
    transport.frame("pong");
    transport.frame("greeted", { text: 5 });
    transport.host.dropped("lost");
    events.onError(() => {
      throw new Error("in onError");
    });
    transport.host.refuse("binary");
    assert.deepEqual(
      error.mock.calls.map(({ arguments: [shown] }) => String(shown)),
      ["Error: in a handler", "Error: in onError"],
    );
    assert.deepEqual(
      warn.mock.calls.map(({ arguments: [shown] }) => shown),
      ["samewire: greeted: text: expected string, got number", "samewire: lost"],
    );
  } finally {
    mock.restoreAll();
  }
});

test("frames that arrive while a handler runs wait until all have heard the one before", () => {
  const { events, transport, heard } = setUp();
  events.on("greeted", () => {
    heard.push("greeted 1");
    transport.frame("pong");
    heard.push("after sending");
  });
  events.on("greeted", () => heard.push("greeted 2"));
  events.on("pong", () => heard.push("pong"));
  transport.frame("greeted", { text: "" });
  assert.deepEqual(heard, ["greeted 1", "after sending", "greeted 2", "pong"]);
});

test("frames of events that nobody listens to are not parsed", () => {
  const { events, transport, protocol } = setUp();
  transport.frame("greeted", { text: "hi" });
  assert.equal(protocol.decoded, 0);
  assert.equal(events.stats.skipped, 1);

  // Their mistakes are nobody's business; unknown events are.
  transport.frame("greeted", { text: 1 });
  transport.frame("novel");
  assert.equal(protocol.decoded, 1);
  assert.deepEqual(pick(events.stats, "received", "skipped", "unknown", "errors"), [3, 2, 1, 0]);

  const off = events.on("greeted", () => {});
  transport.frame("greeted", { text: "hi" });
  off();
  transport.frame("greeted", { text: "hi" });
  assert.equal(protocol.decoded, 2);

  // A name that cannot be had cheaply is found by decoding, and skipped then.
  transport.host.receive('{ "type": "greeted", "text": "hi" }');
  assert.equal(protocol.decoded, 3);
  assert.deepEqual(pick(events.stats, "received", "handled", "skipped", "unknown"), [6, 1, 4, 1]);
});

test("onAny, onUnknown and onError hear all that is theirs", () => {
  const { events, transport, problems, heard } = setUp();
  events.onAny((event, { id }) => {
    switch (event.name) {
      case "greeted":
        return heard.push(`${id} says ${event.payload.text}`);
      case "joined":
      case "pong":
      case "refused":
      case "toString":
        return heard.push(event.name);
      default:
        return assertNever(event);
    }
  });
  events.on("greeted", () => heard.push("by name"));
  events.onUnknown(({ name, frame }) => heard.push(`${String(name)} ${String(frame)}`));
  transport.frame("greeted", { text: "hi", id: "ada" });
  transport.frame("novel");
  transport.host.receive("1");
  transport.frame("greeted", { text: 1 });
  assert.deepEqual(heard, ["ada says hi", "by name", 'novel {"type":"novel"}', "undefined 1"]);
  assert.deepEqual(problems, [
    { kind: "frame", error: { name: "greeted", path: "text", reason: "expected string, got number" } },
  ]);
  assert.deepEqual(pick(events.stats, "received", "handled", "unknown", "errors"), [4, 1, 2, 1]);
});

test("attach takes records and instances, calls methods on them, and nothing that every object has", () => {
  const { events, transport, heard } = setUp();
  class Page {
    readonly title = "page";
    greeted({ text }: { readonly text: string }): void {
      heard.push(`${this.title} ${text}`);
    }
    joined(): void {}
    refused(): void {}
    pong(): void {}
    toString(): string {
      heard.push("toString");
      return "";
    }
  }
  const off = events.attach(new Page());
  transport.frame("greeted", { text: "hi" });
  transport.frame("toString");
  off();
  off();
  transport.frame("greeted", { text: "hi" });
  assert.deepEqual(heard, ["page hi", "toString"]);

  // An object that does not say so does not listen to an event of that name.
  events.attachPartial({ pong() {}, joined: undefined });
  transport.frame("toString");
  assert.equal(events.stats.handled, 2);
});

test("an instance does not listen to an event that is called as something every class has", () => {
  const transport = new FakeTransport();
  const decode = () => ({ kind: "event", event: { name: "constructor", payload: {} }, beside: {} }) as never;
  const events = createEvents({ ...talk(), decode }, transport);
  class Page {}
  events.attachPartial(new Page());
  transport.host.receive("");
  assert.equal(events.stats.skipped, 1);
  const heard: unknown[] = [];
  events.attachPartial({ constructor: () => heard.push("constructor") } as object);
  transport.host.receive("");
  assert.deepEqual(heard, ["constructor"]);
});

test("attach with a signal ends as a whole", () => {
  const { events, transport, heard, hear } = setUp();
  const controller = new AbortController();
  events.attachPartial({ pong: hear("pong"), greeted: hear("greeted") }, { signal: controller.signal });
  controller.abort();
  transport.frame("pong");
  transport.frame("greeted", { text: "" });
  assert.deepEqual(heard, []);
});

test("send writes frames in the order of the calls and tells when the transport has taken them", async () => {
  const { events, transport } = setUp();
  const taken: Array<() => void> = [];
  transport.take = (frame) => {
    transport.sent.push(frame);
    return new Promise((resolve) => taken.push(resolve));
  };
  const sending = [events.send("say", { text: "a" }), events.send("ping", {}, { beside: { id: "x" } })];
  assert.deepEqual(transport.sent, ['{"type":"say","text":"a"}', '{"id":"x","type":"ping"}']);
  assert.equal(events.stats.sent, 0);
  for (const resolve of taken) resolve();
  await Promise.all(sending);
  assert.equal(events.stats.sent, 2);
});

test("send rejects: a payload that cannot be written, a transport that does not take it, a signal", async () => {
  const { events, transport } = setUp();
  const wrong = { text: 1 } as unknown as { text: string };
  await assert.rejects(
    events.send("say", wrong),
    (error) => error instanceof EncodeError && error.path === "text",
  );
  await assert.rejects(events.send("ping", {}, { signal: AbortSignal.abort(new Error("left")) }), /left/);
  transport.refuseAll();
  await assert.rejects(
    events.send("ping", {}),
    (error) => error instanceof SendError && error.code === "full",
  );
  assert.deepEqual(transport.sent, []);
  assert.equal(events.stats.sent, 0);
});

test("a frame that is queued is not wanted any more once its signal aborts", async () => {
  const transport = new FakeTransport();
  let wanted: (() => boolean) | undefined;
  const events = createEvents(talk(), {
    start: (host) => ({
      ...transport.start(host),
      send: async (_, still) => {
        wanted = still;
      },
    }),
  });
  const controller = new AbortController();
  await events.send("ping", {}, { signal: controller.signal });
  assert.equal(wanted?.(), true);
  controller.abort();
  assert.equal(wanted?.(), false);
});

test("connection tells its changes, and is one object until it changes", () => {
  const { events, transport, heard } = setUp();
  assert.deepEqual(events.connection, { state: "connecting", attempt: 1 });
  events.onConnection(({ state }) => heard.push(state));
  transport.host.connection({ state: "open" });
  assert.equal(events.connection, events.connection);
  transport.host.connection({ state: "waiting", attempt: 2, delay: 5, reason: "cut" });
  events.reconnect();
  events.close();
  events.close();
  events.reconnect();
  transport.host.connection({ state: "open" });
  assert.deepEqual(heard, ["open", "waiting", "closed"]);
  assert.deepEqual([transport.closed, transport.reconnects], [1, 1]);
});

test("after close nothing is heard and nothing leaves, also in the middle of a dispatch", async () => {
  const { events, transport, heard, hear } = setUp();
  events.on("pong", () => {
    heard.push("first");
    transport.frame("pong");
    events.close();
  });
  events.on("pong", hear("second"));
  transport.frame("pong");
  transport.frame("pong");
  transport.host.refuse("late");
  assert.deepEqual(heard, ["first"]);
  assert.deepEqual(pick(events.stats, "received", "errors"), [1, 0]);
  await assert.rejects(
    events.send("ping", {}),
    (error) => error instanceof SendError && error.code === "closed",
  );
});

test("close tells of what is lost by it, and nothing that comes after", () => {
  const { events, transport, problems } = setUp();
  transport.drop = () => transport.host.dropped("queued");
  events.close();
  transport.host.dropped("late");
  assert.deepEqual(problems, [{ kind: "dropped", reason: "queued" }]);
  assert.equal(events.stats.dropped, 1);
});

test("close lets go of signals", () => {
  const { events } = setUp();
  const { signal } = new AbortController();
  const remove = mock.method(signal, "removeEventListener");
  for (let count = 0; count < 2; count++) events.on("pong", () => {}, { signal });
  events.onAny(() => {}, { signal });
  events.close();
  assert.equal(remove.mock.callCount(), 3);
});

test("listener functions bring their codecs: what has none is skipped", async () => {
  const transport = new FakeTransport();
  const events = createListeners(lean(), transport);
  const heard: string[] = [];
  const problems: Problem[] = [];
  events.onError((problem) => problems.push(problem));
  const off = events.listen(greeted, ({ text }, { id }) => heard.push(`${id} ${text}`));
  transport.frame("greeted", { text: "hi", id: "1" });
  transport.frame("greeted", { text: 1 });
  transport.frame("joined", { room: "x" });
  transport.frame("novel");
  transport.host.receive('{ "type": "novel" }');
  transport.host.receive("1");
  off();
  transport.frame("greeted", { text: "hi" });
  assert.deepEqual(heard, ["1 hi"]);
  assert.equal(problems.length, 1);
  assert.deepEqual(
    pick(events.stats, "received", "handled", "skipped", "unknown", "errors"),
    [7, 1, 4, 1, 1],
  );

  await events.post(say, { text: "hi" }, { beside: { id: "2" } });
  assert.deepEqual(transport.sent, ['{"id":"2","type":"say","loudly":"HI"}']);
});

test("listener functions work on createEvents too", () => {
  const { events, transport, heard } = setUp();
  events.listen(greeted, ({ text }) => heard.push(text));
  transport.frame("greeted", { text: "hi" });
  assert.deepEqual(heard, ["hi"]);
});

test("assertNever names the event and nothing of its payload", () => {
  const event = { name: "novel", payload: { secret: "s3cret" } } as never;
  assert.throws(() => assertNever(event), { message: "no case for the event novel" });
});

function pick<T, K extends keyof T>(from: T, ...keys: K[]): T[K][] {
  return keys.map((key) => from[key]);
}
