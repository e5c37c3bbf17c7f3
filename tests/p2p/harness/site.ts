// The page, built by Vite and served by it: as it is, or with a mistake that a test has to find.

import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import type { Plugin } from "vite";

import { given } from "./given.js";

/** A piece of the page's source, and what stands there instead. */
export interface Mistake {
  /** Below the page's folder `src`, or `index.html`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export interface Site {
  readonly origin: string;
  close(): Promise<void>;
}

/** Builds the page into a folder of its own, and serves it under an origin of its own. */
export async function serveSite(...mistakes: readonly Mistake[]): Promise<Site> {
  const page = join(given("EXAMPLE"), "page");
  const entry = pathToFileURL(join(page, "node_modules/vite/dist/node/index.js")).href;
  const { build, preview } = (await import(entry)) as typeof import("vite");
  const outDir = mkdtempSync(join(given("WORK"), "page-"));
  const made: string[] = [];
  await build({
    root: page,
    logLevel: "warn",
    plugins: mistakes.map((mistake) => making(page, mistake, made)),
    build: { outDir, emptyOutDir: true },
  });
  if (made.length !== mistakes.length) throw new Error(`not all mistakes were made: ${made}`);
  const server = await preview({
    root: page,
    logLevel: "warn",
    build: { outDir },
    preview: { host: "127.0.0.1", port: 0 },
  });
  const [url = ""] = server.resolvedUrls?.local ?? [];
  return { origin: new URL(url).origin, close: () => server.close() };
}

function making(page: string, { file, from, to }: Mistake, made: string[]): Plugin {
  const changed = (source: string): string => {
    const parts = source.split(from);
    if (parts.length !== 2) throw new Error(`${file} has not exactly one ${from}`);
    made.push(file);
    return parts.join(to);
  };
  const name = `a mistake in ${file}`;
  if (file === "index.html") return { name, transformIndexHtml: { order: "pre", handler: changed } };
  const path = join(page, "src", file);
  return { name, enforce: "pre", transform: (source, id) => (id === path ? changed(source) : undefined) };
}
