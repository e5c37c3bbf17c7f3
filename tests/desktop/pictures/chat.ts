// The pictures of the chat: the page in Chromium, light and dark, and in the window of the desktop app.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { chromium, type Page } from "playwright-core";

import { driveApp } from "../harness/driver.js";
import { built, given } from "../harness/given.js";
import { GUARD } from "../harness/page.js";
import { save } from "../harness/picture.js";

const CHAT = join(given("ROOT"), "examples/chat");
const SIZE = { width: 1240, height: 780 };

export async function chat(): Promise<void> {
  await withServer((url) => inBrowser("light", url, conversation));
  await withServer((url) => inBrowser("dark", url, call));
  await withServer(inWindow);
}

/** Each picture has a server of its own, whose made-up users begin anew. */
async function withServer(take: (url: string) => Promise<void>): Promise<void> {
  const words = ["--listen", "127.0.0.1:0", "--page", join(CHAT, "page/dist"), "--demo"];
  const server = spawn(given("CHAT_SERVER"), words, { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [line] = await once(createInterface({ input: server.stdout }), "line");
    await take(`http://${String(line).replace("listening on ", "")}`);
  } finally {
    server.kill();
  }
}

async function inBrowser(
  colorScheme: "light" | "dark",
  url: string,
  prepare: (page: Page) => Promise<void>,
): Promise<void> {
  const browser = await chromium.launch({ executablePath: given("CHROMIUM") });
  try {
    const page = await browser.newPage({ viewport: SIZE, colorScheme, locale: "en-GB" });
    page.setDefaultTimeout(GUARD);
    await page.goto(url);
    await page.getByLabel("Your name").fill("Mary Shelley");
    await page.getByRole("button", { name: "Come in" }).click();
    await prepare(page);
    save(CHAT, `browser-${colorScheme}`, await page.screenshot());
  } finally {
    await browser.close();
  }
}

/** Somebody writes, others react, and one types. */
async function conversation(page: Page): Promise<void> {
  await page.getByText("Is anybody looking at the event counts?").waitFor();
  await page.getByText("Ada Lovelace is typing").waitFor();
}

/** Grace calls, is answered, and shows something; an event came that nobody knows. */
async function call(page: Page): Promise<void> {
  await page.getByRole("button", { name: "A call" }).click();
  await page.getByRole("button", { name: "Answer" }).click();
  await page.locator(".share").waitFor();
  await page.getByRole("button", { name: "Share screen" }).click();
  await page.locator(".share").nth(1).waitFor();
  await page.getByRole("tab", { name: "Frames" }).click();
  await page.getByRole("button", { name: "An unknown" }).click();
  await page.locator(".frames .unknown").waitFor();
  await page.mouse.move(0, 0);
}

/** The window of the desktop app, with every event heard. */
async function inWindow(url: string): Promise<void> {
  const app = await driveApp({ binary: built("chat-desktop"), args: ["--server", url] });
  try {
    await app.type({ role: "textbox", name: "Your name" }, "Mary Shelley");
    await app.click({ role: "button", name: "Come in" });
    await app.shows("Ada Lovelace is typing");
    await app.click({ role: "button", name: "An unknown" });
    await app.click({ role: "button", name: "Every event" });
    await app.shows("69 / 69");
    await app.hides(".notice");
    await app.shows("is typing");
    save(CHAT, "desktop", await app.screenshot());
  } finally {
    await app.close();
  }
}
