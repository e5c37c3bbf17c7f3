// Frames that can be told apart: each carries the next number.

import type { Line } from "./page.js";

const CHANNEL = "01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d";
const PREFIX = "00000000-0000-4000-8000-";

/** So many frames, the first with the number `from`. */
export function numbered(from: number, count: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const user = PREFIX + String(from + at).padStart(12, "0");
    return `{"type":"typing_start","channel_id":"${CHANNEL}","user_id":"${user}"}`;
  });
}

/** The number that a line of the page tells of, if it heard such a frame. */
export function numberOf({ kind, payload }: Line): number | undefined {
  if (kind !== "event") return undefined;
  const user = String((payload as Line)["user_id"]);
  return user.startsWith(PREFIX) ? Number(user.slice(PREFIX.length)) : undefined;
}

/** All numbers that were heard, in their order. */
export function numbersIn(lines: readonly Line[]): number[] {
  return lines.map(numberOf).filter((number) => number !== undefined);
}

/** The numbers from 0 on. */
export function upTo(count: number): number[] {
  return [...Array(count).keys()];
}
