// The steps of docs/migration.md: the old socket, both side by side, and Tauri events alone, in a window of the player.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { WebSocket } from "ws";

import { createEvents } from "../../examples/music/old/generated/typescript/index.js";
import { webSocketTransport } from "../../examples/music/old/generated/typescript/websocket.js";
import type { DrivenApp } from "./harness/driver.js";
import { given } from "./harness/given.js";
import { invoke, startMusic } from "./harness/music.js";
import { type OldServer, startOldServer } from "./harness/old.js";

/** A test with an old server, and a window that is at a step of the migration. */
function atStep(
  step: "old" | "both" | "new",
  words: readonly string[],
  name: string,
  body: (app: DrivenApp, server: OldServer) => Promise<void>,
  moved = "",
): void {
  test(`${step}: ${name}`, async () => {
    const server = await startOldServer(...words);
    try {
      const { app } = await startMusic({ args: ["--old", server.address, `step=${step}&moved=${moved}`] });
      try {
        const sources = step === "both" ? ["old", "new"] : [step];
        for (const source of sources) await app.shows(`${source}: open`);
        await body(app, server);
        assert.deepEqual(app.output, []);
      } finally {
        await app.close();
      }
    } finally {
      await server.close();
    }
  });
}

/** What is in one of the page's lists, but for how the connections are. */
async function lines(app: DrivenApp, list: "heard" | "problems"): Promise<string[]> {
  const read = `return Array.from(document.querySelectorAll("#${list} li"), (line) => line.textContent);`;
  return (await app.run<string[]>(read)).filter((line) => !/: (connecting|open)$/.test(line));
}

/** Everything that the old server tells of. */
async function doAll(server: OldServer): Promise<void> {
  await server.ask("PUT", "/favorites/7");
  await server.ask("DELETE", "/favorites/7");
  await server.ask("POST", "/queue", { track_id: 7 });
  await server.ask("POST", "/playlists");
  await server.ask("PUT", "/settings/volume", { value: 0.5 });
  await server.ask("POST", "/scan");
}

const HEARD = [
  "favourite added 7",
  "favourite removed 7",
  "queue added, 1 long",
  "playlist created 1",
  "setting volume 1 → 0.5",
  "scan scanning 1/2",
  "library added 1,2",
  "scan complete 2/2",
  "scanned 2 added, 0 errors",
];

atStep(
  "old",
  ["--as-it-was"],
  "a server that does not do what is written is found out",
  async (app, server) => {
    await doAll(server);
    await app.shows("scanned 2 added");
    assert.deepEqual(await lines(app, "problems"), [
      'favorites:updated: data.action: expected one of "added", "removed", got another string',
      "nobody knows queue-changed",
      'library:scan-progress: data.status: expected one of "scanning", "complete", "error", got another string',
    ]);
  },
);

// No heartbeat among them, however long it takes.
atStep(
  "old",
  ["--heartbeat", "3600"],
  "every event is heard by the handlers, as it is written",
  async (app, server) => {
    await doAll(server);
    await app.shows("scanned 2 added");
    assert.deepEqual(
      await lines(app, "heard"),
      HEARD.map((line) => `old: ${line}`),
    );
    assert.deepEqual(await lines(app, "problems"), []);
    assert.equal(await server.connections(), 1);
  },
);

atStep("old", ["--heartbeat", "0.05"], "heartbeats without data are events", async (app) => {
  await app.until("document.querySelector('#heard').textContent.split('old: heartbeat').length > 3");
  assert.deepEqual(await lines(app, "problems"), []);
});

atStep("both", [], "the same handlers hear the server and the app", async (app, server) => {
  await server.ask("PUT", "/favorites/7");
  await app.shows("old: favourite added 7");
  await invoke(app, "favor", { trackId: 7, favors: true });
  await app.shows("new: favourite added 7");
  // What nothing emits on the new side yet is still heard on the old one.
  await server.ask("PUT", "/settings/volume", { value: 0.5 });
  await app.shows("old: setting volume 1 → 0.5");
  assert.deepEqual(await lines(app, "problems"), []);
  assert.equal(await server.connections(), 1);
});

atStep(
  "both",
  [],
  "an event that has moved is heard from the app alone, once",
  async (app, server) => {
    await server.ask("PUT", "/favorites/7");
    await invoke(app, "favor", { trackId: 7, favors: true });
    await app.shows("new: favourite added 7");
    // What comes behind it on the old side: so it has been there, and was not heard.
    await server.ask("PUT", "/settings/volume", { value: 0.5 });
    await app.shows("old: setting volume 1 → 0.5");
    const favourites = (await lines(app, "heard")).filter((line) => line.includes("favourite"));
    assert.deepEqual(favourites, ["new: favourite added 7"]);
    assert.deepEqual(await lines(app, "problems"), []);
  },
  "favorites:updated",
);

atStep("new", [], "the page hears the app, and opens no socket", async (app, server) => {
  await server.ask("PUT", "/favorites/8");
  await invoke(app, "favor", { trackId: 7, favors: true });
  await app.shows("new: favourite added 7");
  assert.equal((await lines(app, "heard")).filter((line) => line.startsWith("old: ")).length, 0);
  assert.equal(await server.connections(), 0);
});

test("the player has no socket to open, and may not open one", async () => {
  const server = await startOldServer();
  const { app } = await startMusic().catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  try {
    await app.shows("Undertow");
    assert.deepEqual(scriptsOf("index.html").filter(opensSockets), []);
    // The page of the old socket does have one: the search finds it.
    assert.equal(scriptsOf("migration.html").filter(opensSockets).length, 1);
    assert.equal(await app.runAsync(TRIES, server.address.replace("http", "ws")), "connect-src");
    assert.equal(await server.connections(), 0);
  } finally {
    await app.close();
    await server.close();
  }
});

const DIST = join(given("ROOT"), "examples/music/page/dist");

/** All scripts that a built page can load, from its HTML on. */
function scriptsOf(page: string): string[] {
  const named = /[\w.-]+\.js(?=["'`])/g;
  const found = new Set(readFileSync(join(DIST, page), "utf8").match(named));
  for (const script of found) {
    for (const other of readFileSync(join(DIST, "assets", script), "utf8").match(named) ?? [])
      found.add(other);
  }
  return [...found];
}

function opensSockets(script: string): boolean {
  return readFileSync(join(DIST, "assets", script), "utf8").includes("WebSocket");
}

/** Tries to open a socket, and says what forbids it. */
const TRIES = `
  const forbidden = new Promise((resolve) =>
    addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), { once: true }));
  try { new WebSocket(arguments[0] + "/ws").onopen = () => {}; } catch {}
  return await forbidden;`;

/** Resolves with what a client of the old socket was sent when it has been asked for a sign of life. */
async function afterPing(answer: string | undefined): Promise<{ texts: string[]; problems: string[] }> {
  const server = await startOldServer();
  const texts: string[] = [];
  const problems: string[] = [];
  await new Promise<void>((resolve) => {
    class Listening extends WebSocket {
      constructor(url: string | URL) {
        super(url);
        this.on("message", (data) => {
          texts.push(String(data));
          setImmediate(resolve);
        });
      }
    }
    const events = createEvents(
      webSocketTransport(`${server.address.replace("http", "ws")}/ws`, {
        heartbeat: { every: 10, text: "ping", answer },
        WebSocket: Listening as never,
      }),
    );
    events.onError((problem) => problems.push(problem.kind));
    CLOSES.push(() => events.close());
  });
  for (const close of CLOSES.splice(0)) close();
  await server.close();
  return { texts, problems };
}

const CLOSES: (() => void)[] = [];

test("the server's bare answers are signs of life; taken for frames, they would be problems", async () => {
  const known = await afterPing("pong");
  assert.equal(known.texts[0], "pong");
  assert.deepEqual(known.problems, []);
  assert.deepEqual((await afterPing(undefined)).problems.slice(0, 1), ["frame"]);
});
