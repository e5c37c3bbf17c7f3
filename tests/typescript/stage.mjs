// The sources in a temporary folder that has the packages beside them, as in a user's project: here they lie where no
// `node_modules` is above them. What compilers say names the files as they are called here.

import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = import.meta.dirname ?? fileURLToPath(new URL(".", import.meta.url));
export const ROOT = join(HERE, "../..");
// Tests read frames that lie beside those of Rust.
process.env.SAMEWIRE_ROOT = ROOT;
const SOURCES = [
  "runtime/typescript",
  "generated/typescript",
  "examples/music/old/generated/typescript",
  "tests/typescript",
  "tests/desktop",
];
export const COMPILERS = { 5.9: "typescript/bin/tsc", newest: "typescript-newest/bin/tsc" };
export const MODULES = {
  bundler: ["--module", "esnext", "--moduleResolution", "bundler"],
  nodenext: ["--module", "nodenext"],
};

/** Copies the sources into a new folder, which is taken away once it was used. */
export function inStage(use) {
  const stage = mkdtempSync(join(tmpdir(), "samewire-typescript-"));
  try {
    for (const source of SOURCES) {
      if (existsSync(join(ROOT, source)))
        cpSync(join(ROOT, source), join(stage, source), { recursive: true, filter });
    }
    copyExamples(join(stage, "tests/typescript/docs"));
    writeFileSync(join(stage, "package.json"), JSON.stringify({ type: "module" }));
    symlinkSync(join(HERE, "node_modules"), join(stage, "node_modules"), "junction");
    use(stage);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/**
 * The TypeScript of the pages for users: each example a module, beside a folder with all that can be delivered. That of
 * the page on versions is for another manifest.
 */
function copyExamples(folder) {
  for (const source of ["generated/typescript", "runtime/typescript"]) {
    cpSync(join(ROOT, source), join(folder, "events"), { recursive: true });
  }
  const docs = join(ROOT, "docs");
  const names = readdirSync(docs).filter((name) => name !== "versions.md");
  for (const page of [join(ROOT, "README.md"), ...names.map((name) => join(docs, name))]) {
    for (const [index, text] of examples(readFileSync(page, "utf8"), "ts").entries()) {
      writeFileSync(join(folder, `${basename(page, ".md")}-${index + 1}.ts`), text);
    }
  }
}

/** What a page shows in a language. */
export function examples(page, language) {
  const found = page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"));
  return [...found].map(([, text]) => text);
}

function filter(path) {
  return relative(HERE, path) !== "node_modules";
}

export function node(out, files, options) {
  if (files.length === 0) return;
  // A test that hangs is a failure, not a pipeline that is killed an hour later.
  run("node --test", out, ...options, "--test-timeout=600000", "--test-reporter=spec", "--test", ...files);
}

export function tsc(stage, compiler, project, ...options) {
  const config = join("tests/typescript", project);
  run(
    `tsc ${compiler} ${config} ${options.join(" ")}`,
    stage,
    ...compile(compiler, config),
    "--pretty",
    ...options,
  );
}

export function compile(compiler, config) {
  return [tool(COMPILERS[compiler]), "-p", config];
}

export function tool(path) {
  return join(HERE, "node_modules", path);
}

export function run(what, cwd, ...command) {
  console.log(`-- ${what}`);
  const { status, signal } = spawnSync(process.execPath, command, { cwd, stdio: "inherit" });
  if (status !== 0) fail(`${what} ended with ${signal ?? status}`);
}

export function fail(message) {
  throw new Error(message);
}
