// The page as files: bundled once, for the browser's site and for the app's window.

import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

import { buildSync } from "esbuild";

import { given } from "./given.js";

/** Bundles the page into a folder. */
export function bundlePage(folder: string): string {
  mkdirSync(folder, { recursive: true });
  buildSync({
    entryPoints: [join(given("DESKTOP"), "page/page.ts")],
    outfile: join(folder, "page.js"),
    nodePaths: [given("PACKAGES")],
    bundle: true,
    format: "esm",
  });
  writeFileSync(join(folder, "index.html"), '<!doctype html><script type="module" src="page.js"></script>\n');
  return folder;
}

/** Serves the folder under a policy that allows no `eval`. */
export async function serveSite(folder: string) {
  const server = createServer(({ url = "" }, response) => {
    const file = url === "/page.js" ? "page.js" : "index.html";
    response.setHeader("Content-Type", file === "page.js" ? "text/javascript" : "text/html; charset=utf-8");
    response.setHeader("Content-Security-Policy", "default-src 'none'; script-src 'self'; connect-src ws:");
    response.end(readFileSync(join(folder, file)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as { readonly port: number }).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
