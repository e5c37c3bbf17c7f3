// What `run.mjs` tells a step, by environment variables.

import { existsSync } from "node:fs";
import { join } from "node:path";

type Name =
  | "BREAK"
  | "BUILT"
  | "CHAT_SERVER"
  | "CHROMIUM"
  | "DESKTOP"
  | "PACKAGES"
  | "ROOT"
  | "VECTORS"
  | "WORK";

/** What stands under a name. */
export function given(name: Name): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run node tests/desktop/run.mjs`);
  return value;
}

/** A program of the workspace examples/desktop. */
export function built(name: string): string {
  const path = join(given("BUILT"), name);
  const command = `cargo build --manifest-path examples/desktop/Cargo.toml -p ${name}`;
  if (!existsSync(path)) throw new Error(`${path} is missing: ${command}`);
  return path;
}
