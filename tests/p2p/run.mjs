// Tests the page of examples/p2p against its server: `node run.mjs STEP [ARGUMENT…]`, all steps without one.
//
// Needs the packages of tests/typescript and of the page; `chromium` and `screenshots` also need Chromium (CHROMIUM) and
// the server's program (P2P_SERVER).

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = import.meta.dirname ?? fileURLToPath(new URL(".", import.meta.url));
const ROOT = join(HERE, "../..");
const EXAMPLE = join(ROOT, "examples/p2p");
const PACKAGES = join(ROOT, "tests/typescript/node_modules");

/** A guard against hanging, for a whole file: node counts a file as a test (ms). */
const LONGEST = 600_000;

const STEPS = { check, unit, chromium, screenshots };

function main([step, ...args]) {
  if (step === undefined) {
    check();
    unit();
    return chromium();
  }
  if (!Object.hasOwn(STEPS, step)) fail(`there is no step ${step}; steps: ${Object.keys(STEPS).join(", ")}`);
  STEPS[step](...args);
}

/** Compiles the tests, and with them what they use of the page. */
function check() {
  run("tsc", HERE, {}, [join(PACKAGES, "typescript/bin/tsc"), "-p", HERE, "--pretty"]);
}

/** What the page does, with time and the server held by the test: `unit [NAME]`. */
function unit(name = "") {
  tests("unit", ".test.ts", name, {});
}

/** The page in Chromium, with the real server: `chromium [NAME]`. */
function chromium(name = "") {
  tests(".", ".chromium.ts", name, given());
}

/** The pictures of the example's README. */
function screenshots() {
  inStage((stage) => run("screenshots", stage, given(), [bundle(stage, join(HERE, "screenshots.ts"))]));
}

function given() {
  const { P2P_SERVER: server, CHROMIUM: browser = "/usr/bin/chromium" } = process.env;
  if (server === undefined || !existsSync(server)) {
    fail(
      "P2P_SERVER is the server's program: cmake -S examples/p2p/server -B FOLDER && cmake --build FOLDER",
    );
  }
  return { CHROMIUM: browser, EXAMPLE, PACKAGES, ROOT };
}

function tests(folder, ending, name, env) {
  inStage((stage) => {
    const files = readdirSync(join(HERE, folder)).filter((file) => file.endsWith(ending));
    const options = ["--test", "--test-reporter=spec", `--test-timeout=${LONGEST}`];
    if (name !== "") options.push(`--test-name-pattern=${name}`);
    const bundles = files.sort().map((file) => bundle(stage, join(HERE, folder, file)));
    run(folder, stage, env, ["--enable-source-maps", ...options, ...bundles]);
  });
}

function bundle(stage, file) {
  const { buildSync } = createRequire(join(PACKAGES, "x.js"))("esbuild");
  const outfile = join(stage, basename(file).replace(/ts$/, "mjs"));
  buildSync({
    entryPoints: [file],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    sourcemap: "inline",
    alias: { "@events": join(EXAMPLE, "generated/typescript") },
    external: ["axe-core", "playwright-core", "ws"],
  });
  return outfile;
}

function inStage(use) {
  const stage = mkdtempSync(join(tmpdir(), "samewire-p2p-"));
  try {
    symlinkSync(PACKAGES, join(stage, "node_modules"), "junction");
    use(stage);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

function run(what, cwd, env, program) {
  console.log(`-- ${what}`);
  const { status, signal, error } = spawnSync(process.execPath, program, {
    cwd,
    stdio: "inherit",
    timeout: LONGEST,
    env: { ...process.env, ...env, WORK: cwd },
  });
  if (status !== 0) fail(`${what} ended with ${error ?? signal ?? status}`);
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
