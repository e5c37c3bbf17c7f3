// The page of examples/chat in Chromium, with the chat server that delivers it.

import assert from "node:assert/strict";
import { after, before, type TestContext, test } from "node:test";

import { type Browser, chromium, type Locator, type Page } from "playwright-core";

import { type Desktop, pretendDesktop } from "./desktop.js";
import { given, startServer } from "./rig.js";

let browser: Browser;

before(async () => {
  browser = await chromium.launch({ executablePath: given("CHROMIUM") });
});

after(() => browser?.close());

/** A server with further options, and windows that end with the test. */
async function start(t: TestContext, ...options: readonly string[]) {
  const words = ["--page", given("CHAT_PAGE"), ...options];
  const server = await startServer(words);
  const context = await browser.newContext();
  t.after(() => context.close());
  t.after(server.kill);
  /** What the page throws or complains of in the console fails the test, unless it has reasons. */
  async function open(hasReasons = false): Promise<Page> {
    const page = await context.newPage();
    page.on("pageerror", (error) => assert.fail(error));
    page.on("console", (message) => assert.ok(hasReasons || message.type() !== "error", message.text()));
    await page.goto(server.url);
    return page;
  }
  return {
    server,
    context,
    open,
    async signIn(name: string, hasReasons = false): Promise<Page> {
      const page = await open(hasReasons);
      await enter(page, name);
      await page.getByRole("log").waitFor();
      return page;
    },
    async restart(): Promise<void> {
      const again = await startServer(words, server.port);
      t.after(again.kill);
    },
  };
}

async function enter(page: Page, name: string): Promise<void> {
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Come in" }).click();
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox").fill(text);
  await page.keyboard.press("Enter");
}

const channel = (page: Page, name: string): Locator =>
  page.getByRole("navigation").getByRole("button", { name });

test("what one types, writes and reacts with, the other sees", async (t) => {
  const { signIn } = await start(t);
  const [mary, percy] = [await signIn("Mary"), await signIn("Percy")];
  await mary.getByRole("textbox").pressSequentially("Hi");
  await percy.getByText("Mary is typing").waitFor();
  await mary.getByRole("textbox").fill("");
  await percy.getByText("Mary is typing").waitFor({ state: "detached" });
  await write(mary, "Hello **Percy** <b>!</b>");
  const said = percy.getByRole("log").getByRole("listitem").filter({ hasText: "Hello Percy <b>!</b>" });
  assert.equal(await said.locator("strong").last().textContent(), "Percy");

  await said.getByRole("button", { name: "React", exact: true }).click();
  await said.getByRole("button", { name: "React with 🎉" }).click();
  const reaction = mary.getByRole("button", { name: "🎉 by Percy" });
  await reaction.click();
  await percy.getByRole("button", { name: "🎉 by Percy and Mary" }).click();
  await mary.getByRole("button", { name: "🎉 by Mary" }).waitFor();
});

test("what is read in one window is read in the others of the user, and in no one else's", async (t) => {
  const { signIn } = await start(t);
  const [here, there] = [await signIn("Mary"), await signIn("Mary")];
  const percy = await signIn("Percy");
  for (const page of [here, there, percy]) await channel(page, "Lounge").click();
  const claire = await signIn("Claire");
  await write(claire, "Is anybody there?");
  for (const page of [here, there, percy]) await channel(page, "general 1 unread").waitFor();
  await channel(here, "general").click();
  await channel(there, "general 1 unread").waitFor({ state: "detached" });
  assert.equal(await channel(percy, "general 1 unread").count(), 1);
});

test("presence follows connections and choices", async (t) => {
  const { signIn } = await start(t);
  const mary = await signIn("Mary");
  const percy = await signIn("Percy");
  const seen = (status: string) => channel(mary, `${status} Percy`).or(channel(mary, `P ${status} Percy`));
  await seen("online").waitFor();
  await percy.getByLabel("Your status").selectOption("busy");
  await seen("busy").waitFor();
  await percy.close();
  await seen("offline").waitFor();
});

test("a call rings, is answered, shows what is shared, and ends", async (t) => {
  const { signIn } = await start(t);
  const [mary, percy] = [await signIn("Mary"), await signIn("Percy")];
  await channel(mary, "Percy").click();
  await mary.getByRole("button", { name: "Call" }).click();
  await percy
    .getByRole("alertdialog", { name: "Mary calls" })
    .getByRole("button", { name: "Answer" })
    .click();
  const room = (page: Page) => page.getByRole("region", { name: "Call" });
  await room(percy).getByText("Mary", { exact: true }).waitFor();
  await room(mary).getByText("Percy", { exact: true }).waitFor();

  await mary.getByRole("button", { name: "Mute" }).click();
  await room(percy).getByRole("img", { name: "muted" }).waitFor();
  await mary.getByRole("button", { name: "Share screen" }).click();
  await percy.getByRole("button", { name: "Share screen" }).click();
  await room(percy).getByText("Mary · high").waitFor();
  await room(mary).getByText("Percy · high").waitFor();
  // Of two shares, the one ends that was ended.
  await mary.getByRole("button", { name: "Stop sharing" }).click();
  await room(percy).getByText("Mary · high").waitFor({ state: "detached" });
  assert.equal(await room(percy).getByText("Percy · high").count(), 1);

  await mary.getByRole("button", { name: "Leave", exact: true }).click();
  await room(percy).getByText("Mary", { exact: true }).waitFor({ state: "detached" });
  await percy.close();
  await mary.getByText("The call is over, after").waitFor();
});

test("every event is counted, an unknown one is shown, and what is nobody's business is hidden", async (t) => {
  const { signIn } = await start(t, "--demo");
  const page = await signIn("Mary");
  await page.getByRole("button", { name: "Every event" }).click();
  await page.getByText("69 / 69").waitFor();
  await page.getByRole("tab", { name: "Frames" }).click();
  const frame = (name: string): Locator => {
    const head = page.getByText(name, { exact: true });
    return page.locator(".frames > li").filter({ has: head }).first().locator("code");
  };
  assert.match((await frame("command_response").textContent()) ?? "", /"content":"\(hidden\)"/);
  assert.match((await frame("dm_name_updated").textContent()) ?? "", /"name":"Weekend plans"/);
  await page.getByRole("button", { name: "An unknown" }).click();
  assert.match((await frame("poll_opened").textContent()) ?? "", /"closes_in":1e3/);
  await page.getByRole("tab", { name: "Problems" }).click();
  await page.getByText("No frame was refused").waitFor();
});

test("a server that was restarted is found again, and the user signed in again", async (t) => {
  const chat = await start(t);
  const page = await chat.signIn("Mary", true);
  await chat.signIn("Percy", true);
  // A conversation that the server will have forgotten.
  await channel(page, "Percy").click();
  await page.getByRole("button", { name: "Call" }).waitFor();
  await chat.server.kill();
  await page.getByRole("button", { name: "waiting" }).waitFor();
  await chat.restart();
  // It waits for its next attempt, unless that has come meanwhile.
  await page
    .getByRole("button", { name: "waiting" })
    .click({ timeout: 1_000 })
    .catch(() => {});
  await page.getByRole("button", { name: "live" }).waitFor();
  // The conversation is gone, and with it what is being written there.
  await page.getByText("Everything, and the kitchen sink").waitFor();
  await write(page, "Still here");
  const said = page.getByRole("log").getByRole("listitem").filter({ hasText: "Still here" });
  await said.getByRole("button", { name: "React", exact: true }).click();
  await said.getByRole("button", { name: "React with 🎉" }).click();
  // Who is another user to the server than to the page gives it once more, instead of taking it back.
  const reaction = said.getByRole("button", { name: "🎉 by Mary" });
  await reaction.click();
  await reaction.waitFor({ state: "detached" });
});

test("where the browser keeps nothing, one comes in all the same", async (t) => {
  const chat = await start(t);
  await chat.context.addInitScript(() => {
    const get = (): never => {
      throw new DOMException("denied", "SecurityError");
    };
    Object.defineProperty(globalThis, "sessionStorage", { get });
  });
  const page = await chat.signIn("Mary");
  await write(page, "Hello");
  await page.getByRole("log").getByText("Hello").waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("Your name").waitFor();
});

test("what comes on the desktop while one user signs out, the next one is not shown", async (t) => {
  const chat = await start(t);
  await chat.context.addInitScript(pretendDesktop);
  const page = await chat.open();
  const desktop = (deed: keyof Desktop) => page.evaluate((deed) => globalThis.desktop[deed](), deed);
  await enter(page, "Mary");
  await page.getByText("Tauri").first().waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await desktop("signingOut");
  await desktop("late");
  await desktop("end");
  await page.getByLabel("Your name").waitFor();

  await enter(page, "Percy");
  await page.getByRole("tab", { name: "Frames" }).click();
  await desktop("hello");
  await page.getByText("hello_again", { exact: true }).waitFor();
  assert.equal(await page.locator(".frames > li").count(), 1);
});

test("who has signed in stays so over a reload, and comes out again", async (t) => {
  const { signIn } = await start(t);
  const page = await signIn("Mary");
  await page.reload();
  await page.getByRole("log").waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("Your name").waitFor();
  await page.reload();
  await page.getByLabel("Your name").waitFor();
});

test("a name that is taken is refused", async (t) => {
  const chat = await start(t, "--demo");
  const page = await chat.open(true);
  await enter(page, "Ada Lovelace");
  await page.getByRole("alert").getByText("this name is taken").waitFor();
});
