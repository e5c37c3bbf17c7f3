// What the page does with the browser: notifications, attention, keys, colours, and what it says to screen readers.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

import type { Page } from "playwright-core";

import { given } from "./harness/given.js";
import { type Person, type Stage, setUp, stage } from "./harness/stage.js";

setUp();

interface Shown {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  click(): void;
}

declare global {
  interface Window {
    /** The notifications that were made. */
    shown: Shown[];
    /** What the user says when they are asked. */
    answer: NotificationPermission;
  }
}

/** Notifications that the test sees, where the user has decided this. */
function notifications(permission: NotificationPermission) {
  return (page: Page) =>
    page.addInitScript((permission) => {
      window.shown = [];
      window.answer = "granted";
      class Recorded {
        static permission = permission;
        static async requestPermission(): Promise<NotificationPermission> {
          Recorded.permission = window.answer;
          return window.answer;
        }
        onclick: (() => void) | null = null;
        constructor(title: string, { body = "", tag = "" }: NotificationOptions = {}) {
          window.shown.push({ title, body, tag, click: () => this.onclick?.() });
        }
        close(): void {}
      }
      Object.assign(window, { Notification: Recorded });
    }, permission);
}

const shown = (person: Person): Promise<readonly string[]> =>
  person.page.evaluate(() => window.shown.map(({ title, body }) => `${title}: ${body}`));

/** What is notified of a message in a conversation that is not open, and of one in the open conversation. */
async function notified(on: Stage, permission: NotificationPermission): Promise<readonly string[]> {
  const bob = await on.person("bob", { arrange: notifications(permission) });
  await on.server.message("alice", "bob", "closed");
  await bob.sees("alice", "closed", "1 unread");
  await bob.opens("alice");
  await on.server.message("alice", "bob", "open");
  await bob.messages().filter({ hasText: "open" }).waitFor();
  return await shown(bob);
}

test("a message is notified where the user allows it, and its conversation is not open", async (t) => {
  const on = await stage(t);
  assert.deepEqual(await notified(on, "granted"), ["alice: closed"]);
  for (const permission of ["default", "denied"] as const) {
    const other = await stage(t);
    assert.deepEqual(await notified(other, permission), [], permission);
  }
});

test("a page that notifies without being asked, or of what one looks at, is found out", async (t) => {
  const asked = { file: "notifications.ts", from: 'if (permission() !== "granted") return;', to: "" };
  assert.deepEqual(await notified(await stage(t, { mistakes: [asked] }), "denied"), ["alice: closed"]);
  const active = { file: "chat.ts", from: "activeChat === from &&", to: 'activeChat === "" &&' };
  const both = await notified(await stage(t, { mistakes: [active] }), "granted");
  assert.deepEqual(both, ["alice: closed", "alice: open"]);
});

test("the user is asked once they want it, and a notification opens its conversation", async (t) => {
  const on = await stage(t);
  const bob = await on.person("bob", { arrange: notifications("default") });
  await bob.page.getByRole("button", { name: "Notify me of new messages" }).click();
  await bob.page.getByText("New messages are notified.").waitFor();
  const long = "word ".repeat(60);
  await on.server.message("alice", "bob", long);
  await bob.sees("alice", "1 unread");
  assert.deepEqual(await shown(bob), [`alice: ${long.slice(0, 119)}…`]);
  await bob.page.evaluate(() => window.shown[0]?.click());
  await bob.page.getByRole("heading", { name: "alice" }).waitFor();
  await bob.contact("alice").filter({ hasText: "unread" }).waitFor({ state: "detached" });
});

/** What is unread of the open conversation when a message comes while the tab is hidden, and when the user is back. */
async function hidden(on: Stage): Promise<readonly number[]> {
  const bob = await on.person("bob", { arrange: notifications("granted") });
  await on.server.message("alice", "bob", "one");
  await bob.opens("alice");
  const turn = (state: DocumentVisibilityState) =>
    bob.page.evaluate((state) => {
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await turn("hidden");
  await on.server.message("alice", "bob", "two");
  await bob.sees("alice", "two");
  const unread = () => bob.contact("alice").locator(".unread").count();
  const counts = [await unread()];
  await turn("visible");
  return [...counts, await unread()];
}

test("in a tab that is hidden the open conversation is unread, until the user is back", async (t) => {
  assert.deepEqual(await hidden(await stage(t)), [1, 0]);
});

test("a page that takes for read what nobody looks at is found out", async (t) => {
  const blind = { file: "chat.ts", from: "activeChat === from && isVisible()", to: "activeChat === from" };
  assert.deepEqual(await hidden(await stage(t, { mistakes: [blind] })), [0, 0]);
  const idle = { file: "chat.ts", from: "seen: readOpen", to: "seen() {}" };
  assert.deepEqual(await hidden(await stage(t, { mistakes: [idle] })), [1, 1]);
});

test("all can be done by keys", async (t) => {
  const on = await stage(t);
  const bob = await on.person("bob");
  await on.client("mallory");
  await on.server.message("alice", "bob", "Hey there!");
  await bob.sees("alice", "Hey there!");
  await bob.sees("mallory", "online");
  const focused = () => bob.page.evaluate(() => document.activeElement?.textContent ?? "");
  await bob.page.keyboard.press("Tab");
  assert.match(await focused(), /alice/);
  await bob.page.keyboard.press("ArrowDown");
  assert.match(await focused(), /mallory/);
  await bob.page.keyboard.press("ArrowDown");
  assert.match(await focused(), /alice/);
  await bob.page.keyboard.press("ArrowUp");
  assert.match(await focused(), /mallory/);
  await bob.page.keyboard.press("ArrowUp");
  await bob.page.keyboard.press("Enter");
  await bob.page.getByRole("heading", { name: "alice" }).waitFor();
  assert.equal(await bob.contact("alice").getAttribute("aria-current"), "true");
  assert.equal(await bob.draft.evaluate((field) => field === document.activeElement), true);
  await bob.page.keyboard.press("Escape");
  await bob.page.getByText("Choose somebody on the left").waitFor();
});

test("colours are the user's, and last", async (t) => {
  const on = await stage(t);
  const bob = await on.person("bob", { colorScheme: "light" });
  const ground = () => bob.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  await bob.page.getByLabel("Colours").selectOption("dark");
  const dark = await ground();
  assert.notEqual(dark, light);
  await bob.page.reload();
  await bob.says("Connected");
  assert.equal(await ground(), dark);
  await bob.page.evaluate(() =>
    localStorage.setItem("samewire-p2p", '{"state":{"theme":"<b>"},"version":0}'),
  );
  await bob.page.reload();
  await bob.says("Connected");
  assert.equal(await ground(), light);
});

const AXE = createRequire(`${given("PACKAGES")}/x.js`)("axe-core") as { readonly source: string };

/** Each rule of accessibility that is broken, and where. */
async function violations({ page }: Person): Promise<readonly string[]> {
  await page.evaluate(AXE.source);
  return await page.evaluate(`window.axe.run(document).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ": " + target.join(" "))))`);
}

/** All that the page can show, at once. */
async function everything(on: Stage, colorScheme: "light" | "dark", width = 1_000): Promise<Person> {
  const bob = await on.person("bob", {
    colorScheme,
    viewport: { width, height: 700 },
    arrange: notifications("default"),
  });
  const mallory = await on.client("mallory");
  await on.server.message("mallory", "bob", "unread");
  await on.server.message("alice", "bob", "Hey there!");
  await on.server.message("bob", "alice", "Hello!");
  mallory.send({ event: "typing", data: { to: "bob", typing: true } });
  await bob.sees("mallory", "is typing…", "1 unread");
  await bob.opens("alice");
  await bob.draft.fill("Lunch?");
  await bob.page.keyboard.press("Enter");
  await bob.page.locator(".command").waitFor();
  return bob;
}

test("nothing keeps those out who do not see the page, or not well", async (t) => {
  for (const colours of ["light", "dark"] as const) {
    const on = await stage(t);
    assert.deepEqual(await violations(await everything(on, colours)), [], colours);
    await on.server.kill();
  }
  const on = await stage(t);
  const narrow = await everything(on, "light", 400);
  assert.deepEqual(await violations(narrow), []);
  await narrow.page.getByRole("button", { name: "Back" }).click();
  await narrow.sees("alice", "Hello!");
  const stranger = await on.visitor("bob");
  await stranger.page.goto(on.origin);
  await stranger.page.getByLabel("Your token").waitFor();
  assert.deepEqual(await violations(stranger), []);
});

test("a colour that is too pale is found out", async (t) => {
  const mistakes = [
    { file: "style/base.css", from: "--quiet: light-dark(#5c6072,", to: "--quiet: light-dark(#c9cbd4," },
  ];
  const found = await violations(await everything(await stage(t, { mistakes }), "light"));
  assert.ok(
    found.some((line) => line.startsWith("color-contrast")),
    found.join("\n"),
  );
});

test("a page that is not told who the user is asks", async (t) => {
  const on = await stage(t);
  const somebody = await on.visitor("bob");
  await somebody.page.goto(on.origin);
  await somebody.page.getByLabel("Your name").fill("bob");
  await somebody.page.getByLabel("Your token").fill("token-of-bob");
  await somebody.page.getByLabel("The server").fill(on.server.url);
  await somebody.page.getByRole("button", { name: "Come in" }).click();
  await somebody.says("Connected");
});
