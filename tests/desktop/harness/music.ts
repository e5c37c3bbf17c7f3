// The music player in its window: started with a folder of its own, and asked what it has heard.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { type DrivenApp, driveApp } from "./driver.js";
import { built, given } from "./given.js";

export interface MusicStart {
  /** Whether the test command is there. */
  readonly rehearses?: boolean;
  /** What the app does wrong: `old-name`, `drop-field` or `old-word`. */
  readonly mistake?: string;
  readonly args?: readonly string[];
}

/** A player that runs, and where its files are. */
export interface Music {
  readonly app: DrivenApp;
  /** The folder of audio files that it has made. */
  readonly folder: string;
}

/** Starts the player where it has never run before; it makes its own folder of songs. */
export async function startMusic({ rehearses = true, mistake, args = [] }: MusicStart = {}): Promise<Music> {
  const data = mkdtempSync(join(given("WORK"), "music-"));
  const env = {
    XDG_DATA_HOME: data,
    ...(rehearses && { MUSIC_REHEARSAL: "1" }),
    ...(mistake !== undefined && { MUSIC_MISTAKE: mistake }),
  };
  const app = await driveApp({ binary: built("music-desktop"), args, env });
  return { app, folder: join(data, "dev.samewire.music/music") };
}

/** Calls a command of the app, as its page does. */
export async function invoke<T>(app: DrivenApp, command: string, args: object = {}): Promise<T> {
  const call = "return await window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1]);";
  return await app.runAsync<T>(call, command, args);
}

/** Has the app emit an event that no user can cause. */
export async function rehearse(app: DrivenApp, name: string, payload: object = {}): Promise<void> {
  await invoke(app, "rehearse", { name, payload: JSON.stringify(payload) });
}

/** How often the page has heard each event of the manifest. */
export async function counts(app: DrivenApp): Promise<Readonly<Record<string, number>>> {
  await app.click({ role: "tab", name: "Events" });
  const read = `return Object.fromEntries(Array.from(document.querySelectorAll(".counts li"), (line) =>
    [line.dataset.event, Number(line.lastElementChild.textContent)]));`;
  return await app.run(read);
}

/** What the page says is wrong. */
export async function problems(app: DrivenApp): Promise<readonly string[]> {
  await app.click({ role: "tab", name: "Events" });
  return await app.run(
    'return Array.from(document.querySelectorAll(".problems li:not(.quiet)"), (line) => line.textContent);',
  );
}

/** Something that a user does, and which events the page has to hear of it. */
export interface Step {
  readonly what: string;
  /** Does it, and waits until the page shows what became of it. */
  readonly act: (app: DrivenApp) => Promise<void>;
  readonly hears: readonly string[];
}

/** Takes a step, and names the events that the page has not heard when all that was emitted has arrived. */
export async function unheard(app: DrivenApp, { act, hears }: Step): Promise<string[]> {
  const before = await counts(app);
  await act(app);
  await fence(app);
  const after = await counts(app);
  return hears.filter((name) => (after[name] ?? 0) <= (before[name] ?? 0));
}

export async function take(app: DrivenApp, step: Step): Promise<void> {
  assert.deepEqual(await unheard(app, step), [], `${step.what}: not heard`);
}

let fences = 0;

/** Resolves when the page has heard all that was emitted: events come in order, and this one comes last. */
async function fence(app: DrivenApp): Promise<void> {
  fences += 1;
  const key = `fence-${fences}-`;
  await counts(app);
  await rehearse(app, "settings:updated", { key, value: 0 });
  await app.until("document.querySelector('.heard').textContent.includes(arguments[0])", key);
}

/** Puts an audio file of so many milliseconds there, all at once: 8-bit silence, 1,000 samples per second. */
export function writeSilence(path: string, milliseconds: number): void {
  const head = Buffer.alloc(44);
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(36 + milliseconds, 4);
  head.write("WAVEfmt ", 8, "latin1");
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(1_000, 24);
  head.writeUInt32LE(1_000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write("data", 36, "latin1");
  head.writeUInt32LE(milliseconds, 40);
  mkdirSync(dirname(path), { recursive: true });
  // Who watches would read half of a file that is being written.
  const written = join(given("WORK"), "silence");
  writeFileSync(written, Buffer.concat([head, Buffer.alloc(milliseconds, 128)]));
  renameSync(written, path);
}
