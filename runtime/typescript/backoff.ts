// How long to wait before the next attempt to connect.

/**
 * The delay in milliseconds after `failures` (1, 2, …) attempts in a row that failed; `undefined` gives up.
 * `random` returns a number from 0 up to 1.
 */
export type Backoff = (failures: number, random: () => number) => number | undefined;

export interface ExponentialOptions {
  /** The longest delay after the first failure, in milliseconds; 1,000 if left out. */
  readonly first?: number | undefined;
  /** By how much it grows with each further failure; 2 if left out. */
  readonly factor?: number | undefined;
  /** What it never exceeds, in milliseconds; 20,000 if left out. */
  readonly ceiling?: number | undefined;
  /** The shortest delay, in milliseconds; 500 if left out. */
  readonly floor?: number | undefined;
  /** How many failures in a row are the end; without limit if left out. */
  readonly attempts?: number | undefined;
}

/**
 * Full jitter: any delay between a floor and a limit that grows, so that clients which lost one server do not come
 * back at one moment. Without options, it is what the transport does.
 */
export function exponential(options: ExponentialOptions = {}): Backoff {
  const {
    first = 1_000,
    factor = 2,
    ceiling = 20_000,
    floor = 500,
    attempts = Number.POSITIVE_INFINITY,
  } = options;
  return (failures, random) => {
    if (failures >= attempts) return undefined;
    const limit = Math.min(ceiling, first * factor ** (failures - 1));
    return floor + random() * Math.max(0, limit - floor);
  };
}

/** For a server of one's own nearby: starts at 3 s, grows by half, and ends after ten attempts. */
export const patient: Backoff = /* @__PURE__ */ exponential({
  first: 3_000,
  factor: 1.5,
  ceiling: 120_000,
  attempts: 10,
});

/** For an app that tells its user soon: starts at 2 s, doubles up to 30 s, and ends after five attempts. */
export const brisk: Backoff = /* @__PURE__ */ exponential({ first: 2_000, ceiling: 30_000, attempts: 5 });

/** These delays, one after the other, without jitter; then the last again and again, or the end. */
export function fixed(delays: readonly number[], then: "repeat" | "end" = "repeat"): Backoff {
  return (failures) => delays[failures - 1] ?? (then === "repeat" ? delays.at(-1) : undefined);
}
