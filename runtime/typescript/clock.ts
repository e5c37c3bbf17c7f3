// Time, so that tests can hold it.

/** Timers, and a clock that never goes back; milliseconds. */
export interface Clock {
  now(): number;
  /** Calls once after `delay`; what it returns cancels that. */
  after(delay: number, call: () => void): () => void;
}

/** The longest delay of `setTimeout`, 24.8 days: it calls at once where that is longer. */
const LONGEST = 2 ** 31 - 1;

/** The clock of the page. What is due in more than 24.8 days comes up then, and never if the delay is `Infinity`. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(delay, call) {
    if (delay === Number.POSITIVE_INFINITY) return () => {};
    const timer = setTimeout(call, Math.min(delay, LONGEST));
    return () => clearTimeout(timer);
  },
};
