// What is generated, as a page gets it: bundled and minified by esbuild.

import { build } from "esbuild";
import { gzipSync } from "node:zlib";

/** The bundle of some lines of code that stand beside `root`'s files. */
export async function bundle(code, root, options = {}) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: root, loader: "ts" },
    bundle: true,
    format: "esm",
    minify: true,
    platform: "browser",
    target: "es2022",
    write: false,
    logLevel: "error",
    ...options,
  });
  return outputFiles[0].contents;
}

export const gzipped = (contents) => gzipSync(contents, { level: 9 }).length;
