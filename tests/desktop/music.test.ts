// The music player in its own window: whatever a user does is seen there, and every event of the manifest is heard.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { driveApp } from "./harness/driver.js";
import { built, given } from "./harness/given.js";
import {
  counts,
  invoke,
  type Music,
  type MusicStart,
  problems,
  rehearse,
  type Step,
  startMusic,
  take,
  unheard,
  writeSilence,
} from "./harness/music.js";
import { button, isPaused, isPlayed, isPlaying, queueIs, steps } from "./harness/steps.js";

/** A test with a player of its own, which may not complain. */
function inPlayer(name: string, start: MusicStart, body: (music: Music) => Promise<void>): void {
  test(name, async () => {
    const music = await startMusic(start);
    try {
      await music.app.shows("Undertow");
      await body(music);
      assert.deepEqual(music.app.output, []);
    } finally {
      await music.app.close();
    }
  });
}

inPlayer("every event of the manifest is heard, by what a user does", {}, async ({ app, folder }) => {
  await app.shows("12 files in");
  await app.shows("watching");
  const atFirst = await counts(app);
  for (const name of ["library:updated", "library:scan-progress", "library:scan-complete", "scan-progress"]) {
    assert.ok((atFirst[name] ?? 0) > 0, `${name} came before the page was there, and was not heard`);
  }
  for (const step of steps(folder)) {
    await take(app, step);
  }
  const heard = await counts(app);
  assert.deepEqual(
    Object.keys(heard).filter((name) => heard[name] === 0),
    [],
  );
  assert.deepEqual(Object.keys(heard).sort(), namesInTheTable());
  assert.equal(await app.text(".tally"), "25 of 25 events heard");
  assert.deepEqual(await problems(app), []);
});

/** The rows of the table, as they were written down by hand: the frames of the case. */
function namesInTheTable(): string[] {
  const manifest = readFileSync(join(given("ROOT"), "tests/cases/system-music/events.yaml"), "utf8");
  const [, events = ""] = manifest.split("\nserver:\n");
  return [...events.matchAll(/^ {2}(\S+):(?: |$)/gm)].map(([, name]) => String(name)).sort();
}

const queues: Step = {
  what: "a track is queued",
  act: (app) => app.click(button("Queue Undertow")),
  hears: ["queue:updated"],
};
const favors: Step = {
  what: "a favourite comes and goes",
  act: (app) => app.click(button("Favourite: Undertow")),
  hears: ["favorites:updated"],
};

for (const { mistake, step, problem } of [
  { mistake: "old-name", step: queues, problem: undefined },
  { mistake: "drop-field", step: queues, problem: "refused: queue:updated: queue_length: missing" },
  {
    mistake: "old-word",
    step: favors,
    problem: 'refused: favorites:updated: action: expected one of "added", "removed", got another string',
  },
]) {
  inPlayer(`a player that makes a mistake is found out: ${mistake}`, { mistake }, async ({ app }) => {
    assert.deepEqual(await unheard(app, step), step.hears);
    const found = await problems(app);
    if (problem === undefined) assert.deepEqual(found, []);
    else assert.equal(found[0], problem);
  });
}

inPlayer("a player that makes none hears the same steps", {}, async ({ app }) => {
  for (const step of [queues, favors]) assert.deepEqual(await unheard(app, step), []);
});

inPlayer("the keyboard plays, and everything has a name for screen readers", {}, async ({ app }) => {
  await app.click(button("Play Undertow"));
  await app.until(isPlaying);
  await app.until(
    "Array.from(document.querySelectorAll('[role=status]'), (it) => it.textContent).includes('Playing Undertow by The Oscillators')",
  );
  await app.run("document.activeElement.blur()");
  await app.press("Space");
  await app.until(isPaused);
  await app.press("n");
  await app.until(isPlayed("Spring Tide"));
  await app.press("p");
  await app.until(isPlayed("Undertow"));
  await app.press("f");
  await app.until("document.querySelector('.playing .favorite').ariaPressed === 'true'");
  await app.press("l");
  await app.until("document.querySelector('[aria-label=\"Loop: one track\"]')");
  await app.press("s");
  await app.until("document.querySelector('[aria-label=Shuffle]').ariaPressed === 'true'");
  await app.click(button("Settings"));
  const spoken = await app.spokenBy("button, input, select, nav, progress");
  assert.ok(spoken.length > 50, `${spoken.length} elements`);
  assert.deepEqual(
    spoken.filter(({ name }) => name.trim() === ""),
    [],
  );
  assert.deepEqual(await app.spoken("input[type=range]"), { role: "slider", name: "Position" });
  await app.click({ role: "tab", name: "Queue" });
  await app.press("ArrowRight");
  await app.until("document.activeElement.id === 'tab-Events'");
});

inPlayer("a page that is loaded again shows what was", {}, async ({ app }) => {
  await app.click(button("Favourite: Undertow"));
  await app.click(button("Queue Undertow"));
  await queueIs(app, "Undertow");
  await app.reload();
  await queueIs(app, "Undertow");
  await app.until("document.querySelector('[aria-label=\"Favourite: Undertow\"]').ariaPressed === 'true'");
  await app.shows("12 files in");
  await app.shows("watching");
});

inPlayer("nobody rehearses who is not told to", { rehearses: false }, async ({ app }) => {
  await assert.rejects(rehearse(app, "mediakey://play"), /MUSIC_REHEARSAL is not set/);
  await assert.rejects(invoke(app, "measure"), /MUSIC_REHEARSAL is not set/);
});

test("a folder of one's own is read, and nothing is written into it", async () => {
  const folder = join(given("WORK"), "own");
  writeSilence(join(folder, "Quiet.wav"), 5_000);
  const app = await driveApp({ binary: built("music-desktop"), args: ["--folder", folder] });
  try {
    await app.shows("1 files in");
    await app.until("document.querySelectorAll('.tracks tbody tr').length === 1");
  } finally {
    await app.close();
  }
});
