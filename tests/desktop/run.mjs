// Tests the way from a server into a desktop window: `node run.mjs STEP [ARGUMENT…]`, all steps without one.
//
// `tests/run desktop` sets up what they need: the app built, Chromium, WebKitGTK, Xvfb, and the packages of tests/typescript.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = import.meta.dirname ?? fileURLToPath(new URL(".", import.meta.url));
const ROOT = join(HERE, "../..");
const PACKAGES = join(ROOT, "tests/typescript/node_modules");
const { buildSync } = createRequire(join(PACKAGES, "x.js"))("esbuild");
const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, "examples/desktop/target");
/** Where the programs of the workspace examples/desktop are. */
const BUILT = join(TARGET, process.env.PROFILE ?? "debug");

/** With the packages of examples/music/old/requirements.txt. */
const PYTHON = process.env.PYTHON ?? join(ROOT, "examples/music/old/.venv/bin/python");

/** A guard against hanging, for a whole file: node counts a file as a test (ms). */
const LONGEST = 900_000;

const STEPS = { parity, robustness, attacks, throughput, music, migration, latency, activity, screenshots };

function main([step, ...args]) {
  if (step === undefined) {
    parity();
    robustness();
    attacks();
    music();
    migration();
    return activity();
  }
  if (!Object.hasOwn(STEPS, step)) fail(`there is no step ${step}; steps: ${Object.keys(STEPS).join(", ")}`);
  STEPS[step](...args);
}

/**
 * Every event both ways in Chromium and in a window, and docs/parity.md: `parity`. With `--break naive` or
 * `--break drop-field=EVENT.FIELD` the app does what must be found.
 */
function parity(option, what) {
  if (option !== undefined && (option !== "--break" || what === undefined)) fail("parity [--break WHAT]");
  inStage((stage) => {
    const env = option === undefined ? {} : { BREAK: what };
    run("parity", stage, { ...env, VECTORS: vectors(stage) }, [bundle(stage, "parity.ts")]);
  });
}

/** Pages that come, go and come again, a server that dies, and a burst: all in a window. */
function robustness(name = "") {
  tests("robustness.test.ts", name);
}

/** Frames that want to be run, or to change what they should not: all in a window. */
function attacks(name = "") {
  tests("attacks.test.ts", name);
}

/** The activity example in its own window. */
function activity(name = "") {
  tests("activity.test.ts", name);
}

/** Messages per second from the app to a handler: `throughput [COUNT]`; `PROFILE=release` takes an app built for release. */
function throughput(...args) {
  inStage((stage) => {
    run("throughput", stage, { VECTORS: vectors(stage) }, [bundle(stage, "throughput.ts"), ...args]);
  });
}

/** The music player: every event of its manifest, by what a user does in its window. */
function music(name = "") {
  tests("music.test.ts", name);
}

/** The steps of docs/migration.md, with the old server: from its socket to events of the app. */
function migration(name = "") {
  tests("migration.test.ts", name, { PYTHON });
}

/**
 * How long an event is under way to a handler, by the old socket and by Tauri: `latency [COUNT]`; `PROFILE=release` takes an app
 * built for release.
 */
function latency(...args) {
  inStage((stage) => run("latency", stage, { PYTHON }, [bundle(stage, "latency.ts"), ...args]));
}

/** The pictures in the READMEs of the examples: `screenshots [EXAMPLE]`; `tests/desktop/screenshots` builds what they show. */
function screenshots(...args) {
  inStage((stage) => run("screenshots", stage, {}, [bundle(stage, "screenshots.ts"), ...args]));
}

function tests(file, name, env = {}) {
  inStage((stage) => {
    const options = ["--test", "--test-reporter=spec", `--test-timeout=${LONGEST}`];
    if (name !== "") options.push(`--test-name-pattern=${name}`);
    run(file, stage, env, [...options, bundle(stage, file)]);
  });
}

/** The frames that tests/it samples, as files. */
function vectors(stage) {
  const folder = join(stage, "vectors");
  const { status, error } = spawnSync(built("desktop-vectors"), [folder], { stdio: "inherit" });
  if (status !== 0) fail(`desktop-vectors ended with ${error ?? status}`);
  return folder;
}

/** A program of the workspace examples/desktop. */
function built(name) {
  const path = join(BUILT, name);
  if (!existsSync(path))
    fail(`${path} is missing: cargo build --manifest-path examples/desktop/Cargo.toml -p ${name}`);
  return path;
}

function bundle(stage, file) {
  const outfile = join(stage, basename(file).replace(/ts$/, "mjs"));
  const options = {
    bundle: true,
    platform: "node",
    packages: "external",
    format: "esm",
    sourcemap: "inline",
  };
  buildSync({ ...options, entryPoints: [join(HERE, file)], outfile });
  return outfile;
}

function inStage(use) {
  const stage = mkdtempSync(join(tmpdir(), "samewire-desktop-"));
  try {
    symlinkSync(PACKAGES, join(stage, "node_modules"), "junction");
    use(stage);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** Runs a program of this folder with a screen of its own. */
function run(what, stage, env, program) {
  console.log(`-- ${what}`);
  const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const given = { BUILT, CHROMIUM: chromium, DESKTOP: HERE, PACKAGES, ROOT, WORK: stage, ...env };
  // A screen that is not reset when one app has gone: the next might come while that goes on.
  const screen = "--server-args=-screen 0 1280x800x24 -noreset";
  const command = ["-a", screen, process.execPath, "--enable-source-maps", ...program];
  const { status, signal, error } = spawnSync("xvfb-run", command, {
    cwd: stage,
    stdio: "inherit",
    timeout: LONGEST,
    env: { ...process.env, ...given },
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
