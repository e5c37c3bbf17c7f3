import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { systemClock } from "../../../runtime/typescript/clock.js";

test("delays that are longer than setTimeout knows do not come up at once, and an infinite one never does", () => {
  const delays: unknown[] = [];
  const cleared: unknown[] = [];
  mock.method(globalThis, "setTimeout", (_: () => void, delay: number) => delays.push(delay));
  mock.method(globalThis, "clearTimeout", (timer: unknown) => cleared.push(timer));
  try {
    const cancels = [5, 2 ** 31 - 1, 2 ** 31, Number.POSITIVE_INFINITY].map((delay) =>
      systemClock.after(delay, () => {}),
    );
    assert.deepEqual(delays, [5, 2_147_483_647, 2_147_483_647]);
    for (const cancel of cancels) cancel();
    assert.deepEqual(cleared, [1, 2, 3]);
  } finally {
    mock.restoreAll();
  }
});
