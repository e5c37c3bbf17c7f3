// The feed: its entries, the oldest first, and what is to be known about it as a whole.

import type { StreamEvent } from "@app/types.js";

import type { Draft, Entry, Flow, Part } from "./entry.js";

/** How many entries are kept; the oldest go. */
export const LIMIT = 600;

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

export class Feed {
  entries: readonly Entry[] = $state.raw([]);
  /** How many events have come, the pieces of streams among them. */
  heard = $state(0);
  /** How many entries are not kept any more. */
  gone = $state(0);
  status: Status | undefined = $state.raw();
  #last = 0;
  readonly #limit: number;
  readonly #news: News;

  constructor(news: News, limit: number = LIMIT) {
    this.#news = news;
    this.#limit = limit;
  }

  /** Goes on where another page has stopped. */
  restore({ entries, heard, gone, last, status }: Kept): void {
    this.entries = entries;
    this.heard = heard;
    this.gone = gone;
    this.status = status;
    this.#last = last;
  }

  keep(): Kept {
    const { entries, heard, gone, status } = this;
    return { entries, heard, gone, last: this.#last, status };
  }

  /** Shows an entry. */
  add(draft: Draft): void {
    this.heard += 1;
    this.#news(this.#push(draft));
  }

  /** Shows a step of an answer: all of one stream are one entry. */
  addStream(draft: Draft, event: StreamEvent): void {
    this.heard += 1;
    const at = this.entries.findLastIndex((entry) => entry.flow && streamOf(entry.parts) === event.stream_id);
    const before = this.entries[at];
    if (before === undefined) {
      const note = event.type === "Started" ? {} : { note: "Its beginning was not heard." };
      this.#news(this.#push({ ...draft, ...note }, flowOf(event)));
      return;
    }
    const entry = grown(before, draft, event);
    this.entries = this.entries.with(at, entry);
    if (event.type !== "Chunk") this.#news(entry);
  }

  /** Forgets the entries; counts go on. */
  clear(): void {
    this.gone += this.entries.length;
    this.entries = [];
  }

  #push(draft: Draft, flow?: Flow): Entry {
    this.#last += 1;
    const entry: Entry = { ...draft, key: this.#last, ...(flow && { flow }) };
    const over = Math.max(0, this.entries.length + 1 - this.#limit);
    this.gone += over;
    this.entries = [...this.entries.slice(over), entry];
    return entry;
  }
}

/** The entry of a stream with a further step. A piece under another number than its turn is told. */
function grown(before: Entry, draft: Draft, event: StreamEvent): Entry {
  const parts = [...before.parts, ...draft.parts];
  const entry = { ...before, level: draft.level, title: draft.title, parts, flow: flowOf(event) };
  if (event.type === "Completed") return { ...entry, text: event.final_content };
  if (event.type !== "Chunk") return entry;
  const text = (before.text ?? "") + event.content;
  const turn = pieces(before.parts);
  return event.index === turn || entry.note !== undefined
    ? { ...entry, text }
    : { ...entry, text, note: `Piece ${turn} is missing.` };
}

function flowOf({ type }: StreamEvent): Flow {
  const flows = { Started: "running", Chunk: "running", Completed: "complete", Error: "broken", Stopped: "stopped" };
  return (flows as { readonly [Type in StreamEvent["type"]]: Flow })[type];
}

function pieces(parts: readonly Part[]): number {
  return parts.filter(({ name }) => name === "Stream.Chunk").length;
}

function streamOf(parts: readonly Part[]): string | undefined {
  return (parts[0]?.payload as StreamEvent | undefined)?.stream_id;
}
