// What a user does with the music player, step by step, and which events the page has to hear of it.

import { rmSync } from "node:fs";
import { join } from "node:path";

import type { DrivenApp } from "./driver.js";
import { rehearse, type Step, writeSilence } from "./music.js";

export const button = (name: string) => ({ role: "button", name }) as const;

/** All steps, in their order, of a player that has just begun, with its folder. Together they cause every event of the manifest. */
export function steps(folder: string): readonly Step[] {
  return [...ofTheFolder(folder), ...QUEUE, ...PLAYING, ...COLLECTING, ...REHEARSED];
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
export async function queueIs(app: DrivenApp, ...titles: string[]): Promise<void> {
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
export const isPlayed = (title: string) =>
  `document.querySelector('.playing').innerText.includes(${JSON.stringify(title)})`;
export const isPaused = "document.querySelector('.main').ariaLabel === 'Play'";
export const isPlaying = "document.querySelector('.main').ariaLabel === 'Pause'";

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
