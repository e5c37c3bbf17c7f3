// The music player in its own window: whatever a user does is seen there, and every event of the manifest is heard.

import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { type DrivenApp, driveApp } from "./harness/driver.js";
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

const button = (name: string) => ({ role: "button", name }) as const;

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
  for (const step of [...ofTheFolder(folder), ...QUEUE, ...PLAYING, ...COLLECTING, ...REHEARSED]) {
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

function ofTheFolder(folder: string): Step[] {
  const [blip, lost] = [join(folder, "Test/Blip.wav"), join(folder, "Found/01 Lost and Found.wav")];
  const watched = [
    "watched-folder:fs-event",
    "watched-folder:status",
    "watched-folder:results",
    "library:updated",
  ];
  const changed = (what: string) => `The folder changed: ${what}.`;
  return [
    {
      what: "the folder is scanned again",
      act: async (app) => {
        await app.click(button("Scan the folder"));
        await app.shows("Scan complete: 0 new, 12 unchanged, 0 unreadable.");
      },
      hears: ["library:scan-progress", "scan-progress", "library:scan-complete"],
    },
    {
      what: "a song is composed",
      act: async (app) => {
        await app.click(button("Compose a song"));
        await app.shows("Lost and Found");
        await app.shows(changed("1 added, 0 updated, 0 deleted"));
      },
      hears: watched,
    },
    {
      what: "a file is copied into the folder",
      act: async (app) => {
        writeSilence(blip, 400);
        await app.shows("Blip");
        await app.until("document.querySelector('[aria-label=Folder]').innerText.includes('watching')");
      },
      hears: watched,
    },
    {
      what: "a file changes",
      act: async (app) => {
        writeSilence(blip, 1_200);
        await app.until(
          "Array.from(document.querySelectorAll('tr'), (row) => row.innerText).some((row) => /Blip[^]*0:01/.test(row))",
        );
        await app.shows(changed("0 added, 1 updated, 0 deleted"));
      },
      hears: watched,
    },
    {
      what: "a file is deleted",
      act: async (app) => {
        rmSync(lost);
        await app.shows(changed("0 added, 0 updated, 1 deleted"));
        await app.until("!document.querySelector('main').innerText.includes('Lost and Found')");
      },
      hears: watched,
    },
  ];
}

/** What the queue shows, from the first place on. */
async function queueIs(app: DrivenApp, ...titles: string[]): Promise<void> {
  await app.click({ role: "tab", name: "Queue" });
  const shown = "Array.from(document.querySelectorAll('.queue-title'), (title) => title.textContent).join()";
  await app.until(`${shown} === arguments[0]`, titles.join());
}

const QUEUE: readonly Step[] = [
  {
    what: "tracks are queued",
    act: async (app) => {
      for (const title of ["Blip", "Undertow", "Note G"]) await app.click(button(`Queue ${title}`));
      await queueIs(app, "Blip", "Undertow", "Note G");
    },
    hears: ["queue:updated"],
  },
  {
    what: "the queue is put into another order",
    act: async (app) => {
      await app.click({ role: "tab", name: "Queue" });
      await app.click(button("Move Note G up in the queue"));
      await queueIs(app, "Blip", "Note G", "Undertow");
    },
    hears: ["queue:updated"],
  },
  {
    what: "the queue is shuffled, and in order again",
    act: async (app) => {
      await app.click(button("Shuffle"));
      await app.until("document.querySelector('[aria-label=Shuffle]').ariaPressed === 'true'");
      await app.click(button("Shuffle"));
      await app.until("document.querySelector('[aria-label=Shuffle]').ariaPressed === 'false'");
      await queueIs(app, "Blip", "Note G", "Undertow");
    },
    hears: ["queue:updated", "queue:state-changed"],
  },
  {
    what: "the queue loops",
    act: async (app) => {
      await app.click(button("Loop: off"));
      await app.click(button("Loop: one track"));
      await app.click(button("Loop: the whole queue"));
      await app.until("document.querySelector('[aria-label=\"Loop: off\"]')");
    },
    hears: ["queue:state-changed"],
  },
  {
    what: "a track is taken out",
    act: async (app) => {
      await app.click({ role: "tab", name: "Queue" });
      await app.click(button("Take Undertow out of the queue"));
      await queueIs(app, "Blip", "Note G");
    },
    hears: ["queue:updated"],
  },
];

const PLAYING: readonly Step[] = [
  {
    what: "somebody signs in to Last.fm, which is out of reach",
    act: async (app) => {
      await app.click(button("Settings"));
      await app.type({ role: "textbox", name: "Your name there" }, "ada");
      await app.click(button("Connect"));
      await app.shows("Connected as ada");
      await app.click({ role: "checkbox", name: "Pretend that it cannot be reached" });
      await app.until("document.querySelectorAll('main input:checked').length === 2");
    },
    hears: ["lastfm:auth", "settings://changed"],
  },
  {
    what: "a track is played to its end",
    act: async (app) => {
      await app.click(button("Play"));
      await app.shows("Plays that wait to be reported: 1");
      await app.until("document.querySelector('.playing').innerText.includes('Note G')");
    },
    hears: [
      "audio://progress",
      "audio://track-ended",
      "queue:state-changed",
      "lastfm:scrobble-status",
      "lastfm:queue-updated",
    ],
  },
  {
    what: "Last.fm is back",
    act: async (app) => {
      await app.click({ role: "checkbox", name: "Pretend that it cannot be reached" });
      await app.shows("Plays that wait to be reported: 0");
      await app.shows("Last.fm: Blip sent.");
    },
    hears: ["settings://changed", "lastfm:scrobble-status", "lastfm:queue-updated"],
  },
  {
    what: "playback is paused, and put somewhere else",
    act: async (app) => {
      await app.click(button("Pause"));
      await app.until("document.querySelector('[aria-label=Play]')");
      await app.run("document.querySelector('input[type=range]').focus()");
      await app.press("End");
      await app.until("document.querySelector('input[type=range]').ariaValueText === '0:18 of 0:18'");
    },
    hears: ["audio://progress"],
  },
  {
    what: "settings change, and are reset",
    act: async (app) => {
      await app.click("#theme option:nth-of-type(3)");
      await app.until("document.documentElement.dataset.theme === 'dark'");
      await app.until("getComputedStyle(document.documentElement).backgroundColor === 'rgb(18, 17, 22)'");
      await app.click(button("Reset all"));
      await app.until("document.documentElement.dataset.theme === 'system'");
    },
    hears: ["settings://changed", "settings://reset"],
  },
  {
    what: "somebody signs out of Last.fm",
    act: async (app) => {
      await app.click(button("Disconnect"));
      await app.shows("Your name there");
    },
    hears: ["lastfm:auth"],
  },
];

const COLLECTING: readonly Step[] = [
  {
    what: "a track becomes a favourite",
    act: async (app) => {
      await app.click(button("Library"));
      await app.click(button("Favourite: Undertow"));
      await app.click(button("Favourites"));
      await app.until("document.querySelectorAll('.tracks tbody tr').length === 1");
    },
    hears: ["favorites:updated"],
  },
  {
    what: "it is none any more",
    act: async (app) => {
      await app.click(button("Favourite: Undertow"));
      await app.shows("No favourites yet");
    },
    hears: ["favorites:updated"],
  },
  {
    what: "a playlist is made, and tracks come into it",
    act: async (app) => {
      await app.type({ role: "textbox", name: "Name of a new playlist" }, "Morning");
      await app.press("Enter");
      await app.shows("Empty: add tracks");
      await app.click(button("Library"));
      for (const title of ["Undertow", "Jacquard"]) {
        await app.click(`[aria-label="Add ${title} to a playlist"] option:nth-of-type(2)`);
      }
      await app.click(button("Morning2"));
      await app.until("document.querySelectorAll('.playlist li').length === 2");
    },
    hears: ["playlists:updated"],
  },
  {
    what: "a playlist is put into another order, renamed, emptied and deleted",
    act: async (app) => {
      await app.click(button("Move Jacquard up"));
      await app.until("document.querySelector('.playlist li').innerText.includes('Jacquard')");
      await app.fill({ role: "textbox", name: "New name" }, "Evening");
      await app.click(button("Rename"));
      await app.until("document.querySelector('main h2').textContent === 'Evening'");
      await app.click(button("Remove Jacquard"));
      await app.until("document.querySelectorAll('.playlist li').length === 1");
      await app.click(button("Delete"));
      await app.until("!document.querySelector('nav').innerText.includes('Evening')");
    },
    hears: ["playlists:updated"],
  },
  {
    what: "the queue is cleared",
    act: async (app) => {
      await app.click({ role: "tab", name: "Queue" });
      await app.click(button("Clear the queue"));
      await app.shows("The queue is empty");
    },
    hears: ["queue:updated", "queue:state-changed"],
  },
];

const shows = (expression: string) => (app: DrivenApp) => app.until(expression);
const isPlayed = (title: string) =>
  `document.querySelector('.playing').innerText.includes(${JSON.stringify(title)})`;
const isPaused = "document.querySelector('.main').ariaLabel === 'Play'";
const isPlaying = "document.querySelector('.main').ariaLabel === 'Pause'";

/** A key of a keyboard or a headset, and what the page then shows. */
function key(name: string, expression: string): Step {
  return {
    what: `the key ${name}`,
    act: async (app) => {
      await rehearse(app, `mediakey://${name}`);
      await shows(expression)(app);
    },
    hears: [`mediakey://${name}`],
  };
}

const REHEARSED: readonly Step[] = [
  {
    what: "a queue for the keys",
    act: async (app) => {
      await app.click(button("Library"));
      await app.click(button("Queue all"));
      await app.click({ role: "tab", name: "Queue" });
      await app.shows("13 tracks");
    },
    hears: ["queue:updated"],
  },
  key("play", isPlaying),
  key("pause", isPaused),
  key("toggle", isPlaying),
  key("next", isPlayed("Window Seat")),
  key("previous", isPlayed("Last Stop")),
  key("stop", `${isPaused} && document.querySelector('input[type=range]').disabled`),
  {
    what: "what nothing emits any more",
    act: (app) => rehearse(app, "settings:updated", { key: "volume", value: 0.5, previous_value: 1 }),
    hears: ["settings:updated"],
  },
];

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
