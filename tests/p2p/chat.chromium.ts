// What two people see of each other: presence, messages, and who types.

import assert from "node:assert/strict";
import { test } from "node:test";

import { heldClock, type Person, type Stage, setUp, stage } from "./harness/stage.js";

setUp();

/** Resolves when the server has done all that a page had sent before: frames of one connection are handled in their order. */
async function isHandled(on: Stage, page: Person): Promise<void> {
  const mallory = await on.client("mallory");
  await page.sees("mallory");
  await on.server.message("mallory", "bob", "Are you there?");
  await page.opens("mallory");
  await page.draft.fill("x");
  await mallory.hears("that bob types", ({ event, data }) => event === "typing" && data["typing"] === true);
  mallory.close();
}

test("two see each other come and go, and when the one was last seen", async (t) => {
  const on = await stage(t);
  const alice = await on.person("alice");
  await alice.page.getByText("Nobody is here yet").waitFor();
  const bob = await on.person("bob");
  await alice.sees("bob", "online");
  await bob.sees("alice", "online");
  await bob.page.close();
  await alice.sees("bob", "offline");
  await alice.opens("bob");
  const seen = await alice.page.getByText("last seen").locator("time").getAttribute("datetime");
  assert.ok(Math.abs(Date.now() - Date.parse(String(seen))) < 120_000, String(seen));
});

/** A message arrives while its conversation is not open, and is opened. */
async function readsOne(on: Stage): Promise<number> {
  const bob = await on.person("bob");
  await on.server.message("alice", "bob", "Hey there!");
  await bob.sees("alice", "Hey there!", "1 unread");
  await on.server.message("alice", "bob", "Are you asleep?");
  await bob.sees("alice", "Are you asleep?", "2 unread");
  assert.equal(await on.server.unread("bob", "alice"), 2);
  await bob.opens("alice");
  await bob.contact("alice").filter({ hasText: "unread" }).waitFor({ state: "detached" });
  assert.deepEqual(await bob.page.locator(".bubble").allInnerTexts().then(words), [
    "Hey there!",
    "Are you asleep?",
  ]);
  await isHandled(on, bob);
  return await on.server.unread("bob", "alice");
}

/** Texts without the times below them. */
function words(texts: readonly string[]): readonly string[] {
  return texts.map((text) => String(text.split("\n")[0]).trim());
}

test("a message arrives with its preview, unread; who opens it has read it", async (t) => {
  assert.equal(await readsOne(await stage(t)), 0);
});

test("a page that does not say what was read is found out", async (t) => {
  const mistakes = [
    { file: "chat.ts", from: 'if (isOpen) void send("mark_read"', to: 'if (!isOpen) void send("mark_read"' },
  ];
  assert.equal(await readsOne(await stage(t, { mistakes })), 2);
});

test("what arrives in the open conversation is read at once", async (t) => {
  const on = await stage(t);
  const bob = await on.person("bob");
  await on.server.message("alice", "bob", "Hey there!");
  await bob.opens("alice");
  await on.server.message("alice", "bob", "Still there?");
  await bob.page.getByRole("log").getByText("Still there?").waitFor();
  assert.equal(await bob.contact("alice").getByText("unread").count(), 0);
  await isHandled(on, bob);
  assert.equal(await on.server.unread("bob", "alice"), 0);
});

/** Alice writes to bob, who comes later: what the mark beside her message says, before and behind that. */
async function marks(on: Stage): Promise<readonly string[]> {
  const alice = await on.person("alice");
  const id = await on.server.message("alice", "bob", "Read this when you are back");
  await alice.sees("bob", "You: Read this");
  await alice.opens("bob");
  const mark = () => alice.messages().locator(".mark").getAttribute("title").then(String);
  const before = await mark();
  const heard = await on.client("alice");
  const bob = await on.person("bob");
  await bob.opens("alice");
  await bob.messages().filter({ hasText: "while away" }).waitFor();
  await heard.hears("that it is delivered", ({ data }) => data["msg_id"] === id);
  // It comes behind: when this is there, the page has heard of the other.
  await on.server.message("bob", "alice", "I am back");
  await alice.messages().filter({ hasText: "I am back" }).waitFor();
  return [before, await mark()];
}

test("a message that was sent is marked when it has arrived", async (t) => {
  assert.deepEqual(await marks(await stage(t)), ["Sent", "Delivered"]);
});

test("a page that does not mark it is found out", async (t) => {
  const mistakes = [{ file: "stores/chatStore.ts", from: "delivered: true", to: "" }];
  assert.deepEqual(await marks(await stage(t, { mistakes })), ["Sent", "Sent"]);
});

/** How often each message and its unread count are there, when everything from the server comes twice. */
async function twice(on: Stage): Promise<readonly string[]> {
  const bob = await on.person("bob", {
    arrange: (page) =>
      page.routeWebSocket(/\/events/, (route) => {
        const server = route.connectToServer();
        server.onMessage((frame) => {
          route.send(frame);
          route.send(frame);
        });
      }),
  });
  await on.server.message("alice", "bob", "one");
  await on.server.message("alice", "bob", "two");
  // What mallory says comes behind both.
  await on.server.message("mallory", "bob", "three");
  await bob.sees("mallory", "three");
  const unread = await bob.contact("alice").locator(".unread").innerText();
  await bob.opens("alice");
  return [String(Number.parseInt(unread, 10)), ...words(await bob.page.locator(".bubble").allInnerTexts())];
}

test("what comes twice is there once", async (t) => {
  assert.deepEqual(await twice(await stage(t)), ["2", "one", "two"]);
});

test("a page that takes it twice is found out", async (t) => {
  const mistakes = [
    { file: "stores/chatStore.ts", from: "msg_id === message.msg_id", to: "msg_id === undefined" },
  ];
  assert.deepEqual(await twice(await stage(t, { mistakes })), ["4", "one", "one", "two", "two"]);
});

/** What bob's side hears of alice's typing: five keys, and silence. */
async function typed(on: Stage): Promise<readonly unknown[]> {
  const bob = await on.client("bob");
  const alice = await on.person("alice", { arrange: heldClock });
  await alice.opens("bob");
  await alice.draft.pressSequentially("hello");
  await alice.passes(999);
  await on.server.message("mallory", "bob", "now");
  await bob.hears("the word that it is now", ({ data }) => data["text"] === "now");
  await alice.passes(1);
  await bob.hears("that it is over", ({ data }) => data["typing"] === false);
  const heard = bob.heard.filter(({ event }) => event === "typing" || event === "new_message");
  return heard.map(({ data }) => data["typing"] ?? data["text"]);
}

test("who types is told of at once, once, and when a second has passed in silence", async (t) => {
  assert.deepEqual(await typed(await stage(t)), [true, "now", false]);
});

test("a page that tells of each key is found out", async (t) => {
  const mistakes = [
    { file: "typing.ts", from: "now - this.#saidAt >= TYPING_DEBOUNCE", to: "now >= this.#saidAt" },
  ];
  assert.deepEqual(await typed(await stage(t, { mistakes })), [true, true, true, true, true, "now", false]);
});

test("one types, the other sees it in both places, until it is over", async (t) => {
  const on = await stage(t);
  const alice = await on.person("alice", { arrange: heldClock });
  const bob = await on.person("bob");
  await alice.opens("bob");
  await bob.opens("alice");
  await alice.draft.pressSequentially("Hi");
  await bob.page.getByText("alice is typing…").waitFor();
  await bob.sees("alice", "is typing…");
  await alice.passes(1_000);
  await bob.page.getByText("is typing…").first().waitFor({ state: "detached" });
});

/** How long bob's page shows that somebody types who never says that it is over (ms), looked at each second. */
async function shownFor(on: Stage): Promise<number> {
  const mallory = await on.client("mallory");
  const bob = await on.person("bob", { arrange: heldClock });
  mallory.send({ event: "typing", data: { to: "bob", typing: true } });
  await bob.sees("mallory", "is typing…");
  for (let time = 1_000; time <= 8_000; time += 1_000) {
    await bob.passes(1_000);
    if ((await bob.contact("mallory").getByText("is typing…").count()) === 0) return time;
  }
  return Number.POSITIVE_INFINITY;
}

test("of somebody who never says that it is over, it is shown for five seconds", async (t) => {
  assert.equal(await shownFor(await stage(t)), 5_000);
});

test("a page that shows it for ever is found out", async (t) => {
  const mistakes = [{ file: "stores/chatStore.ts", from: "if (!typing) return", to: "if (typing) return" }];
  assert.equal(await shownFor(await stage(t, { mistakes })), Number.POSITIVE_INFINITY);
});

test("what is to be sent is shown as what the server's terminal takes", async (t) => {
  const on = await stage(t);
  const bob = await on.person("bob");
  await on.server.message("alice", "bob", "Hey there!");
  await bob.opens("alice");
  await bob.draft.fill("  Hello <b>you</b> ");
  await bob.page.keyboard.press("Enter");
  const command = await bob.page.locator(".command code").innerText();
  assert.equal(command, "message bob alice Hello <b>you</b>");
  assert.equal(await bob.draft.inputValue(), "");
  await on.server.message("bob", "alice", "Hello <b>you</b>");
  await bob.messages().filter({ hasText: "Hello <b>you</b>" }).waitFor();
});
