// What a page asks of the Rust side of a Tauri app when it begins to listen, and what becomes of the answer.

import assert from "node:assert/strict";
import { test } from "node:test";

import { DesktopApp, FakeStorage, NAMES, Page } from "./desktop.js";
import { recordingHost } from "./fakes.js";
import { EVENTS, FakeTauri, newPlugin, setUp, turns } from "./tauris.js";

const greeted = (text: unknown) => ["ws:greeted", text] as const;

test("what was missed is heard in order, and what comes before the answer is not", async () => {
  const { tauri, host, answer, plugin } = setUp({ events: { ...EVENTS, desktop: ["app:ready"] } });
  await tauri.settle();
  tauri.emit("ws:greeted", 3);
  tauri.emit(`${plugin}:connection`, { state: "waiting", attempt: 1, delay: 1, reason: "cut" });
  // Another link's, or another plugin's.
  tauri.emit(`${plugin}:ready`, {
    link: "another",
    session: "one",
    position: 9,
    dropped: 0,
    missed: [greeted(9)],
  });
  for (const wrong of [null, "text", 5, {}]) tauri.emit(`${plugin}:ready`, wrong);
  assert.deepEqual([host.frames, host.states.length, host.refusals], [[], 1, []]);
  const missed = [greeted(1), ["app:ready", 2], [`${plugin}:frame`, { frame: "3" }], ["ws:others", 4]];
  answer({ position: 4, missed });
  assert.deepEqual(host.frames, [1, ["desktop", "app:ready", 2], "3"]);
  tauri.emit("ws:greeted", 5);
  answer({ position: 9, missed });
  assert.deepEqual(host.frames.slice(3), [5]);
});

test("the next link is told how far the page has heard", async () => {
  const { tauri, link, plugin, open } = setUp();
  await open({ position: 7, missed: [greeted(6), greeted(7)] });
  tauri.emit("ws:greeted", 8);
  tauri.emit(`${plugin}:frame`, { frame: "9" });
  tauri.emit(`${plugin}:frame`, { error: "10" });
  // Heard under its own name, to nobody, and no message.
  tauri.emit(`${plugin}:frame`, { frame: "11", event: "ws:greeted" });
  tauri.emit("ws:others", 11);
  tauri.emit(`${plugin}:connection`, { state: "open" });
  link.close();
  tauri.emit("ws:greeted", 11);
  const next = setUp({ plugin }, tauri);
  await tauri.settle();
  assert.deepEqual(tauri.asked, { link: tauri.asked.link, session: "one", position: 10 });
  next.answer({ position: 11, missed: [greeted(11)] });
  assert.deepEqual(next.host.frames, [11]);
  assert.equal(new Set(tauri.given("ready").map((asked) => (asked as { link: string }).link)).size, 2);
});

test("a link that is closed by what was missed has heard no more than that", async () => {
  const { tauri, host, link, plugin, open } = setUp();
  const heard: unknown[] = [];
  host.receive = (frame) => {
    heard.push(frame);
    if (frame === 2) link.close();
  };
  await open({ position: 3, missed: [greeted(1), greeted(2), greeted(3)] });
  assert.deepEqual(heard, [1, 2]);
  setUp({ plugin }, tauri);
  await tauri.settle();
  assert.equal(tauri.asked.position, 2);
});

test("mount, unmount, mount: the second asks when the first is answered, and begins where that would have", async () => {
  const tauri = new FakeTauri();
  const first = setUp({}, tauri);
  await tauri.settle();
  first.link.close();
  const second = setUp({ plugin: first.plugin }, tauri);
  await tauri.settle();
  // Its own names stay until then.
  assert.deepEqual([tauri.given("ready").length, tauri.size], [1, 10]);
  first.answer({ position: 5, missed: [greeted(4), greeted(5)] });
  await turns();
  assert.deepEqual([first.host.frames, first.states(), tauri.size], [[], ["connecting"], 5]);
  assert.deepEqual(tauri.asked, { link: tauri.asked.link, session: "one", position: 3 });
  second.answer({ position: 6, missed: [greeted(4), greeted(5), greeted(6)] });
  assert.deepEqual(second.host.frames, [4, 5, 6]);

  // Unmounted sooner: the first asks nothing.
  const early = setUp();
  early.link.close();
  const late = setUp({ plugin: early.plugin }, early.tauri);
  await late.open({ position: 1, missed: [greeted(1)] });
  assert.deepEqual([early.tauri.given("ready").length, late.host.frames, early.tauri.size], [1, [1], 5]);
});

test("two links at once: each hears all, and closing one leaves the other", async () => {
  const tauri = new FakeTauri();
  const plugin = newPlugin();
  const [first, second] = [setUp({ plugin }, tauri), setUp({ plugin }, tauri)];
  await tauri.settle();
  first.answer({ position: 2, missed: [greeted(1), greeted(2)] });
  await turns();
  // It was started before the first had heard anything.
  assert.equal(tauri.asked.position, 0);
  tauri.emit("ws:greeted", 3);
  second.answer({ position: 3, missed: [greeted(1), greeted(2), greeted(3)] });
  tauri.emit("ws:greeted", 4);
  assert.deepEqual(
    [first.host.frames, second.host.frames],
    [
      [1, 2, 3, 4],
      [1, 2, 3, 4],
    ],
  );
  first.link.close();
  tauri.emit("ws:greeted", 5);
  assert.deepEqual([first.host.frames.length, second.host.frames.length], [4, 5]);
});

test("a new run of the app counts anew", async () => {
  const tauri = new FakeTauri();
  const first = setUp({}, tauri);
  await first.open({ position: 9 });
  first.link.close();
  const second = setUp({ plugin: first.plugin }, tauri);
  await second.open({ session: "two", position: 1, missed: [greeted(1)] });
  second.link.close();
  setUp({ plugin: first.plugin }, tauri);
  await tauri.settle();
  assert.deepEqual(tauri.asked, { link: tauri.asked.link, session: "two", position: 1 });
});

test("what the app kept no more is told, with how much it was", async () => {
  for (const [dropped, reason] of [
    [1, "1 message of the app is lost: too much came while this page did not listen"],
    [4_000, "4000 messages of the app are lost: too much came while this page did not listen"],
  ] as const) {
    const { host, open } = setUp();
    await open({ dropped });
    assert.deepEqual(host.drops, [reason]);
  }
});

test("an answer that does not say where the page is, and a command that is refused: it has failed", async () => {
  for (const wrong of [
    { session: 5 },
    { position: "5" },
    { position: 1.5 },
    { dropped: null },
    { missed: {} },
    { missed: [1] },
  ]) {
    const { host, tauri, plugin, answer } = setUp();
    await tauri.settle();
    answer(wrong);
    const reason = `${plugin}:ready does not say where the page is`;
    assert.deepEqual(host.states.at(-1), { state: "failed", reason });
    assert.equal(tauri.size, 0);
  }

  const { tauri, host, link, answer } = setUp();
  const { invoke } = tauri;
  tauri.invoke = async () => {
    throw "samewire.ready not allowed";
  };
  await tauri.settle();
  assert.deepEqual(host.states.at(-1), { state: "failed", reason: "samewire.ready not allowed" });
  assert.equal(tauri.size, 0);
  // The turn is the next one's.
  tauri.invoke = invoke;
  link.reconnect?.();
  await tauri.settle();
  answer();
  assert.equal(host.states.at(-1)?.state, "open");

  // Closed before it is refused.
  const closed = setUp();
  let refuse: (reason: Error) => void = () => {};
  closed.tauri.invoke = () =>
    new Promise((_, reject) => {
      refuse = reject;
    });
  await closed.tauri.settle();
  closed.link.close();
  refuse(new Error("not allowed"));
  await turns();
  assert.deepEqual([closed.states(), closed.tauri.size], [["connecting"], 0]);
});

test("the connection is the one that the Rust side has, and news of it follow", async () => {
  const { tauri, host, plugin, open } = setUp();
  await open({ connection: { state: "connecting", attempt: 3 } });
  assert.deepEqual(host.states.at(-1), { state: "connecting", attempt: 3 });
  const told = [
    { state: "open" },
    { state: "waiting", attempt: 2, delay: 500, reason: "cut" },
    { state: "failed", reason: "signed out" },
  ];
  for (const connection of told) tauri.emit(`${plugin}:connection`, connection);
  assert.deepEqual(host.states.slice(-3), told);

  const wrong = [
    null,
    5,
    { state: "closed" },
    { state: "toString" },
    { state: "waiting", attempt: 2 },
    { state: "failed" },
  ];
  for (const connection of wrong) tauri.emit(`${plugin}:connection`, connection);
  assert.equal(host.refusals.length, wrong.length);
  assert.deepEqual(host.states.slice(-3), told);

  // Nor is early news undone where nobody is asked.
  const own = setUp({ handshake: false });
  await turns();
  own.tauri.emit(`${own.plugin}:connection`, { state: "failed", reason: "signed out" });
  await own.tauri.settle();
  assert.deepEqual(own.states(), ["connecting", "failed"]);
});

test("it connects again by a command where the Rust side waits or has failed", async () => {
  for (const [connection, calls] of [
    [{ state: "open" }, 0],
    [{ state: "connecting", attempt: 1 }, 0],
    [{ state: "waiting", attempt: 1, delay: 1, reason: "cut" }, 1],
    [{ state: "failed", reason: "signed out" }, 1],
  ] as const) {
    const { tauri, link, open } = setUp();
    link.reconnect?.();
    await open({ connection });
    link.reconnect?.();
    assert.equal(tauri.given("reconnect").length, calls);
  }

  const { tauri, host, link, open } = setUp();
  await open({ connection: { state: "failed", reason: "signed out" } });
  tauri.invoke = async () => {
    throw "not allowed";
  };
  link.reconnect?.();
  await turns();
  assert.deepEqual(host.refusals, ["it cannot be connected again: not allowed"]);
  link.reconnect?.();
  link.close();
  await turns();
  assert.equal(host.refusals.length, 1);
});

/** A page over an app, which does at once whatever it is asked. */
function load(app: DesktopApp, storage: unknown) {
  const page = new Page(storage as FakeStorage);
  const host = recordingHost();
  const link = page.start({ events: NAMES, api: () => app }, host);
  const settle = async (): Promise<void> => {
    for (await turns(); !app.isIdle; await turns()) {
      app.serve(0);
      app.evaluate();
    }
  };
  return { page, host, link, settle };
}

test("a page that is loaded again goes on, and after a crash nothing old is left", async () => {
  const app = new DesktopApp();
  const storage = new FakeStorage();
  const first = load(app, storage);
  app.message("greeted");
  await first.settle();
  first.page.fire("pagehide", { persisted: false });
  assert.deepEqual([...storage.items], [["samewire:place", '{"session":"this run","position":1}']]);
  // What it hears while it goes is for the next one.
  app.message("greeted");
  app.evaluate();
  assert.deepEqual(first.host.frames, [1]);
  app.leave();
  const second = load(app, storage);
  await second.settle();
  assert.deepEqual([second.host.frames, storage.items.size], [[2], 0]);
  // It crashes: what it has heard is not known, and not sent again.
  app.leave();
  app.message("greeted");
  const third = load(app, storage);
  await third.settle();
  assert.deepEqual(third.host.frames, [3]);
});

test("a page that goes before it is answered leaves word of that", async () => {
  const app = new DesktopApp();
  const storage = new FakeStorage();
  app.message("greeted");
  const { page, host } = load(app, storage);
  // All listening, and the question.
  for (let served = 0; served < 7; served++, await turns()) app.serve(0);
  page.fire("pagehide", { persisted: false });
  assert.deepEqual([...storage.items], [["samewire:place", '{"session":"","position":0}']]);
  app.leave();
  const next = load(app, storage);
  await next.settle();
  assert.deepEqual([host.frames, next.host.frames], [[], [1]]);
});

test("all links are closed when the page goes: the next page goes on nevertheless", async () => {
  const app = new DesktopApp();
  const storage = new FakeStorage();
  const { page, link, settle } = load(app, storage);
  app.message("greeted");
  await settle();
  link.close();
  // The stream alone still watches.
  assert.equal(page.watching, 1);
  app.message("waking");
  page.fire("pagehide", { persisted: false });
  app.leave();
  const next = load(app, storage);
  await next.settle();
  assert.deepEqual(next.host.frames, [["desktop", "app:waking", 2]]);
});

test("a page that comes back as it was begins anew with what it has, and sends what it sent meanwhile", async () => {
  const app = new DesktopApp();
  const { page, host, link, settle } = load(app, new FakeStorage());
  app.message("greeted");
  await settle();
  page.fire("pageshow", { persisted: false });
  assert.equal(app.isIdle, true);
  page.fire("pagehide", { persisted: true });
  app.leave();
  app.message("unknown");
  page.fire("pageshow", { persisted: true });
  await link.send("frame");
  await settle();
  assert.deepEqual(host.frames, [1, "2"]);
  assert.deepEqual(
    host.states.map(({ state }) => state),
    ["connecting", "open", "connecting", "open"],
  );
  assert.equal(app.listening, 6);
  link.close();
  page.fire("pagehide", { persisted: true });
  page.fire("pageshow", { persisted: true });
  assert.equal(host.states.length, 4);
});

test("storage that is missing, throws, or holds something else is no storage", async () => {
  const throwing = {
    getItem() {
      throw new Error("SecurityError");
    },
    setItem() {
      throw new Error("QuotaExceededError");
    },
  };
  const kept = (text: string) => {
    const storage = new FakeStorage();
    storage.setItem("samewire:place", text);
    return storage;
  };
  const others = ["{", "null", "5", "[]", '{"session":"this run"}', '{"session":5,"position":0}'];
  for (const storage of [undefined, throwing, ...others.map(kept)]) {
    const app = new DesktopApp();
    const { page, host, settle } = load(app, storage);
    app.message("greeted");
    await settle();
    assert.deepEqual(host.frames, [1]);
    page.fire("pagehide", { persisted: false });
  }
});

test("what the app did not keep is counted", async () => {
  const app = new DesktopApp({ keeps: 2 });
  const { host, settle } = load(app, new FakeStorage());
  for (let count = 0; count < 5; count++) app.message("greeted");
  await settle();
  assert.deepEqual([host.frames, host.drops.length], [[4, 5], 1]);
  assert.match(host.drops[0] ?? "", /^3 messages/);
});
