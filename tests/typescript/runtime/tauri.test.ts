// Listening by way of a Tauri app.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { clearMocks, mockIPC, mockWindows } from "@tauri-apps/api/mocks";

import { decodePayload, lookup } from "../../../runtime/typescript/frame.js";
import { SendError } from "../../../runtime/typescript/protocol.js";
import { tauriTransport } from "../../../runtime/typescript/tauri.js";
import { recordingHost } from "./fakes.js";
import { EVENTS, FakeTauri, setUp, turns } from "./tauris.js";

test("it listens to all names first, then asks, and is open when that is answered", async () => {
  const { tauri, host, states, answer } = setUp({ plugin: "samewire" });
  await turns();
  assert.deepEqual(
    [...tauri.listening.keys()],
    ["ws:greeted", "ws:call-ended", "samewire:frame", "samewire:connection", "samewire:ready"],
  );
  assert.deepEqual([tauri.invoked, states()], [[], ["connecting"]]);
  await tauri.settle();
  const [[command, asked] = []] = tauri.invoked;
  assert.deepEqual([command, Object.keys(asked as object)], ["plugin:samewire|ready", ["link"]]);
  assert.deepEqual(states(), ["connecting"]);
  answer();
  assert.deepEqual(states(), ["connecting", "open"]);
  tauri.emit("ws:greeted", { type: "greeted" });
  tauri.emit("samewire:frame", { frame: '{"type":"novel"}' });
  assert.deepEqual(host.frames, [{ type: "greeted" }, '{"type":"novel"}']);
});

test("the name of the plugin is in all names and commands", async () => {
  const { tauri, link, answer } = setUp({ plugin: "chat" });
  await tauri.settle();
  answer({ connection: { state: "failed", reason: "signed out" } });
  await link.send("frame");
  link.reconnect?.();
  await turns();
  assert.deepEqual(
    tauri.invoked.map(([command]) => command),
    ["plugin:chat|ready", "plugin:chat|send", "plugin:chat|reconnect"],
  );
  assert.deepEqual([...tauri.listening.keys()].slice(2), ["chat:frame", "chat:connection", "chat:ready"]);
});

test("without a handshake it is open when it listens, and nobody is asked", async () => {
  const { tauri, host, link, states } = setUp({ handshake: false, plugin: "own" });
  await turns();
  assert.deepEqual([...tauri.listening.keys()].slice(2), ["own:frame", "own:connection"]);
  tauri.emit("ws:greeted", { early: true });
  await tauri.settle();
  tauri.emit("own:frame", { frame: "{}" });
  assert.deepEqual(host.frames, [{ early: true }, "{}"]);
  assert.deepEqual([tauri.invoked, states()], [[], ["connecting", "open"]]);
  // There is no command for it.
  tauri.emit("own:connection", { state: "failed", reason: "signed out" });
  link.reconnect?.();
  assert.deepEqual(tauri.invoked, []);
});

test("frames come as objects or as text, payloads come alone with their name", async () => {
  const text = setUp({ events: { ...EVENTS, payload: "text" } });
  await text.open();
  text.tauri.emit("ws:greeted", '{"type":"greeted"}');
  assert.deepEqual(text.host.frames, ['{"type":"greeted"}']);

  const alone = setUp({ events: { ...EVENTS, payload: "alone" } });
  await alone.open();
  alone.tauri.emit("ws:call-ended", { reason: 1 });
  alone.tauri.emit(`${alone.plugin}:frame`, { frame: '{"type":"novel"}' });
  assert.deepEqual(alone.host.frames, [["call.ended", { reason: 1 }], '{"type":"novel"}']);

  // Names are channels, and payloads texts.
  const named = setUp({ events: { ...EVENTS, payload: "text", named: true } });
  await named.open();
  named.tauri.emit("ws:call-ended", '{"reason":1}');
  assert.deepEqual(named.host.frames, [["call.ended", '{"reason":1}']]);
});

test("events of the desktop's own come alone, whatever the others do", async () => {
  for (const payload of ["object", "text", "alone"] as const) {
    const { tauri, host, open } = setUp({ events: { ...EVENTS, payload, desktop: ["app:ready"] } });
    await open();
    tauri.emit("app:ready", { level: 1 });
    // A text is no frame yet.
    tauri.emit("app:ready", "{}");
    assert.deepEqual(host.frames, [
      ["desktop", "app:ready", { level: 1 }],
      ["desktop", "app:ready", '"{}"'],
    ]);
  }
});

test("a payload that comes alone is what it is: a text is not taken for JSON", async () => {
  const { tauri, host, open } = setUp({ events: { ...EVENTS, payload: "alone" } });
  await open();
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

test("what Tauri cannot carry under a name of its own comes as text, alone or with its name", async () => {
  const { tauri, host, plugin, open } = setUp();
  await open();
  const carried = (value: unknown) => tauri.emit(`${plugin}:frame`, value);
  carried({ frame: '{"type":"__proto__"}' });
  // It goes under a name of its own too, to which nobody listens here, or somebody does.
  carried({ frame: "1", event: "ws:novel" });
  carried({ frame: "2", event: "ws:greeted" });
  // Names are channels: the frame is the payload.
  carried({ frame: "{}", name: "novel" });
  carried({ frame: "3", name: "novel", event: "ws:novel" });
  assert.deepEqual(host.frames, ['{"type":"__proto__"}', "1", ["novel", "{}"], ["novel", "3"]]);
  // The payload of an event that the page knows, by a name that the wire may not.
  carried({ frame: "{}", of: "ws:call-ended" });
  assert.deepEqual(host.frames.splice(4), [["call.ended", "{}"]]);
  // An event of the app's own, and one from the server that is called so.
  carried({ frame: '{"__proto__":1}', name: "app:ready", desktop: true });
  carried({ frame: "{}", name: "app:ready" });
  assert.deepEqual(host.frames.splice(4), [
    ["desktop", "app:ready", '{"__proto__":1}'],
    ["app:ready", "{}"],
  ]);
  // A frame has a member of this name that says nothing of where it goes.
  tauri.emit("ws:greeted", { event: "ws:greeted" });
  assert.equal(host.frames.length, 5);

  carried({ dropped: "the queue is full" });
  assert.deepEqual(host.drops, ["the queue is full"]);
  carried({ error: "message.id: expected uuid" });
  for (const wrong of [null, "text", 5, {}, { frame: {} }, { frame: "{}", name: 5 }, []]) carried(wrong);
  assert.deepEqual(host.refusals, [
    "message.id: expected uuid",
    ...Array(7).fill(`${plugin}:frame carries no frame`),
  ]);
});

test("closed before listening came about: each is ended when it has, and none is heard", async () => {
  const { tauri, host, link, states } = setUp();
  await turns();
  link.close();
  tauri.emit("ws:greeted", {});
  assert.equal(tauri.size, 5);
  await tauri.settle();
  assert.equal(tauri.size, 0);
  assert.deepEqual([host.frames, tauri.invoked, states()], [[], [], ["connecting"]]);
});

test("closed before Tauri was found: nothing is listened to", async () => {
  const { tauri, link } = setUp();
  link.close();
  await turns();
  assert.equal(tauri.waiting.length, 0);
});

test("closed when all is set up: all listening ends", async () => {
  const { tauri, link, open } = setUp();
  await open();
  link.close();
  assert.equal(tauri.size, 0);
  await assert.rejects(link.send("x"), (error) => error instanceof SendError && error.code === "closed");
});

test("a name that may not be listened to fails all, lets go of the others, and can be tried again", async () => {
  const { tauri, host, link, answer } = setUp();
  tauri.refused = "ws:call-ended";
  await link.send("queued");
  await tauri.settle();
  assert.deepEqual(host.states.at(-1), { state: "failed", reason: "ws:call-ended not allowed" });
  assert.equal(tauri.size, 0);
  assert.deepEqual(host.drops, ["the connection is failed: a queued frame is given up"]);
  await assert.rejects(link.send("x"), (error) => error instanceof SendError && error.code === "failed");

  tauri.refused = undefined;
  link.reconnect?.();
  await tauri.settle();
  answer();
  assert.equal(host.states.at(-1)?.state, "open");
  link.reconnect?.();
  assert.equal(tauri.size, 5);

  const failing = setUp();
  failing.tauri.refused = "ws:greeted";
  await turns();
  failing.link.close();
  await failing.tauri.settle();
  assert.deepEqual(failing.states(), ["connecting"]);
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
    const link = tauriTransport({ events: EVENTS, api: () => tauri, handshake: false }).start({
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
  const heard: string[] = [];
  const link = tauriTransport({ events: EVENTS, api: () => tauri }).start({
    ...recordingHost(),
    connection: ({ state }) => state === "connecting" && heard.push(state) > 1 && link.close(),
  });
  await tauri.settle();
  tauri.refused = undefined;
  link.reconnect?.();
  await tauri.settle();
  assert.deepEqual([heard, tauri.invoked, tauri.size], [["connecting", "connecting"], [], 0]);
});

test("without names it says why it fails", async () => {
  const { host } = setUp({ events: undefined });
  await turns();
  assert.deepEqual(host.states.at(-1), {
    state: "failed",
    reason: "the manifest says nothing of `tauri`, and no names are given",
  });
});

test("outside of Tauri it fails, and says where it is", async () => {
  const host = recordingHost();
  const failed = new Promise<void>((resolve) => {
    const connection = host.connection;
    host.connection = (value) => {
      connection(value);
      if (value.state === "failed") resolve();
    };
  });
  tauriTransport().start({ ...host, tauri: EVENTS, connection: (value) => host.connection(value) });
  await failed;
  assert.deepEqual(host.states.at(-1), {
    state: "failed",
    reason: "this page is in no window of a Tauri app",
  });
});

// The package finds its window in `window`, which Node.js does not have.
before(() => Object.assign(globalThis, { window: globalThis }));
after(() => Reflect.deleteProperty(globalThis, "window"));

test("the installed package is found and used; it listens for its own webview", async () => {
  const { emit } = await import("@tauri-apps/api/event");
  const invoked: unknown[] = [];
  const targets = new Set<unknown>();
  mockWindows("main");
  mockIPC(
    async (command, args) => {
      invoked.push(command);
      const { link } = args as { readonly link?: string };
      if (link !== undefined) {
        await emit("installed:ready", { link, session: "one", position: 0, dropped: 0, missed: [] });
      }
      return null;
    },
    { shouldMockEvents: true },
  );
  const { __TAURI_INTERNALS__: internals } = globalThis as never as {
    readonly __TAURI_INTERNALS__: { invoke(command: string, args: { readonly target?: unknown }): unknown };
  };
  const { invoke } = internals;
  internals.invoke = (command, args) => {
    if (args.target !== undefined) targets.add(JSON.stringify(args.target));
    return invoke(command, args);
  };
  const host = recordingHost();
  const open = new Promise<void>((resolve) => {
    const connection = host.connection;
    host.connection = (value) => {
      connection(value);
      if (value.state === "open") resolve();
    };
  });
  const link = tauriTransport({ plugin: "installed" }).start({
    ...host,
    tauri: EVENTS,
    connection: (value) => host.connection(value),
  });
  await open;
  await emit("ws:greeted", { type: "greeted" });
  await link.send("frame");
  assert.deepEqual(host.frames, [{ type: "greeted" }]);
  assert.deepEqual(invoked, ["plugin:installed|ready", "plugin:installed|send"]);
  assert.deepEqual([...targets], ['{"kind":"Webview","label":"main"}']);
  link.close();
  await emit("ws:greeted", { type: "greeted" });
  assert.equal(host.frames.length, 1);
  clearMocks();
});
