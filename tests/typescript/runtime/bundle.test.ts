import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

const RUNTIME = fileURLToPath(new URL("../../../runtime/typescript", import.meta.url));

/** Bundles a page in a folder with no packages above it. */
async function bundle(page: string) {
  const folder = mkdtempSync(join(tmpdir(), "samewire-page-"));
  try {
    const entry = join(folder, "page.mjs");
    cpSync(RUNTIME, join(folder, "runtime"), { recursive: true });
    writeFileSync(entry, page);
    const options = {
      bundle: true,
      write: false,
      format: "esm",
      minify: true,
      target: "es2022",
      logLevel: "silent",
    } as const;
    const { outputFiles } = await build({ entryPoints: [entry], ...options });
    return outputFiles[0]?.text ?? "";
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function size(text: string): number {
  return gzipSync(text, { level: 9 }).length;
}

test("a page without Tauri holds none of it, and what it does not use is left out", async () => {
  const page = await bundle(`
    import { createListeners } from "./runtime/dispatch.js";
    import { webSocketTransport } from "./runtime/websocket.js";
    globalThis.events = createListeners(globalThis.protocol, webSocketTransport("ws://server"));
  `);
  // Tauri, what only `createEvents` needs, and policies that are not named.
  for (const unused of ["tauri-apps", "no answer within", "3e3"]) assert.ok(!page.includes(unused), unused);
  assert.ok(size(page) <= 3_600, `${size(page)} bytes`);
});

test("createEvents and the WebSocket transport are small", async () => {
  const page = await bundle(`
    import { createEvents } from "./runtime/events.js";
    import { webSocketTransport } from "./runtime/websocket.js";
    globalThis.events = createEvents(globalThis.protocol, webSocketTransport("ws://server"));
  `);
  assert.ok(page.includes("no answer within"));
  assert.ok(size(page) <= 4_600, `${size(page)} bytes`);
});

test("a page with the Tauri transport can be bundled where its package is not installed", async () => {
  const page = await bundle(`
    import { createEvents } from "./runtime/events.js";
    import { tauriTransport } from "./runtime/tauri.js";
    globalThis.events = createEvents(globalThis.protocol, tauriTransport());
  `);
  assert.ok(page.includes("@tauri-apps/api/webview"));
  assert.ok(size(page) <= 5_400, `${size(page)} bytes`);
});
