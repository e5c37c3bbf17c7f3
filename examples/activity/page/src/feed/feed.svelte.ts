// The feed: its entries, the oldest first, and what is to be known about it as a whole.

import type { StreamEvent } from "@app/types.js";

import type { Draft, Entry, Flow, Part } from "./entry.js";

/** How many entries are kept; the oldest go. */
export const LIMIT = 600;

/** What is later than that comes last, as it came (ms). */
const LATEST = 600_000;

/** How the server is, until it says otherwise. */
export interface Status {
  readonly status: string;
  readonly since: string;
}

/** The feed as a value, for the page that comes after this one. */
export interface Kept {
  readonly entries: readonly Entry[];
  readonly heard: number;
  readonly gone: number;
  readonly last: number;
  readonly status?: Status | undefined;
}

/** Hears of what is new: an entry, or what became of a stream. */
export type News = (entry: Entry) => void;

/** Calls a function when the next picture is drawn. */
export type Plan = (run: () => void) => void;

const NONE: Kept = { entries: [], heard: 0, gone: 0, last: 0 };

export class Feed {
  /** What is shown. It follows what is known picture by picture, so that bursts are drawn once. */
  shown: Kept = $state.raw(NONE);
  #known: Kept = NONE;
  #isPlanned = false;
  readonly #news: News;
  readonly #plan: Plan;
  readonly #limit: number;

  constructor(news: News, plan: Plan = nextPicture, limit: number = LIMIT) {
    this.#news = news;
    this.#plan = plan;
    this.#limit = limit;
  }

  /** Goes on where another page has stopped. */
  restore(kept: Kept): void {
    this.#know(kept);
  }

  keep(): Kept {
    return this.#known;
  }

  /** The server says how it is. */
  set status(status: Status) {
    this.#know({ status });
  }

  /** Shows an entry. */
  add(draft: Draft): void {
    this.#news(this.#push(draft));
  }

  /** Shows a step of an answer: all of one stream are one entry. */
  addStream(draft: Draft, event: StreamEvent): void {
    const { entries, heard } = this.#known;
    const at = entries.findLastIndex((entry) => entry.flow && streamOf(entry.parts) === event.stream_id);
    const before = entries[at];
    if (before === undefined) {
      const note = event.type === "Started" ? {} : { note: "Its beginning was not heard." };
      this.#news(this.#push({ ...draft, ...note }, flowOf(event)));
      return;
    }
    const entry = grown(before, draft, event);
    this.#know({ entries: entries.with(at, entry), heard: heard + 1 });
    if (event.type !== "Chunk") this.#news(entry);
  }

  /** Forgets the entries; counts go on. */
  clear(): void {
    const { entries, gone } = this.#known;
    this.#know({ entries: [], gone: gone + entries.length });
  }

  #push(draft: Draft, flow?: Flow): Entry {
    const { entries, heard, gone, last } = this.#known;
    const entry: Entry = { ...draft, key: last + 1, ...(flow && { flow }) };
    const over = Math.max(0, entries.length + 1 - this.#limit);
    const kept = entries.toSpliced(placeOf(entry, entries), 0, entry).slice(over);
    this.#know({ entries: kept, heard: heard + 1, gone: gone + over, last: entry.key });
    return entry;
  }

  #know(news: Partial<Kept>): void {
    this.#known = { ...this.#known, ...news };
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    this.#plan(() => {
      this.#isPlanned = false;
      this.shown = this.#known;
    });
  }
}

/** Nothing is drawn of a window that nobody sees: then it is soon enough a little later. */
function nextPicture(run: () => void): void {
  if (document.visibilityState === "visible") requestAnimationFrame(run);
  else setTimeout(run, 250);
}

/**
 * Each protocol has an order of its own: after a reload the page gets what it missed of the one, and then what it missed
 * of the other. Times join them, as long as they can be those of one clock.
 */
function placeOf(entry: Entry, entries: readonly Entry[]): number {
  const at = Date.parse(entry.at);
  const isLate = (other: Entry): boolean => {
    const late = Date.parse(other.at) - at;
    return late > 0 && late < LATEST;
  };
  return entries.findLastIndex((other) => !isLate(other)) + 1;
}

/** The entry of a stream with a further step. */
function grown(before: Entry, draft: Draft, event: StreamEvent): Entry {
  const parts = [...before.parts, ...draft.parts];
  const entry = { ...before, level: draft.level, title: draft.title, parts, flow: flowOf(event) };
  if (event.type === "Completed") return { ...entry, text: event.final_content };
  return event.type === "Chunk" ? { ...entry, text: (before.text ?? "") + event.content } : entry;
}

function flowOf({ type }: StreamEvent): Flow {
  const flows = {
    Started: "running",
    Chunk: "running",
    Completed: "complete",
    Error: "broken",
    Stopped: "stopped",
  };
  return (flows as { readonly [Type in StreamEvent["type"]]: Flow })[type];
}

function streamOf(parts: readonly Part[]): string | undefined {
  return (parts[0]?.payload as StreamEvent | undefined)?.stream_id;
}
