// Makes the pictures of the chat example: `screenshots.mjs FOLDER`, from the script `screenshots` beside it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { deflateSync, inflateSync } from "node:zlib";

const { chromium } = createRequire(new URL("../typescript/package.json", import.meta.url))("playwright-core");

const SIZE = { width: 1240, height: 780 };
/** Guards against waiting for ever (ms). */
const PATIENCE = 60_000;
/** How large a picture may be (bytes). */
const LIMIT = 200_000;

const [, , chat] = process.argv;
const pictures = join(chat, "pictures");

async function main() {
  mkdirSync(pictures, { recursive: true });
  await withServer((url) => inBrowser("light", url, conversation));
  await withServer((url) => inBrowser("dark", url, call));
  await withServer(inWindow);
}

/** Each picture has a server of its own, whose made-up users begin anew. */
async function withServer(take) {
  const words = ["--listen", "127.0.0.1:0", "--page", join(chat, "page/dist"), "--demo"];
  const server = spawn(process.env.CHAT_SERVER, words, { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [line] = await once(createInterface({ input: server.stdout }), "line");
    await take(`http://${line.replace("listening on ", "")}`);
  } finally {
    server.kill();
  }
}

async function inBrowser(colorScheme, url, prepare) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM });
  try {
    const page = await browser.newPage({ viewport: SIZE, colorScheme, locale: "en-GB" });
    page.setDefaultTimeout(PATIENCE);
    await page.goto(url);
    await page.getByLabel("Your name").fill("Mary Shelley");
    await page.getByRole("button", { name: "Come in" }).click();
    await prepare(page);
    save(`browser-${colorScheme}`, await page.screenshot());
  } finally {
    await browser.close();
  }
}

/** Somebody writes, others react, and one types. */
async function conversation(page) {
  await page.getByText("Is anybody looking at the event counts?").waitFor();
  await page.getByText("Ada Lovelace is typing").waitFor();
}

/** Grace calls, is answered, and shows something; an event came that nobody knows. */
async function call(page) {
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
async function inWindow(url) {
  const driver = await startDriver();
  try {
    const window = await openWindow(driver.address, url);
    await window.type("#name", "Mary Shelley");
    await window.click("button[type=submit]");
    await window.shows("Ada Lovelace is typing");
    await window.click(".wishes button:nth-of-type(1)");
    await window.click(".wishes button:nth-of-type(2)");
    await window.shows("69 / 69");
    await window.hides(".notice");
    await window.shows("is typing");
    save("desktop", await window.screenshot());
    await window.close();
  } finally {
    driver.stop();
  }
}

/** WebKit's driver says nothing when it is ready: it is asked until it answers. */
async function startDriver() {
  const port = 4_500 + (process.pid % 500);
  const env = { ...process.env, TAURI_WEBVIEW_AUTOMATION: "true" };
  const driver = spawn("WebKitWebDriver", [`--port=${port}`], { stdio: "inherit", env });
  const address = `http://127.0.0.1:${port}`;
  await until(
    () =>
      fetch(`${address}/status`).then(
        ({ ok }) => ok,
        () => false,
      ),
    "the driver answers",
  );
  return { address, stop: () => driver.kill() };
}

async function openWindow(address, url) {
  const binary = { binary: process.env.CHAT_DESKTOP, args: ["--server", url] };
  const session = await ask(`${address}/session`, {
    capabilities: { alwaysMatch: { "webkitgtk:browserOptions": binary } },
  });
  const base = `${address}/session/${session.sessionId}`;
  const evaluate = (script, ...args) => ask(`${base}/execute/sync`, { script, args });
  const element = async (selector) => {
    let found;
    await until(async () => {
      found = await ask(`${base}/element`, { using: "css selector", value: selector }).catch(() => undefined);
      return found !== undefined;
    }, selector);
    return `${base}/element/${Object.values(found)[0]}`;
  };
  return {
    click: async (selector) => ask(`${await element(selector)}/click`, {}),
    type: async (selector, text) => ask(`${await element(selector)}/value`, { text }),
    shows: (text) =>
      until(() => evaluate("return document.body.innerText.includes(arguments[0])", text), text),
    hides: (selector) =>
      until(() => evaluate("return !document.querySelector(arguments[0])", selector), selector),
    screenshot: async () => Buffer.from(await ask(`${base}/screenshot`), "base64"),
    close: () => fetch(base, { method: "DELETE" }),
  };
}

/** A command of WebDriver; rejects with what it says. */
async function ask(url, body) {
  const post = { method: "POST", body: JSON.stringify(body) };
  const { value } = await (await fetch(url, body && post)).json();
  if (value?.error) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

async function until(holds, what) {
  const end = performance.now() + PATIENCE;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited too long for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function save(name, png) {
  const small = compressed(png);
  if (small.length > LIMIT) throw new Error(`${name} is too large: ${small.length} bytes`);
  writeFileSync(join(pictures, `${name}.png`), small);
  console.log(`${name}.png: ${small.length} bytes`);
}

/** The same picture in less room: browsers compress in a hurry. */
function compressed(png) {
  const kept = [];
  const data = [];
  for (let at = 8; at < png.length; ) {
    const end = at + 12 + png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    if (type === "IDAT") data.push(png.subarray(at + 8, end - 4));
    if (type === "IHDR" || type === "IEND") kept.push(png.subarray(at, end));
    at = end;
  }
  const packed = deflateSync(inflateSync(Buffer.concat(data)), { level: 9, memLevel: 9 });
  const chunk = Buffer.concat([Buffer.from("IDAT"), packed]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(packed.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(chunk));
  return Buffer.concat([png.subarray(0, 8), kept[0], length, chunk, sum, kept[1]]);
}

/** As PNG has it. */
function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

await main();
