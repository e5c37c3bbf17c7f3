// What `run.mjs` tells a step, by environment variables.

type Name = "APP" | "BREAK" | "CHROMIUM" | "DESKTOP" | "PACKAGES" | "ROOT" | "VECTORS" | "WORK";

/** What stands under a name. */
export function given(name: Name): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run node tests/desktop/run.mjs`);
  return value;
}
