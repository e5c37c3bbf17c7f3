import assert from "node:assert/strict";
import { test } from "node:test";

import { backoff } from "../../../examples/p2p/page/src/connection.js";

/** The table of the guide. */
const DELAYS = [3_000, 4_500, 6_750, 10_125, 15_188, 22_781, 34_172, 51_258, 76_887, 115_330];

/** The delay after each failure in a row, from the loss of a connection to the end. */
function delays(random: number): number[] {
  const found: number[] = [];
  for (;;) {
    const delay = backoff(found.length + 1, () => random);
    if (delay === undefined) return found;
    found.push(Math.round(delay));
  }
}

test("attempts are as far apart as the guide says, at most, and there are ten", () => {
  assert.deepEqual(delays(1), DELAYS);
});

test("chance makes them shorter, so that not all pages come back at one moment", () => {
  const halves = delays(0.5);
  assert.equal(halves.length, DELAYS.length);
  for (const [at, delay] of halves.entries()) assert.ok(delay < Number(DELAYS[at]), `${delay}`);
  assert.deepEqual(delays(0), Array(10).fill(500));
});
