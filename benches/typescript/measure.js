// Sides take turns in short batches, and the fastest batch of each counts: what disturbs a batch can only slow it, and
// disturbs all sides alike.

const ROUNDS = 300;
const BATCH_NS = 300_000n;

let sink = 0;

/** Nanoseconds for one call of each side. */
export function measure(sides) {
  const runs = Object.entries(sides).map(([name, side]) => ({ name, side, calls: 1, best: Number.POSITIVE_INFINITY }));
  for (const run of runs) calibrate(run);
  for (let round = 0; round < ROUNDS; round++) {
    for (const run of runs) run.best = Math.min(run.best, Number(batch(run)) / run.calls);
  }
  if (sink === 0) throw new Error("nothing was measured");
  return Object.fromEntries(runs.map(({ name, best }) => [name, best]));
}

/** Warms a side up, and finds out how many calls make a batch. */
function calibrate(run) {
  for (let settled = 0; settled < 20; ) {
    const time = batch(run);
    if (time < BATCH_NS) run.calls = Math.ceil(run.calls * 1.5);
    else settled++;
  }
}

function batch({ side, calls }) {
  const start = process.hrtime.bigint();
  for (let call = 0; call < calls; call++) sink += side() ? 1 : 2;
  return process.hrtime.bigint() - start;
}
