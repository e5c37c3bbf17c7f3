// A real browser against a real server: Chromium, and the generated Rust behind axum.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { type Browser, chromium, type Page } from "playwright-core";

import { generator, startNetwork } from "../runtime/network.js";
import type { Chat } from "./page.js";
import { frames, given, servePage, startChat } from "./rig.js";

declare const chat: Chat;

let browser: Browser;
let site: Awaited<ReturnType<typeof servePage>>;
let server: Awaited<ReturnType<typeof startChat>>;

before(async () => {
  browser = await chromium.launch({ executablePath: given("CHROMIUM") });
  site = await servePage();
  server = await startChat(site.origin);
});

after(async () => {
  await browser?.close();
  site?.close();
  await server?.kill();
});

/** Opens the page; what it throws or complains of in the console fails the test. */
async function open(port = server.port, query = ""): Promise<Page> {
  const page = await browser.newPage();
  page.on("pageerror", (error) => assert.fail(error));
  await page.goto(`${site.origin}/?server=ws://127.0.0.1:${port}/ws${query}`);
  return page;
}

async function isReady(page: Page): Promise<void> {
  await page.waitForFunction(() => chat.seen.some(({ name }) => name === "ready"));
}

test("every server event that Rust writes is heard, and written again to the letter", async () => {
  const page = await open();
  await isReady(page);
  const sent = frames("server");
  for (const frame of sent) await server.publish(frame);
  await page.waitForFunction((count) => chat.events.stats.received === count, sent.length + 1);
  const { names, written, stats, problems } = await page.evaluate(() => {
    const { seen, problems, events } = chat;
    const written = seen.slice(1).map(({ frame }) => frame);
    return { names: seen.map(({ name }) => name), written, problems, stats: { ...events.stats } };
  });
  assert.deepEqual(problems, []);
  assert.equal(stats.handled, sent.length + 1);
  assert.deepEqual(written, sent);
  const count = new Set(names).size;
  console.log(`${sent.length} frames of ${count} events heard`);
  assert.equal(count, 69);
  await page.close();
});

test("an event that the page does not know arrives unchanged", async () => {
  const page = await open();
  await isReady(page);
  const novel = '{"type": "novel", "x": [1e0, "\\u00e9"]}';
  await server.publish(novel);
  await page.waitForFunction(() => chat.unknown.length > 0);
  assert.deepEqual(await page.evaluate(() => chat.unknown), [novel]);
  await page.close();
});

test("every client event that the page writes is read by Rust, and is the same to the letter", async () => {
  const page = await open();
  await isReady(page);
  const before = (await server.heard()).length;
  const sent = frames("client");
  await page.evaluate(async (frames) => {
    for (const frame of frames) {
      const { id, type, ...payload } = JSON.parse(frame);
      await chat.events.send(type, payload, { beside: id === undefined ? {} : { id } });
    }
    // The server answers in order: when this comes, all have been read.
    await chat.events.request("ping", {});
  }, sent);
  const heard = (await server.heard()).slice(before, -1);
  assert.deepEqual(heard, sent);
  const names = new Set(heard.map((frame) => JSON.parse(frame).type));
  console.log(`${heard.length} frames of ${names.size} events written`);
  assert.equal(names.size, 22);
  assert.deepEqual(await page.evaluate(() => chat.problems), []);
  await page.close();
});

test("requests are answered, refused with a code, and time out", async () => {
  const page = await open();
  await isReady(page);
  const outcome = await page.evaluate(async () => {
    const channel_id = "01948336-e340-7a37-a62f-aa9f9a32daea";
    const { name, payload } = await chat.events.request("subscribe", { channel_id });
    const refusal = (error: { readonly kind?: string; readonly code?: string }) => [error.kind, error.code];
    return [
      [name, payload.channel_id],
      await chat.events.request("admin_subscribe", {}).catch(refusal),
      await chat.events.request("voice_mute", { channel_id }).catch(refusal),
      // It has no answer.
      await chat.events.request("typing", { channel_id }, { timeout: 50 }).catch(refusal),
    ];
  });
  assert.deepEqual(outcome, [
    ["subscribed", "01948336-e340-7a37-a62f-aa9f9a32daea"],
    ["refused", "PERMISSION_DENIED"],
    ["refused", "NOT_FOUND"],
    ["timeout", undefined],
  ]);
  await page.close();
});

test("cut at random points: each answer belongs to its request", async () => {
  const network = await startNetwork(server.port);
  const page = await open(network.port);
  const random = generator(11);
  let cuts = 0;
  for (let answered = 0; answered < 30 || cuts < 10; ) {
    await page.waitForFunction(() => chat.events.connection.state === "open");
    network.cutAfter(Math.floor(random() * 600));
    const channel = `00000000-0000-4000-8000-${String(answered).padStart(12, "0")}`;
    const answer = await page.evaluate(async (channel_id) => {
      const controller = new AbortController();
      chat.events.onConnection(() => controller.abort(), controller);
      const answer = await chat.events
        .request("subscribe", { channel_id }, controller)
        .catch(() => undefined);
      controller.abort();
      return answer?.payload.channel_id;
    }, channel);
    if (answer === undefined) cuts += 1;
    else {
      assert.equal(answer, channel);
      answered += 1;
    }
  }
  network.cutAfter(Number.POSITIVE_INFINITY);
  assert.deepEqual(await page.evaluate(() => chat.problems), []);
  await page.close();
  await network.close();
});

test("a half-open connection is found, and another is opened", async () => {
  const network = await startNetwork(server.port);
  const page = await open(network.port, "&heartbeat");
  await page.waitForFunction(() => chat.seen.filter(({ name }) => name === "pong").length >= 2);
  assert.deepEqual(await page.evaluate(() => chat.states), ["open"]);
  network.swallow(true);
  await page.waitForFunction(() => chat.states.includes("waiting"));
  network.swallow(false);
  await page.waitForFunction(() => chat.events.connection.state === "open");
  await page.evaluate(() => chat.events.request("ping", {}));
  await page.close();
  await network.close();
});

test("a server that is restarted gets what was queued; what was too much has been rejected", async () => {
  const page = await open();
  await isReady(page);
  const { port } = server;
  await server.kill();
  await page.waitForFunction(() => chat.states.includes("waiting"));
  const sent = await page.evaluate(async () => {
    const sending = [1, 2, 3, 4].map(() => chat.events.send("ping", {}));
    return (await Promise.allSettled(sending)).map(({ status }) => status);
  });
  assert.deepEqual(sent, ["fulfilled", "fulfilled", "fulfilled", "rejected"]);
  server = await startChat(site.origin, port);
  await page.waitForFunction(() => chat.seen.filter(({ name }) => name === "pong").length === 3);
  assert.deepEqual(await server.heard(), ['{"type":"ping"}', '{"type":"ping"}', '{"type":"ping"}']);
  await page.close();
});

test("a page of another site may not connect", async () => {
  const other = await servePage();
  const page = await browser.newPage();
  await page.goto(`${other.origin}/?server=ws://127.0.0.1:${server.port}/ws`);
  await page.waitForFunction(() => chat.states.includes("waiting"));
  assert.ok(!(await page.evaluate(() => chat.states)).includes("open"));
  await page.close();
  other.close();
});
