// Time in the page, in the test's hands: nothing that the page plans happens before the test says so.

import type { DrivenApp } from "../harness/driver.js";

/** Stops the page's time. What was planned before still happens by itself. */
export async function stopTime(app: DrivenApp): Promise<void> {
  await app.run(`
    const own = { now: performance.now(), due: [], setTimeout: window.setTimeout, clearTimeout: window.clearTimeout };
    window.stopped = own;
    performance.now = () => own.now;
    window.setTimeout = (run, wait = 0) => {
      const timer = { run, at: own.now + wait };
      own.due.push(timer);
      return timer;
    };
    window.clearTimeout = (timer) => {
      if (typeof timer === "number") own.clearTimeout.call(window, timer);
      else own.due = own.due.filter((other) => other !== timer);
    };`);
}

/** Lets time pass, and what was planned for it happen. */
export async function pass(app: DrivenApp, milliseconds: number): Promise<void> {
  await app.run(
    `
    const own = window.stopped;
    const end = own.now + arguments[0];
    for (;;) {
      const next = own.due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      own.due = own.due.filter((other) => other !== next);
      own.now = Math.max(own.now, next.at);
      next.run();
    }
    own.now = end;`,
    milliseconds,
  );
}
