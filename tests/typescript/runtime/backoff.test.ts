import assert from "node:assert/strict";
import { test } from "node:test";

import { type Backoff, brisk, exponential, fixed, patient } from "../../../runtime/typescript/backoff.js";

function delays(backoff: Backoff, count: number, random: number): (number | undefined)[] {
  return Array.from({ length: count }, (_, index) => backoff(index + 1, () => random));
}

test("full jitter lies between the floor and a limit that doubles up to the ceiling", () => {
  assert.deepEqual(delays(exponential(), 7, 0), [500, 500, 500, 500, 500, 500, 500]);
  assert.deepEqual(delays(exponential(), 7, 1), [1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
  assert.deepEqual(delays(exponential(), 3, 0.5), [750, 1_250, 2_250]);
});

test("it does not end by itself, overflow, or fall below its floor", () => {
  assert.equal(
    exponential()(1_000_000, () => 1),
    20_000,
  );
  assert.equal(
    exponential({ first: 10 })(1, () => 1),
    500,
  );
  assert.deepEqual(delays(exponential({ attempts: 2 }), 3, 1), [1_000, undefined, undefined]);
});

test("the policies with names have jitter too", () => {
  assert.deepEqual(
    delays(patient, 10, 1).map((delay) => delay && Math.round(delay)),
    [3_000, 4_500, 6_750, 10_125, 15_188, 22_781, 34_172, 51_258, 76_887, undefined],
  );
  assert.deepEqual(delays(brisk, 5, 1), [2_000, 4_000, 8_000, 16_000, undefined]);
  assert.equal(
    patient(5, () => 0),
    500,
  );
});

test("a list is followed to its end", () => {
  assert.deepEqual(delays(fixed([0, 100]), 4, 0.3), [0, 100, 100, 100]);
  assert.deepEqual(delays(fixed([0, 100], "end"), 3, 0.3), [0, 100, undefined]);
  assert.deepEqual(delays(fixed([]), 1, 0.3), [undefined]);
});
