// Checks and tests the TypeScript of this repository: `node run.mjs STEP [ARGUMENT…]`, all steps without one.
//
// The sources are first copied into a temporary folder that has the packages beside them, as in a user's project:
// here they lie where no `node_modules` is above them. What compilers say names the files as they are called here.

import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = import.meta.dirname ?? fileURLToPath(new URL(".", import.meta.url));
const ROOT = join(HERE, "../..");
const SOURCES = ["runtime/typescript", "generated/typescript", "tests/typescript"];
const COMPILERS = { 5.9: "typescript/bin/tsc", newest: "typescript-newest/bin/tsc" };
const MODULES = {
  bundler: ["--module", "esnext", "--moduleResolution", "bundler"],
  nodenext: ["--module", "nodenext"],
};

const STEPS = { check, lint, format, test };

function main([step, ...args]) {
  if (step === undefined) {
    for (const compiler of Object.keys(COMPILERS)) {
      for (const modules of Object.keys(MODULES)) check(compiler, modules);
    }
    lint();
    return test();
  }
  if (!Object.hasOwn(STEPS, step)) fail(`there is no step ${step}; steps: ${Object.keys(STEPS).join(", ")}`);
  STEPS[step](...args);
}

/** Compiles what is delivered, and what uses it: `check 5.9 bundler`. */
function check(compiler, modules) {
  if (!Object.hasOwn(COMPILERS, compiler) || !Object.hasOwn(MODULES, modules)) {
    fail(`check ${Object.keys(COMPILERS).join("|")} ${Object.keys(MODULES).join("|")}`);
  }
  inStage((stage) => {
    for (const project of ["tsconfig.delivered.json", "tsconfig.json"]) {
      tsc(stage, compiler, project, ...MODULES[modules], "--noEmit");
    }
  });
}

/** What biome says of the sources and of what is generated. */
function lint() {
  run("biome", ROOT, tool("@biomejs/biome/bin/biome"), "ci", "--error-on-warnings");
}

/** Lays the sources out as biome does, and applies what it knows to be safe. */
function format() {
  run("biome", ROOT, tool("@biomejs/biome/bin/biome"), "check", "--write");
}

/** Runs the tests whose file names contain a word, or all. */
function test(word = "") {
  inStage((stage) => {
    tsc(stage, "5.9", "tsconfig.json", "--outDir", "out");
    const out = join(stage, "out/tests/typescript");
    const files = readdirSync(out, { recursive: true }).filter((file) => file.endsWith(".test.js"));
    const wanted = files.filter((file) => file.includes(word)).sort();
    if (wanted.length === 0) fail(`no test file is called *${word}*.test.ts`);
    // Frameworks give a browser other code than a server.
    const inBrowser = (file) => file.endsWith(".browser.test.js");
    node(
      out,
      wanted.filter((file) => !inBrowser(file)),
      [],
    );
    node(out, wanted.filter(inBrowser), ["--conditions=browser"]);
  });
}

function node(out, files, options) {
  if (files.length === 0) return;
  // A test that hangs is a failure, not a pipeline that is killed an hour later.
  run("node --test", out, ...options, "--test-timeout=120000", "--test-reporter=spec", "--test", ...files);
}

function tsc(stage, compiler, project, ...options) {
  const config = join("tests/typescript", project);
  run(
    `tsc ${compiler} ${config} ${options.join(" ")}`,
    stage,
    tool(COMPILERS[compiler]),
    "-p",
    config,
    "--pretty",
    ...options,
  );
}

function inStage(use) {
  const stage = mkdtempSync(join(tmpdir(), "samewire-typescript-"));
  try {
    for (const source of SOURCES) {
      if (existsSync(join(ROOT, source)))
        cpSync(join(ROOT, source), join(stage, source), { recursive: true, filter });
    }
    writeFileSync(join(stage, "package.json"), JSON.stringify({ type: "module" }));
    symlinkSync(join(HERE, "node_modules"), join(stage, "node_modules"), "junction");
    use(stage);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

function filter(path) {
  return relative(HERE, path) !== "node_modules";
}

function tool(path) {
  return join(HERE, "node_modules", path);
}

function run(what, cwd, ...command) {
  console.log(`-- ${what}`);
  const { status, signal } = spawnSync(process.execPath, command, { cwd, stdio: "inherit" });
  if (status !== 0) fail(`${what} ended with ${signal ?? status}`);
}

function fail(message) {
  throw new Error(message);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(`run.mjs: ${error.message}`);
  process.exitCode = 1;
}
