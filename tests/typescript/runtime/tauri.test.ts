import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";

import { decodePayload, lookup } from "../../../runtime/typescript/frame.js";
import { SendError, type TauriEvents } from "../../../runtime/typescript/protocol.js";
import {
  CONNECTION_EVENT,
  FRAME_EVENT,
  type TauriApi,
  type TauriOptions,
  tauriTransport,
} from "../../../runtime/typescript/tauri.js";
import { recordingHost } from "./fakes.js";

const EVENTS: TauriEvents = {
  names: { "ws:greeted": "greeted", "ws:call-ended": "call.ended" },
  payload: "object",
};

/** A Tauri whose listening comes about when the test says so. */
class FakeTauri implements TauriApi {
  readonly listening = new Map<string, (event: { readonly payload: unknown }) => void>();
  readonly invoked: unknown[] = [];
  readonly waiting: (() => void)[] = [];
  refused: string | undefined;
  connection: unknown;

  listen(event: string, handler: (event: { readonly payload: unknown }) => void): Promise<() => void> {
    // The app registers the listener at once; the page hears of it later.
    if (event !== this.refused) this.listening.set(event, handler);
    return new Promise((resolve, reject) => {
      this.waiting.push(() => {
        if (event === this.refused) reject(new Error(`${event} not allowed`));
        else resolve(() => this.listening.delete(event));
      });
    });
  }

  async invoke(command: string, args?: Record<string, unknown>): Promise<unknown> {
    this.invoked.push(args === undefined ? command : [command, args]);
    return command.endsWith("ready") ? this.connection : undefined;
  }

  emit(event: string, payload: unknown): void {
    this.listening.get(event)?.({ payload });
  }

  /** All listening comes about. */
  async settle(): Promise<void> {
    await turns();
    for (const settle of this.waiting.splice(0)) settle();
    await turns();
  }
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

function setUp(options: TauriOptions = {}) {
  const tauri = new FakeTauri();
  const host = recordingHost();
  const link = tauriTransport({ events: EVENTS, api: () => tauri, ...options }).start(host);
  return { tauri, host, link, states: () => host.states.map(({ state }) => state) };
}

test("it listens to all names first, says so, and is open then", async () => {
  const { tauri, host, states } = setUp();
  await turns();
  assert.deepEqual(
    [...tauri.listening.keys()],
    ["ws:greeted", "ws:call-ended", FRAME_EVENT, CONNECTION_EVENT],
  );
  assert.deepEqual([tauri.invoked, states()], [[], ["connecting"]]);
  await tauri.settle();
  assert.deepEqual([tauri.invoked, states()], [["plugin:samewire|ready"], ["connecting", "open"]]);
  tauri.emit("ws:greeted", { type: "greeted" });
  tauri.emit(FRAME_EVENT, '{"type":"novel"}');
  assert.deepEqual(host.frames, [{ type: "greeted" }, '{"type":"novel"}']);
});

test("frames come as objects or as text, payloads come alone with their name", async () => {
  const text = setUp({ events: { ...EVENTS, payload: "text" } });
  await text.tauri.settle();
  text.tauri.emit("ws:greeted", '{"type":"greeted"}');
  assert.deepEqual(text.host.frames, ['{"type":"greeted"}']);

  const alone = setUp({ events: { ...EVENTS, payload: "alone" } });
  await alone.tauri.settle();
  alone.tauri.emit("ws:call-ended", { reason: 1 });
  alone.tauri.emit(FRAME_EVENT, '{"type":"novel"}');
  assert.deepEqual(alone.host.frames, [["call.ended", { reason: 1 }], '{"type":"novel"}']);
});

test("a payload that comes alone is what it is: a text is not taken for JSON", async () => {
  const { tauri, host } = setUp({ events: { ...EVENTS, payload: "alone" } });
  await tauri.settle();
  const payloads = ["hello", "123", "null", "[1]", "", 123, null, [1], { reason: "1" }];
  for (const payload of payloads) tauri.emit("ws:call-ended", payload);
  const find = lookup(() => [{ name: "call.ended", check: () => true }]);
  const read = host.frames.map((frame) => {
    const [name, payload] = frame as [string, unknown];
    const decoded = decodePayload(find, name, payload);
    return decoded.kind === "event" ? decoded.event.payload : decoded;
  });
  assert.deepEqual(read, payloads);
});

test("closed before listening came about: each is ended when it has, and none is heard", async () => {
  const { tauri, host, link, states } = setUp();
  await turns();
  link.close();
  tauri.emit("ws:greeted", {});
  assert.equal(tauri.listening.size, 4);
  await tauri.settle();
  assert.equal(tauri.listening.size, 0);
  assert.deepEqual([host.frames, tauri.invoked, states()], [[], [], ["connecting"]]);
});

test("closed before Tauri was found: nothing is listened to", async () => {
  const { tauri, link } = setUp();
  link.close();
  await turns();
  assert.equal(tauri.waiting.length, 0);
});

test("closed while the Rust side is told, or while listening fails: nothing is heard of either", async () => {
  const told = setUp();
  let answer: (value: unknown) => void = () => {};
  told.tauri.invoke = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  await told.tauri.settle();
  told.link.close();
  answer({ state: "open" });
  await turns();
  assert.deepEqual(told.states(), ["connecting"]);

  const failing = setUp();
  failing.tauri.refused = "ws:greeted";
  await turns();
  failing.link.close();
  await failing.tauri.settle();
  assert.deepEqual(failing.states(), ["connecting"]);
});

test("mount, unmount, mount: one of two links is left, and each event is heard once", async () => {
  const tauri = new FakeTauri();
  const both = new Map<string, Set<(event: { readonly payload: unknown }) => void>>();
  // As in a real app, two listeners to one name are two.
  tauri.listen = async (name, handler) => {
    const handlers = both.get(name) ?? new Set();
    both.set(name, handlers.add(handler));
    return () => handlers.delete(handler);
  };
  const transport = tauriTransport({ events: EVENTS, api: () => tauri });
  const [first, second] = [recordingHost(), recordingHost()];
  transport.start(first).close();
  transport.start(second);
  await turns();
  for (const handler of both.get("ws:greeted") ?? []) handler({ payload: {} });
  assert.deepEqual([first.frames, second.frames], [[], [{}]]);
  assert.deepEqual(
    [...both.values()].map(({ size }) => size),
    [1, 1, 1, 1],
  );
});

test("closed when all is set up: all listening ends", async () => {
  const { tauri, link } = setUp();
  await tauri.settle();
  link.close();
  assert.equal(tauri.listening.size, 0);
  await assert.rejects(link.send("x"), (error) => error instanceof SendError && error.code === "closed");
});

test("a name that may not be listened to fails all, lets go of the others, and can be tried again", async () => {
  const { tauri, host, link } = setUp();
  tauri.refused = "ws:call-ended";
  await link.send("queued");
  await tauri.settle();
  assert.deepEqual(host.states.at(-1), { state: "failed", reason: "ws:call-ended not allowed" });
  assert.equal(tauri.listening.size, 0);
  assert.deepEqual(host.drops, ["the connection is failed: a queued frame is given up"]);
  await assert.rejects(link.send("x"), (error) => error instanceof SendError && error.code === "failed");

  tauri.refused = undefined;
  link.reconnect?.();
  await tauri.settle();
  assert.equal(host.states.at(-1)?.state, "open");
  link.reconnect?.();
  assert.equal(tauri.listening.size, 4);
});

test("who hears that it failed may begin anew at once, and what is queued is not given up then", async () => {
  for (const hears of ["connection", "dropped"] as const) {
    const tauri = new FakeTauri();
    const host = recordingHost();
    tauri.refused = "ws:call-ended";
    const { connection, dropped } = host;
    const again = (): void => {
      tauri.refused = undefined;
      link.reconnect?.();
    };
    host.connection = (now) => {
      connection(now);
      if (hears === "connection" && now.state === "failed") again();
    };
    host.dropped = (reason) => {
      dropped(reason);
      if (hears === "dropped") again();
    };
    const link = tauriTransport({ events: EVENTS, api: () => tauri, readyCommand: false }).start({
      ...host,
      connection: (now) => host.connection(now),
      dropped: (reason) => host.dropped(reason),
    });
    await link.send("queued");
    await tauri.settle();
    await tauri.settle();
    assert.deepEqual(
      host.states.map(({ state }) => state),
      ["connecting", "failed", "connecting", "open"],
    );
    const [sent, lost] = hears === "connection" ? [1, 0] : [0, 1];
    assert.deepEqual([tauri.invoked.length, host.drops.length], [sent, lost], hears);
  }
});

test("who hears that it connects may close it: nothing is listened to", async () => {
  const tauri = new FakeTauri();
  tauri.refused = "ws:call-ended";
  const host = recordingHost();
  const link = tauriTransport({ events: EVENTS, api: () => tauri }).start({
    ...host,
    connection: ({ state }) => state === "connecting" && tauri.invoked.push(state) > 1 && link.close(),
  });
  await tauri.settle();
  tauri.refused = undefined;
  link.reconnect?.();
  await tauri.settle();
  assert.deepEqual([tauri.invoked, tauri.listening.size], [["connecting", "connecting"], 0]);
});

test("who hears that it is open sends after what was queued", async () => {
  const tauri = new FakeTauri();
  const link = tauriTransport({ events: EVENTS, api: () => tauri, readyCommand: false }).start({
    ...recordingHost(),
    connection: ({ state }) => state === "open" && void link.send("2"),
  });
  await link.send("1");
  await tauri.settle();
  assert.deepEqual(
    tauri.invoked.map((call) => (call as unknown[])[1]),
    [{ frame: "1" }, { frame: "2" }],
  );
});

test("news of the connection that overtake the answer of the Rust side are not undone by it", async () => {
  const early: readonly (readonly [news: unknown, last: string])[] = [
    [{ state: "open" }, "open"],
    // What is no news overtakes nothing.
    [{ state: "closed" }, "connecting"],
  ];
  for (const [news, last] of early) {
    const { tauri, host } = setUp();
    let answer: (value: unknown) => void = () => {};
    tauri.invoke = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    await tauri.settle();
    tauri.emit(CONNECTION_EVENT, news);
    answer({ state: "connecting", attempt: 3 });
    await turns();
    assert.equal(host.states.at(-1)?.state, last);
  }

  // Nor by an app that answers nothing.
  const { tauri, host } = setUp({ readyCommand: false });
  await turns();
  tauri.emit(CONNECTION_EVENT, { state: "failed", reason: "signed out" });
  await tauri.settle();
  assert.deepEqual(host.states.at(-1), { state: "failed", reason: "signed out" });
});

test("frames are kept until the page listens, and sent by the command", async () => {
  const { tauri, link, host } = setUp({ sendCommand: "send_event", readyCommand: false });
  await link.send("1");
  await link.send("not wanted", () => false);
  assert.deepEqual(tauri.invoked, []);
  await tauri.settle();
  await link.send("2");
  assert.deepEqual(tauri.invoked, [
    ["send_event", { frame: "1" }],
    ["send_event", { frame: "2" }],
  ]);
  tauri.invoke = async () => {
    throw "no such command";
  };
  await assert.rejects(link.send("3"), { name: "SendError", code: "failed", message: "no such command" });
  assert.deepEqual(host.drops, []);
});

test("a queued frame that the app refuses is told", async () => {
  const { tauri, link, host } = setUp({ readyCommand: false, queue: { frames: 1 } });
  await link.send("1");
  await assert.rejects(link.send("2"), (error) => error instanceof SendError && error.code === "full");
  tauri.invoke = async () => {
    throw new Error("offline");
  };
  await tauri.settle();
  assert.deepEqual(host.drops, ["a queued frame is given up: offline"]);
});

test("the connection is the one that the Rust side has", async () => {
  const tauri = new FakeTauri();
  tauri.connection = { state: "connecting", attempt: 3 };
  const host = recordingHost();
  tauriTransport({ events: EVENTS, api: () => tauri }).start(host);
  await tauri.settle();
  assert.deepEqual(host.states.at(-1), { state: "connecting", attempt: 3 });
  const told = [
    { state: "open" },
    { state: "waiting", attempt: 2, delay: 500, reason: "cut" },
    { state: "failed", reason: "signed out" },
  ];
  for (const connection of told) tauri.emit(CONNECTION_EVENT, connection);
  assert.deepEqual(host.states.slice(-3), told);

  const wrong = [
    null,
    5,
    { state: "closed" },
    { state: "toString" },
    { state: "waiting", attempt: 2 },
    { state: "failed" },
  ];
  for (const connection of wrong) tauri.emit(CONNECTION_EVENT, connection);
  assert.equal(host.refusals.length, wrong.length);
  assert.deepEqual(host.states.slice(-3), told);
});

test("without names it says why it fails", async () => {
  const { host } = setUp({ events: undefined });
  await turns();
  assert.deepEqual(host.states.at(-1), {
    state: "failed",
    reason: "the manifest says nothing of `tauri`, and no names are given",
  });
});

// The package finds its window in `window`, which Node.js does not have.
before(() => Object.assign(globalThis, { window: globalThis }));
after(() => Reflect.deleteProperty(globalThis, "window"));

test("the installed package is found and used", async () => {
  const invoked: unknown[] = [];
  mockIPC(
    (command, args) => {
      invoked.push([command, args]);
      return command.endsWith("ready") ? { state: "open" } : null;
    },
    { shouldMockEvents: true },
  );
  const host = recordingHost();
  const open = new Promise<void>((resolve) => {
    const connection = host.connection;
    host.connection = (value) => {
      connection(value);
      if (value.state === "open") resolve();
    };
  });
  const link = tauriTransport().start({
    ...host,
    tauri: EVENTS,
    connection: (value) => host.connection(value),
  });
  await open;
  const { emit } = await import("@tauri-apps/api/event");
  await emit("ws:greeted", { type: "greeted" });
  await link.send("frame");
  assert.deepEqual(host.frames, [{ type: "greeted" }]);
  assert.deepEqual(invoked, [
    ["plugin:samewire|ready", {}],
    ["plugin:samewire|send", { frame: "frame" }],
  ]);
  link.close();
  await emit("ws:greeted", { type: "greeted" });
  assert.equal(host.frames.length, 1);
  clearMocks();
});
