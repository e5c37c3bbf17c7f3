// What `run.mjs` hands to the tests.

/** How long anything may take before it is a failure (ms). */
export const GUARD = 30_000;

/** An environment variable that `run.mjs` sets. */
export function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run node tests/p2p/run.mjs`);
  return value;
}

/** Rejects where it takes too long. */
export async function soon<T>(what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited in vain: ${what}`)), GUARD);
  });
  return await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
