// Time, so that tests can hold it.

/** Timers, and a clock that never goes back; milliseconds. */
export interface Clock {
  now(): number;
  /** Calls once after `delay`; what it returns cancels that. */
  after(delay: number, call: () => void): () => void;
}

/** The clock of the page. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(delay, call) {
    const timer = setTimeout(call, delay);
    return () => clearTimeout(timer);
  },
};
