// Pages that come, go and come again while events arrive: nothing is lost, nothing comes twice, and the order is kept.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { numbered, numbersIn, upTo } from "./harness/numbered.js";
import { GUARD, isOpen, type Line, run } from "./harness/page.js";
import { startServer } from "./harness/server.js";
import { assets, hasHeard, inWindow, relay } from "./harness/suite.js";
import { type App, openWindow } from "./harness/window.js";

/** What an app has dropped, and what it says that went wrong. */
async function losses(app: App): Promise<unknown> {
  const { dropped, bad } = await app.ask({ do: "stats" });
  return { dropped, bad, problems: app.reports.lines.filter(({ kind }) => kind === "problem") };
}

const NONE = { dropped: 0, bad: 0, problems: [] };

inWindow("events that come before the page listens", { idle: true }, async (app) => {
  // The page is not loaded yet when the first ones come.
  await relay(app, numbered(0, 100));
  await app.reports.until("that it is loaded", ({ kind }) => kind === "loaded");
  await relay(app, numbered(100, 100));
  const mounted = run(app, "void (desk.page = desk.mount())");
  await relay(app, numbered(200, 100));
  await mounted;
  await isOpen(app);
  await relay(app, numbered(300, 1));
  await hasHeard(app, 300);
  assert.deepEqual(numbersIn(app.reports.lines), upTo(301));
  assert.deepEqual(await losses(app), NONE);
});

inWindow("the control: what Tauri emits before the page listens is lost", { idle: true }, async (app) => {
  await app.reports.until("that it is loaded", ({ kind }) => kind === "loaded");
  const [early, late] = numbered(0, 2);
  await app.ask({ do: "emit_str", name: "ws:typing_start", text: early });
  await run(app, "void (desk.page = desk.mount())");
  await isOpen(app);
  await app.ask({ do: "emit_str", name: "ws:typing_start", text: late });
  await hasHeard(app, 1);
  assert.deepEqual(numbersIn(app.reports.lines), [1]);
});

inWindow("mount, unmount, mount at once, as React's StrictMode does", { idle: true }, async (app) => {
  await app.reports.until("that it is loaded", ({ kind }) => kind === "loaded");
  await relay(app, numbered(0, 50));
  const order = "void ((desk.page = desk.mount()), desk.page.unmount(), (desk.page = desk.mount()))";
  const mounted = run(app, order);
  await relay(app, numbered(50, 50));
  await mounted;
  await isOpen(app);
  await relay(app, numbered(100, 1));
  await hasHeard(app, 100);
  assert.deepEqual(numbersIn(app.reports.lines), upTo(101));
  // While it hears, the same once more.
  const again = run(app, `void (desk.page.unmount(), ${order.slice(5)})`);
  for (let from = 101; from < 401; from += 20) await relay(app, numbered(from, 20));
  await again;
  await hasHeard(app, 400);
  assert.deepEqual(numbersIn(app.reports.lines), upTo(401));
  assert.deepEqual(await losses(app), NONE);
});

inWindow("the control: a listener by hand hears twice in that order", {}, async (app) => {
  await run(app, "desk.byHand()");
  await relay(app, numbered(0, 3));
  const last = await hasHeard(app, 2);
  const before = app.reports.lines.slice(0, app.reports.lines.indexOf(last));
  // Of the last one it may have heard too.
  const count = before.filter(({ kind }) => kind === "by hand").length;
  assert.ok(count >= 4, `${count} times of two`);
});

inWindow("a thousand mounts and unmounts", {}, async (app) => {
  const listeners = async () => Number(await run(app, "__TAURI_INTERNALS__.callbacks.size"));
  const before = await listeners();
  let count = 0;
  for (; count < 1_000; count += 10) {
    // Most go before they listen.
    const mounted = run(app, "desk.remount(9, false).then(() => desk.remount(1, true))");
    await relay(app, numbered(count, 10));
    await mounted;
  }
  await relay(app, numbered(count, 1));
  await hasHeard(app, count);
  assert.deepEqual(numbersIn(app.reports.lines), upTo(count + 1));
  assert.deepEqual(await losses(app), NONE);
  // Only the last one listens: the others let go of all that they held. One alone holds 71, and calls hold some.
  const end = Date.now() + GUARD;
  while ((await listeners()) >= before + 50) assert.ok(Date.now() < end, "listeners are left");
});

inWindow("a window that is closed, and opened again", {}, async (app) => {
  await relay(app, numbered(0, 20));
  await hasHeard(app, 19);
  await app.ask({ do: "close", window: "main" });
  await relay(app, numbered(20, 50));
  app.reports.restart();
  await app.tell({ do: "open", window: "main", idle: false });
  await isOpen(app);
  await relay(app, numbered(70, 1));
  await hasHeard(app, 70);
  assert.deepEqual(numbersIn(app.reports.lines), upTo(71));
  assert.deepEqual(await losses(app), NONE);
});

inWindow("a second window hears what comes from its opening on, and the first goes on", {}, async (app) => {
  await relay(app, numbered(0, 20));
  await hasHeard(app, 19);
  await app.tell({ do: "open", window: "second", idle: false });
  const second = app.window("second");
  await isOpen(second);
  await relay(app, numbered(20, 20));
  await hasHeard(second, 39);
  await hasHeard(app, 39);
  assert.deepEqual(numbersIn(second.reports.lines), upTo(40).slice(20));
  assert.deepEqual(numbersIn(app.reports.lines), upTo(40));
  await app.ask({ do: "close", window: "second" });
  await relay(app, numbered(40, 1));
  await hasHeard(app, 40);
  assert.deepEqual(numbersIn(app.reports.lines), upTo(41));
});

inWindow("reloads in the middle of a stream", {}, async (app) => {
  const count = await reloadFiveTimes(app, (frame) => relay(app, [frame]));
  await relay(app, numbered(count, 1));
  await hasHeard(app, count);
  console.log(`${count} events came during five reloads`);
  assert.deepEqual(numbersIn(app.reports.lines), upTo(count + 1));
  assert.deepEqual(await losses(app), NONE);
});

inWindow("the control: what Tauri emits during a reload is lost", {}, async (app) => {
  const emit = async (text: string) =>
    void (await app.ask({ do: "emit_str", name: "ws:typing_start", text }));
  const count = await reloadFiveTimes(app, emit);
  await relay(app, numbered(count, 1));
  await hasHeard(app, count);
  assert.ok(numbersIn(app.reports.lines).length < count);
});

inWindow("more than is kept for a page that does not listen", { idle: true }, async (app) => {
  await relay(app, numbered(0, 5_000));
  await app.reports.until("that it is loaded", ({ kind }) => kind === "loaded");
  await run(app, "void (desk.page = desk.mount())");
  await hasHeard(app, 4_999);
  assert.deepEqual(numbersIn(app.reports.lines), upTo(5_000).slice(-4_096));
  const [told, ...more] = app.reports.lines.filter(({ kind }) => kind === "problem");
  assert.match(JSON.stringify(told), /904/);
  assert.deepEqual(more, []);
  assert.equal((await app.ask({ do: "stats" }))["dropped"], 904);
});

test("the control: what an app writes to its standard error is noticed", async () => {
  const app = await openWindow({ assets });
  await app.tell({ do: "no such thing" });
  await app.close();
  assert.match(app.complaints.join("\n"), /no such thing/);
});

const server = await startServer();
const connected = { server: server.address("desktop") };

inWindow("ten thousand events in a burst", connected, async (app) => {
  await server.connected("desktop");
  await server.send("desktop", numbered(0, 10_000));
  await hasHeard(app, 9_999);
  assert.deepEqual(numbersIn(app.reports.lines), upTo(10_000));
  assert.deepEqual(await losses(app), NONE);
});

inWindow("a thousand frames that a page sends at once", connected, async (app) => {
  await server.connected("desktop");
  const before = server.heard("desktop").length;
  const frames = upTo(1_000).map((number) => `{"id":"${number}","type":"ping"}`);
  await run(app, `desk.send(${JSON.stringify(frames)}, true)`);
  const heard = await server.heardFrames("desktop", before + 1_000);
  assert.deepEqual(heard.slice(before), frames);
});

inWindow("a server that is killed, and started again", connected, async (app) => {
  await server.connected("desktop");
  await server.send("desktop", numbered(0, 100));
  await hasHeard(app, 99);
  const since = app.reports.lines.length;
  await server.kill();
  await app.reports.until("that it waits", isIn("waiting"), since);
  const sending = run(app, `desk.send(${JSON.stringify(['{"type":"ping"}', '{"id":"7","type":"ping"}'])})`);
  const second = await startServer(server.port);
  await second.connected("desktop");
  await isOpen(app, since);
  await sending;
  assert.deepEqual(await second.heardFrames("desktop", 2), ['{"type":"ping"}', '{"id":"7","type":"ping"}']);
  await second.send("desktop", numbered(100, 100));
  await hasHeard(app, 199);
  assert.deepEqual(numbersIn(app.reports.lines), upTo(200));
  assert.deepEqual(await losses(app), NONE);
  await second.kill();
});

after(() => server.kill());

/** Reloads, and delivers numbered frames until the page is there again; how many there were. */
async function reloadFiveTimes(app: App, deliver: (frame: string) => Promise<void>): Promise<number> {
  const loads = () => app.reports.lines.filter(({ kind }) => kind === "loaded").length;
  let count = 0;
  for (let load = 1; load <= 5; load++) {
    await app.act("location.reload()");
    for (; loads() === load; count += 1) {
      await deliver(numbered(count, 1)[0] as string);
      // Without it the main thread would come to nothing else.
      await app.ask({ do: "turn" });
    }
    await isOpen(app, app.reports.lines.map(({ kind }) => kind).lastIndexOf("loaded"));
  }
  return count;
}

function isIn(state: string): (line: Line) => boolean {
  return ({ kind, connection }) => kind === "connection" && (connection as Line)["state"] === state;
}
