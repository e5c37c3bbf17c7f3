// What the tests in Chromium need around the page: the server of `examples/chat`, one for the page, and a browser.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import { portOf } from "../runtime/network.js";

/** An environment variable that `tests/run browser` sets. */
export function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run tests/run browser`);
  return value;
}

/** Starts the chat server with further options; `port` 0 takes a free one. */
export async function startServer(options: readonly string[], port = 0) {
  const words = ["--listen", `127.0.0.1:${port}`, ...options];
  const child: ChildProcess = spawn(given("CHAT_SERVER"), words, { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout as NonNullable<ChildProcess["stdout"]> });
  const [line] = (await once(lines, "line")) as [string];
  const address = line.replace("listening on ", "");
  return {
    url: `http://${address}`,
    port: Number(address.split(":").at(-1)),
    async kill(): Promise<void> {
      if (!child.kill("SIGKILL")) return;
      await once(child, "exit");
    },
  };
}

/** Starts the chat server for pages of another origin, which need no tokens. */
export async function startChat(origin: string, port = 0) {
  const server = await startServer(["--origin", origin, "--operator"], port);
  return {
    ...server,
    /** Publishes a frame to all clients, after the generated Rust has read it. */
    async publish(frame: string): Promise<void> {
      const { status, ...response } = await fetch(`${server.url}/publish`, {
        method: "POST",
        body: frame,
      });
      if (status !== 204) throw new Error(`${status} for ${frame}: ${JSON.stringify(response)}`);
    },
    /** The frames of clients, each as the generated Rust writes it after reading. */
    async heard(): Promise<string[]> {
      const text = await (await fetch(`${server.url}/heard`)).text();
      return text.split("\n").slice(0, -1);
    },
  };
}

/** Serves the bundled page under a policy that allows no `eval`. */
export async function servePage() {
  const entry = fileURLToPath(new URL("page.js", import.meta.url));
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: "esm" });
  const script = outputFiles[0]?.text;
  const server = createServer(({ url }, response) => {
    const isScript = url === "/page.js";
    response.setHeader("Content-Type", isScript ? "text/javascript" : "text/html; charset=utf-8");
    response.setHeader("Content-Security-Policy", "default-src 'none'; script-src 'self'; connect-src ws:");
    response.end(isScript ? script : '<!doctype html><script type="module" src="page.js"></script>');
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${portOf(server.address())}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The hand-written frames of a direction, `tests/frames/server/*.jsonl` for example. */
export function frames(direction: "server" | "client"): string[] {
  const folder = join(given("FRAMES"), direction);
  const files = readdirSync(folder).sort();
  return files.flatMap((file) => readFileSync(join(folder, file), "utf8").split("\n").slice(0, -1));
}
