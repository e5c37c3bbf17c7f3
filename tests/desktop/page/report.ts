// Lines for the test that opened the page, in order, and none twice or lost: also over a reload.

import { invoke } from "@tauri-apps/api/core";

import { marked } from "./marked.js";

/** Whether the page lies in a window of a Tauri app. */
export const isDesktop = "__TAURI_INTERNALS__" in globalThis;

/** What a page has to say. */
export interface Line {
  readonly kind: string;
  readonly [member: string]: unknown;
}

const KEPT = "unreported";
/** What the test may not have got yet, the first of it under `number`. */
const { lines, number } = restored();
let first: number = number;
let busy = false;

/** Reports a line; its number tells the test which ones it has already. */
export function report(line: Line): void {
  lines.push(JSON.stringify(line, marked));
  void flush();
}

/** One batch at a time: requests of a page may overtake each other. */
async function flush(): Promise<void> {
  if (busy) return;
  busy = true;
  while (lines.length > 0) {
    const count = lines.length;
    await deliver(first, lines.slice(0, count));
    lines.splice(0, count);
    first += count;
  }
  busy = false;
}

async function deliver(from: number, batch: readonly string[]): Promise<void> {
  if (isDesktop) await invoke("report", { from, lines: batch });
  else await (globalThis as unknown as Exposed).deliver(from, batch);
}

/** What the test puts into a browser's page. */
interface Exposed {
  deliver(from: number, lines: readonly string[]): Promise<void>;
}

function restored(): { readonly lines: string[]; readonly number: number } {
  const kept = sessionStorage.getItem(KEPT);
  return kept === null ? { lines: [], number: 0 } : JSON.parse(kept);
}

addEventListener("pagehide", () => sessionStorage.setItem(KEPT, JSON.stringify({ lines, number: first })));
