// Sending by way of a Tauri app.

import assert from "node:assert/strict";
import { test } from "node:test";

import { SendError } from "../../../runtime/typescript/protocol.js";
import { type TauriOptions, tauriTransport } from "../../../runtime/typescript/tauri.js";
import { recordingHost } from "./fakes.js";
import { EVENTS, FakeTauri, setUp, turns } from "./tauris.js";

test("who hears that it is open sends after what was queued", async () => {
  const tauri = new FakeTauri();
  const link = tauriTransport({ events: EVENTS, api: () => tauri, handshake: false }).start({
    ...recordingHost(),
    connection: ({ state }) => state === "open" && void link.send("2"),
  });
  await link.send("1");
  await tauri.settle();
  assert.deepEqual(tauri.given("send"), [{ frame: "1" }, { frame: "2" }]);
});

test("frames are kept until the page listens, and sent by the command", async () => {
  const { tauri, link, host } = setUp({ sendCommand: "send_event", handshake: false });
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

/** A link that is ready, in a Tauri whose commands are answered by the test, in the order in which they came. */
async function slowTauri(options: TauriOptions = {}) {
  const { tauri, link, host } = setUp({ handshake: false, ...options });
  await tauri.settle();
  const answers: ((error?: unknown) => void)[] = [];
  const invoked: unknown[] = [];
  tauri.invoke = (_, args) => {
    invoked.push(args?.["frame"]);
    return new Promise((resolve, reject) => answers.push((error) => (error ? reject(error) : resolve(null))));
  };
  const answer = async (at: number, error?: unknown): Promise<void> => {
    answers[at]?.(error);
    await turns();
  };
  return { link, host, invoked, answer };
}

test("a frame is given to Tauri when the one before has been taken or refused", async () => {
  const { link, host, invoked, answer } = await slowTauri();
  const first = link.send("1");
  let isWanted = true;
  await Promise.all([link.send("2"), link.send("not wanted", () => isWanted), link.send("3")]);
  isWanted = false;
  assert.deepEqual(invoked, ["1"]);
  await Promise.all([assert.rejects(first, { message: "too large" }), answer(0, "too large")]);
  assert.deepEqual(invoked, ["1", "2"]);
  await answer(1, "not JSON");
  assert.deepEqual([invoked, host.drops], [["1", "2", "3"], ["a queued frame is given up: not JSON"]]);
  await answer(2);
});

test("frames that wait for those before them are bounded", async () => {
  const { link, invoked, answer } = await slowTauri({ queue: { frames: 0, size: 1 } });
  const first = link.send("1");
  await link.send("2");
  await assert.rejects(link.send("3"), { code: "full", message: "the app is too slow" });
  assert.deepEqual(invoked, ["1"]);
  await answer(0);
  await answer(1);
  await first;
});

test("what was sent before a link is closed still goes out, in order", async () => {
  const { link, invoked, answer } = await slowTauri();
  void link.send("1");
  void link.send("2");
  link.close();
  await assert.rejects(link.send("late"), { code: "closed" });
  await answer(0);
  assert.deepEqual(invoked, ["1", "2"]);
  await answer(1);
});

test("a command that is never answered holds nobody up for good", async ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { link, invoked } = await slowTauri();
  const first = assert.rejects(link.send("1"), { message: "no answer within 10000 ms" });
  await link.send("2");
  mock.timers.tick(10_000);
  await first;
  await turns();
  assert.deepEqual(invoked, ["1", "2"]);
});

test("a queued frame that the app refuses is told, unless the link is closed by then", async () => {
  const { tauri, link, host } = setUp({ handshake: false, queue: { frames: 1 } });
  await link.send("1");
  await assert.rejects(link.send("2"), (error) => error instanceof SendError && error.code === "full");
  const offline = async () => {
    throw new Error("offline");
  };
  tauri.invoke = offline;
  await tauri.settle();
  assert.deepEqual(host.drops, ["a queued frame is given up: offline"]);

  const closed = setUp({ handshake: false });
  await closed.link.send("1");
  closed.tauri.invoke = async () => {
    closed.link.close();
    return offline();
  };
  await closed.tauri.settle();
  assert.deepEqual(closed.host.drops, []);
});
