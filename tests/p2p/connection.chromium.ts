// What a page does when its server is gone.

import assert from "node:assert/strict";
import { test } from "node:test";

import { heldClock, type Person, type Stage, setUp, stage } from "./harness/stage.js";

setUp();

/** The guide's delays, in whole seconds. */
const DELAYS = [3, 5, 7, 11, 16, 23, 35, 52, 77, 116];

const LOST = /^Disconnected\. Attempt (\d+) of 10 comes in (\d+) s\.$/;

/** Which attempt is next, and after how many seconds, as the page says; none when it has given up. */
async function next(person: Person): Promise<readonly [attempt: number, seconds: number] | undefined> {
  const words = person.page.locator(".connection p");
  await words.filter({ hasText: /^Disconnected/ }).waitFor();
  const found = LOST.exec(await words.innerText());
  return found === null ? undefined : [Number(found[1]), Number(found[2])];
}

/** Kills the server, lets the page try until it gives up, and gives the delays between its attempts. */
async function attempts(on: Stage, person: Person): Promise<readonly number[]> {
  const delays: number[] = [];
  await on.server.kill();
  for (let attempt = 1; ; attempt++) {
    await person.page
      .locator(".connection p")
      .filter({ hasText: attemptOrEnd(attempt) })
      .waitFor();
    const due = await next(person);
    if (due === undefined) return delays;
    assert.equal(due[0], attempt);
    delays.push(due[1]);
    // Not sooner than it says.
    await person.passes(due[1] * 1_000 - 1_000);
    assert.deepEqual(await next(person), due);
    await person.passes(1_000);
  }
}

function attemptOrEnd(attempt: number): RegExp {
  return new RegExp(`Attempt ${attempt} of 10 comes|cannot be reached`);
}

/** How many are shown as online when the server is gone. */
async function onlineWithout(on: Stage): Promise<number> {
  const bob = await on.person("bob", { arrange: heldClock });
  await on.client("alice");
  await bob.sees("alice", "online");
  await on.server.kill();
  await next(bob);
  return await bob.contact("alice").getByText("online").count();
}

test("while there is no connection nobody is taken for online", async (t) => {
  assert.equal(await onlineWithout(await stage(t)), 0);
  const mistakes = [{ file: "chat.ts", from: "if (wasOpen && !isOpen) forgetPresence();", to: "" }];
  assert.equal(await onlineWithout(await stage(t, { mistakes })), 1);
});

test("a server that comes back is found by itself", async (t) => {
  const on = await stage(t);
  const bob = await on.person("bob", { arrange: heldClock });
  await on.server.kill();
  assert.deepEqual(await next(bob), [1, 3]);
  await on.restart();
  await bob.passes(3_000);
  await bob.says("Connected");
  await on.server.message("alice", "bob", "The server was away");
  await bob.sees("alice", "The server was away", "1 unread");
  await on.client("alice");
  await bob.sees("alice", "online");
});

test("after ten attempts, as far apart as the guide says, it is given up until the user connects again", async (t) => {
  const on = await stage(t);
  const bob = await on.person("bob", { arrange: heldClock });
  assert.deepEqual(await attempts(on, bob), DELAYS);
  await on.restart();
  await bob.passes(3_600_000);
  await bob.says("Disconnected. The server cannot be reached.");
  await bob.page.getByRole("button", { name: "Connect again" }).click();
  await bob.says("Connected");
  await on.server.message("alice", "bob", "Welcome back");
  await bob.sees("alice", "Welcome back");
  // It begins anew.
  await on.server.kill();
  assert.deepEqual(await next(bob), [1, 3]);
});

test("a page that gives up too soon, or tries too soon, is found out", async (t) => {
  for (const [from, to, delays] of [
    ["attempts: ATTEMPTS + 1", "attempts: ATTEMPTS", DELAYS.slice(0, 9)],
    ["factor: 1.5", "factor: 1", DELAYS.map(() => 3)],
  ] as const) {
    const on = await stage(t, { mistakes: [{ file: "connection.ts", from, to }] });
    const bob = await on.person("bob", { arrange: heldClock });
    assert.deepEqual(await attempts(on, bob), delays, to);
  }
});

test("chance shortens the delays, unless it is taken away", async (t) => {
  const on = await stage(t);
  const bob = await on.person("bob", {
    arrange: async (page) => {
      await heldClock(page);
      await page.addInitScript(() => {
        Math.random = () => 0;
      });
    },
  });
  assert.deepEqual(await attempts(on, bob), Array(10).fill(1));
});

test("one may connect before it is time", async (t) => {
  const on = await stage(t);
  const bob = await on.person("bob", { arrange: heldClock });
  await on.server.kill();
  await next(bob);
  await on.restart();
  await bob.page.getByRole("button", { name: "Connect now" }).click();
  await bob.says("Connected");
});

/** What the page says first to a server that has come back, after a conversation was read without it. */
async function saidFirst(on: Stage): Promise<string> {
  const bob = await on.person("bob", { arrange: heldClock });
  await on.server.message("alice", "bob", "Read me");
  await bob.sees("alice", "Read me", "1 unread");
  await on.server.kill();
  await next(bob);
  await bob.opens("alice");
  await on.restart();
  const sent = bob.page.waitForEvent("websocket").then((socket) => socket.waitForEvent("framesent"));
  await bob.passes(3_000);
  await bob.says("Connected");
  await bob.draft.fill("x");
  return JSON.parse(String((await sent).payload)).event;
}

test("what was read while the server was away is said when it is back", async (t) => {
  assert.equal(await saidFirst(await stage(t)), "mark_read");
  const mistakes = [{ file: "chat.ts", from: "else unsaid.set(peer, id);", to: "" }];
  assert.equal(await saidFirst(await stage(t, { mistakes })), "typing");
});
