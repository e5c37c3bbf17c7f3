// The activity example in its own window: all that is sent is shown, and read out in a way that can be listened to.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./activity/axe.js";
import { pass, stopTime } from "./activity/clock.js";
import { differences, entries, hasHeard, linesOf, openFeed, press, SENT } from "./activity/feed.js";
import type { DrivenApp } from "./harness/driver.js";

function inFeed(
  name: string,
  body: (app: DrivenApp) => Promise<void>,
  env: Readonly<Record<string, string>> = {},
): void {
  test(name, async () => {
    const app = await openFeed(env);
    try {
      await body(app);
      if (env["ACTIVITY_BREAK"] === undefined) assert.deepEqual(app.output, []);
    } finally {
      await app.close();
    }
  });
}

inFeed("every event of both manifests, and every variant, is shown with its fields", async (app) => {
  await press(app, "Every event");
  await hasHeard(app, SENT.length);
  assert.deepEqual(differences(await entries(app)), []);
});

inFeed(
  "an app that uses an old name is found out",
  async (app) => {
    await press(app, "Every event");
    await app.shows("A mistake in search");
    const wrong = differences(await entries(app));
    const lost = SENT.filter(({ part }) => part.name.startsWith("Connection."));
    assert.equal(lost.length, 5);
    assert.deepEqual(
      wrong,
      lost.map(({ id, part }) => `${part.name} (${id}): is not shown`),
    );
  },
  { ACTIVITY_BREAK: "old-name" },
);

inFeed(
  "an app that loses a field is found out",
  async (app) => {
    await press(app, "Every event");
    await hasHeard(app, SENT.length);
    const shown = await entries(app);
    assert.deepEqual(differences(shown), ["Stream.Chunk (every-36): is not shown"]);
    const problems = shown.filter(({ group }) => group === "problem").map(({ title }) => title);
    assert.deepEqual(problems, ["Error: Refused: Stream: data.index: missing"]);
  },
  { ACTIVITY_BREAK: "drop-field=data.index" },
);

inFeed(
  "an app that loses a field with a default is found out, though the page takes the default",
  async (app) => {
    await press(app, "Every event");
    await hasHeard(app, SENT.length);
    const wrong = differences(await entries(app));
    assert.equal(wrong.length, 2);
    for (const line of wrong) assert.equal(line, "session_update.pinned: sent true, shown false");
  },
  { ACTIVITY_BREAK: "drop-field=event.payload.pinned" },
);

inFeed("the pieces of a stream are one entry that grows", async (app) => {
  await press(app, "Every event");
  await hasHeard(app, SENT.length);
  const answers = (await entries(app)).filter(({ group }) => group === "stream");
  assert.deepEqual(
    answers.map(({ flow, text, parts }) => [flow, text, parts.length]),
    [
      ["complete", "It depends on the weather.", 3],
      ["broken", null, 2],
      ["stopped", null, 2],
    ],
  );
});

inFeed(
  "an app that gives each piece of a stream an id of its own is found out",
  async (app) => {
    await press(app, "Every event");
    await hasHeard(app, SENT.length);
    const shown = await entries(app);
    const astray = shown.filter(({ note }) => note === "Its beginning was not heard.");
    assert.deepEqual(
      astray.map(({ text }) => text),
      ["It depends"],
    );
    assert.ok(differences(shown).includes("Stream.Chunk (every-36): is not shown"));
  },
  { ACTIVITY_BREAK: "fresh-ids" },
);

inFeed("events that the page does not know are shown as such, whole", async (app) => {
  await press(app, "Other versions");
  await hasHeard(app, 4);
  const unknown = (await entries(app)).filter(({ group }) => group === "unknown");
  const frames = linesOf("strange.jsonl");
  assert.deepEqual(
    unknown.map(({ title, note, frame }) => [title, note, frame]),
    [
      [
        "Warning: Unknown event session_update",
        "It is of a version that this page does not know.",
        frames[1],
      ],
      ["Warning: Unknown event tool_approval_requested", "This page was not made for it.", frames[2]],
      ["Warning: Unknown event connection_event", "This page was not made for it.", frames[3]],
    ],
  );
});

inFeed("what an old server says is shown as the newest", async (app) => {
  await press(app, "Other versions");
  await hasHeard(app, 4);
  const [entry] = await entries(app);
  assert.equal(entry?.title, "Grace Hopper updated session session-0");
  const parts = (await entries(app)).flatMap(({ id, parts }) => (id === "strange-1" ? parts : []));
  assert.deepEqual(
    parts.map(({ name }) => name),
    ["session_update"],
  );
  assert.deepEqual(parts[0]?.fields, {
    session_id: "session-0",
    action: "updated",
    pinned: "false",
    "actor.id": "Grace Hopper",
    "actor.name": "Grace Hopper",
    timestamp: "2026-03-01T08:00:00.000Z",
  });
});

inFeed("what is chosen holds for what comes later", async (app) => {
  await press(app, "Every event");
  await hasHeard(app, SENT.length);
  await app.click({ role: "checkbox", name: "Information" });
  const groups = async () => [...new Set((await entries(app)).map(({ level }) => level))].sort();
  assert.deepEqual(await groups(), ["error", "warning"]);
  await app.click({ role: "checkbox", name: "Warnings" });
  await app.fill({ role: "textbox", name: "Search" }, "  disk FULL");
  await app.until("document.querySelectorAll('article').length === 1");
  await press(app, "Every event");
  await hasHeard(app, 2 * SENT.length);
  assert.deepEqual(
    (await entries(app)).map(({ title }) => title),
    ["Error: The disk is full", "Error: The disk is full"],
  );
  await press(app, "Show everything");
  await app.click({ role: "checkbox", name: "Messages" });
  const shown = await entries(app);
  assert.ok(shown.length > 60 && shown.every(({ group }) => group !== "message"));
});

const spoken = (app: DrivenApp) =>
  app.run<readonly (readonly [string, string])[]>(
    "return [...document.querySelectorAll('[aria-live]')].map((region) => [region.ariaLive, region.dataset.said])",
  );
const words = (app: DrivenApp, manner: string) =>
  app.run<string>("return document.querySelector(arguments[0]).textContent", `[aria-live=${manner}]`);

inFeed("a burst is read out in few words, and errors at once", async (app) => {
  await stopTime(app);
  await press(app, "500 messages");
  await hasHeard(app, 500);
  assert.deepEqual(await spoken(app), [
    ["polite", "0"],
    ["assertive", "0"],
  ]);
  await pass(app, 400);
  assert.equal(await words(app, "polite"), "500 new messages");
  await press(app, "500 messages");
  await hasHeard(app, 1_000);
  await press(app, "Every event");
  await hasHeard(app, 1_000 + SENT.length);
  // The first error, whichever of the two protocols was faster; the others are summed up when it has been read out.
  const errors = (await entries(app)).filter(({ level }) => level === "error").map(({ title }) => title);
  const first = `Error: ${await words(app, "assertive")}`;
  assert.ok(errors.includes(first), first);
  await pass(app, 4_999);
  const [counted = "", last = ""] = (await words(app, "assertive")).split(". The last: ");
  assert.ok(errors.includes(`Error: ${last}`), last);
  const counts = counted.match(/\d+/g)?.map(Number) ?? [];
  assert.equal(
    counts.reduce((sum, count) => sum + count, 0),
    errors.length - 1,
  );
  assert.equal(await words(app, "polite"), "500 new messages");
  await pass(app, 1);
  assert.match(await words(app, "polite"), /^504 new messages, /);
  await pass(app, 20_000);
  assert.deepEqual(await spoken(app), [
    ["polite", "2"],
    ["assertive", "2"],
  ]);
});

inFeed("who wants nothing read out hears nothing", async (app) => {
  await stopTime(app);
  await app.click({ role: "checkbox", name: "Announce" });
  await press(app, "Every event");
  await hasHeard(app, SENT.length);
  await pass(app, 20_000);
  assert.deepEqual(await spoken(app), [
    ["polite", "0"],
    ["assertive", "0"],
  ]);
});

/** Messages that take so long that the page goes and comes again meanwhile. */
const SLOW_BURST = 'window.__TAURI_INTERNALS__.invoke("burst", { count: 300, apart: 3 })';

inFeed(
  "nothing is lost, and nothing comes twice, when the page is loaded again in the middle",
  async (app) => {
    await press(app, "Every event");
    await hasHeard(app, SENT.length);
    await app.click({ role: "checkbox", name: "Sessions" });
    await app.run(SLOW_BURST);
    await app.reload();
    await hasHeard(app, SENT.length + 300);
    const shown = await entries(app);
    const messages = shown.filter(({ text }) => text?.startsWith("Message ")).map(({ text }) => text);
    assert.deepEqual(
      messages,
      Array.from({ length: 300 }, (_, index) => `Message ${index + 1}`),
    );
    // What was heard before, what was chosen, and how the server is, outlive the page.
    assert.ok(shown.some(({ title }) => title === "Error: The disk is full"));
    assert.ok(shown.every(({ group }) => group !== "session"));
    assert.match(await app.text(".status"), /^Server running, /);
  },
);

inFeed(
  "an app that keeps nothing for a page that is away is found out",
  async (app) => {
    await app.run(SLOW_BURST);
    await app.reload();
    await app.shows("Message 300");
    const shown = await entries(app);
    const [problem] = shown.filter(({ group }) => group === "problem");
    assert.match(problem?.title ?? "", /^Error: .*lost/);
    assert.ok(shown.length < 300);
  },
  { ACTIVITY_BREAK: "forgets" },
);

inFeed("what is too much to be kept over a reload is told to be gone", async (app) => {
  await press(app, "Every event");
  await hasHeard(app, SENT.length);
  await app.run(FULL);
  await app.reload();
  await hasHeard(app, SENT.length);
  await app.shows("older ones are gone");
  assert.deepEqual(await entries(app), []);
});

/** Leaves 4,000 characters of what a page may keep. */
const FULL = `
  let text = "";
  for (let size = 2 ** 24; size > 100; size /= 2) {
    try {
      sessionStorage.setItem("full", text + "x".repeat(size));
      text += "x".repeat(size);
    } catch {}
  }
  sessionStorage.setItem("full", text.slice(4_000));`;

inFeed(
  "the connection is told, and can be asked for again",
  async (app) => {
    await press(app, "Cut the connection");
    await app.shows("Cut off: connection reset by peer. Next attempt in 4 s");
    await press(app, "Reconnect now");
    await app.until("document.querySelector('.connection').dataset.state === 'connecting'");
    // What would come by itself comes after the guard of this test.
  },
  { ACTIVITY_PACE: "2500" },
);

inFeed("the feed stands still for who reads, and goes on for who has read", async (app) => {
  await press(app, "500 messages");
  await hasHeard(app, 500);
  const atEnd =
    "(() => { const list = document.querySelector('[role=feed]'); return list.scrollHeight - list.scrollTop - list.clientHeight < 2; })()";
  await app.until(atEnd);
  await press(app, "Stand still");
  const before = await topmost(app);
  await press(app, "500 messages");
  await hasHeard(app, 1_000);
  await app.shows("500 new entries below");
  await app.shows("400 older ones are gone");
  assert.deepEqual(await topmost(app), before);
  await press(app, "500 new entries below");
  await app.until(atEnd);
  await app.hides(".newest");
});

/** What is at the top of the view, and how far it is from there. */
function topmost(app: DrivenApp): Promise<unknown> {
  return app.run(`
    const list = document.querySelector("[role=feed]");
    const top = list.getBoundingClientRect().top;
    const article = [...list.children].find((article) => article.getBoundingClientRect().bottom > top);
    return [article.querySelector(".text").textContent, Math.round(article.getBoundingClientRect().top - top)];`);
}

inFeed("the feed is read with the keyboard", async (app) => {
  await press(app, "Every event");
  await hasHeard(app, SENT.length);
  const focused = () =>
    app.run<string>("return document.activeElement.querySelector('.title')?.textContent ?? ''");
  await app.run("document.querySelector('[role=feed]').focus()");
  await app.press("Home");
  assert.equal(await focused(), "The server is starting");
  await app.press("PageDown", "PageDown");
  assert.equal(await focused(), "Warning: The server is stopped");
  await app.press("PageUp");
  assert.equal(await focused(), "Warning: The server is stopping");
  await app.press("Tab", "Enter");
  await app.until("document.activeElement.closest('article')?.querySelector('dl')");
  await app.press("End");
  assert.equal(await focused(), "Error: A mistake in search: the index is stale");
  assert.deepEqual(await app.spoken("article:last-of-type"), {
    role: "article",
    name: "Error: A mistake in search: the index is stale",
  });
});

for (const theme of ["Adwaita", "Adwaita:dark"]) {
  inFeed(
    `axe finds nothing wrong (${theme})`,
    async (app) => {
      await press(app, "Every event");
      await press(app, "Other versions");
      await hasHeard(app, SENT.length + 4);
      await press(app, "Cut the connection");
      await app.shows("Reconnect now");
      await entries(app);
      assert.deepEqual(await violations(app), []);
      // It sees what it is there for.
      await app.run(
        "document.querySelector('input[type=search]').closest('label').querySelector('span').remove(); document.querySelector('input[type=search]').placeholder = ''",
      );
      assert.deepEqual(await violations(app), ['label: input[type="search"]']);
    },
    { GTK_THEME: theme, ACTIVITY_PACE: "2500" },
  );
}
