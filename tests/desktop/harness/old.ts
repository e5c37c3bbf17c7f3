// The old server of the music player: FastAPI, in a process of its own.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { given } from "./given.js";

/** Starts the server on a free port; `words` are further words of its command line. */
export async function startOldServer(...words: readonly string[]): Promise<OldServer> {
  const python = given("PYTHON");
  if (!existsSync(python)) throw new Error(`${python} is missing: run examples/music/old/install`);
  const script = join(given("ROOT"), "examples/music/old/server.py");
  const child = spawn(python, [script, "--port", "0", ...words], { stdio: ["ignore", "pipe", "inherit"] });
  const gone = once(child, "exit").then(() => Promise.reject(new Error("the old server has ended")));
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), "line"), gone]);
  gone.catch(() => {});
  return new OldServer(child, String(line).replace("listening on ", ""));
}

export class OldServer {
  /** `http://127.0.0.1:…` */
  readonly address: string;
  readonly #child: ChildProcess;

  constructor(child: ChildProcess, address: string) {
    this.#child = child;
    this.address = address;
  }

  /** Asks a route, and gives what it answers. */
  async ask(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.address}${path}`, {
      method,
      headers: { "Content-Type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return await response.json();
  }

  /** How many pages hold a socket. */
  async connections(): Promise<number> {
    return Number(await this.ask("GET", "/connections"));
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, "exit");
    this.#child.kill();
    await gone;
  }
}
