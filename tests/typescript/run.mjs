// Checks and tests the TypeScript of this repository: `node run.mjs STEP [ARGUMENT…]`, all steps without one.

import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { buildSync } from "esbuild";

import { generate, manifestsIn, shareRuntime } from "./cases.mjs";
import { DRIFTS, PAGE } from "./drift.mjs";
import { reparse } from "./reparse.mjs";
import { COMPILERS, compile, fail, inStage, MODULES, node, ROOT, run, tool, tsc } from "./stage.mjs";
import { upgrades } from "./upgrades.mjs";

const STEPS = { breaking, cases, check, drift, generated, missing, upgrades, lint, format, test, chromium };

function main([step, ...args]) {
  if (step === undefined) {
    for (const compiler of Object.keys(COMPILERS)) {
      for (const modules of Object.keys(MODULES)) check(compiler, modules);
    }
    missing();
    lint();
    test();
    return cases();
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

/**
 * Compiles and lints the TypeScript of every case, and of each manifest in further folders, with the handlers that
 * `stubs` prints for it: `generated target/debug/samewire [FOLDER…]`.
 */
function generated(samewire, ...folders) {
  inStage((stage) => {
    const manifests = [join(ROOT, "tests/cases"), ...folders].flatMap(manifestsIn);
    for (const manifest of manifests) {
      const folder = generate(resolve(samewire), manifest, join(stage, "cases"));
      reparse(join(folder, "generated/typescript"));
      runPage(folder);
    }
    console.log(`-- ${manifests.length} manifests`);
    const { delivered, used } = shareRuntime(stage);
    // An event may be called `then`, and its handler with it.
    const biome = [
      tool("@biomejs/biome/bin/biome"),
      "lint",
      "--error-on-warnings",
      "--skip=suspicious/noThenProperty",
    ];
    run("biome lint", stage, ...biome, "cases");
    for (const [compiler, modules, project] of [
      ["5.9", "bundler", delivered],
      ["5.9", "nodenext", used],
      ["newest", "nodenext", used],
    ]) {
      const command = [...compile(compiler, project), "--pretty", ...MODULES[modules]];
      run(`tsc ${compiler} ${project} ${modules}`, stage, ...command);
    }
  });
}

/** Runs what a case wants to see of its TypeScript, where it has a page. */
function runPage(folder) {
  const [page, script] = [join(folder, "page.ts"), join(folder, "page.mjs")];
  if (!existsSync(page)) return;
  const external = ["@tauri-apps/*"];
  buildSync({
    entryPoints: [page],
    outfile: script,
    bundle: true,
    format: "esm",
    target: "es2022",
    external,
  });
  run(relative(dirname(folder), page), folder, script);
  rmSync(script);
}

/** Takes a handler out of the record that a page attaches: that must not compile, and the event must be named. */
function missing() {
  inStage((stage) => {
    const page = join(stage, "tests/typescript/browser/page.ts");
    const whole = readFileSync(page, "utf8");
    const without = whole.replace(/^ *call_ended: .*\n/m, "");
    if (without === whole) fail("the page has no handler of call_ended");
    writeFileSync(page, without);
    const command = [...compile("newest", "tests/typescript/tsconfig.json"), "--noEmit"];
    const { status, stdout } = spawnSync(process.execPath, command, { cwd: stage, encoding: "utf8" });
    if (status === 0) fail("a page without a handler of call_ended compiles");
    if (!stdout.includes("'call_ended' is missing")) fail(`the event is not named:\n${stdout}`);
  });
}

/**
 * Changes the manifest of the music player as its makers once changed what is sent, and no more: then the page must not
 * compile. `drift target/debug/samewire`.
 */
function drift(samewire) {
  inStage((stage) => {
    const manifest = readFileSync(join(ROOT, "examples/music/events.yaml"), "utf8");
    for (const [number, { what, from, to, says }] of DRIFTS.entries()) {
      const edited = manifest.replaceAll(from, to);
      if (says !== undefined && edited === manifest) fail(`${what}: the manifest has no ${from}`);
      const folder = join(stage, `drift-${number}`, "music");
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "events.yaml"), edited);
      const made = generate(resolve(samewire), folder, join(stage, "drifted", String(number)));
      writeFileSync(join(made, "page.ts"), PAGE);
      const options = ["--strict", "--noEmit", "--target", "es2022", "--lib", "es2022,dom", "--skipLibCheck"];
      const { status, stdout } = spawnSync(
        process.execPath,
        [tool(COMPILERS.newest), ...MODULES.bundler, ...options, "--types", "", "page.ts"],
        { cwd: made, encoding: "utf8" },
      );
      if ((status === 0) !== (says === undefined)) fail(`${what}: tsc exits ${status}:\n${stdout}`);
      if (says !== undefined && !says.test(stdout)) fail(`${what}: it is not named:\n${stdout}`);
      console.log(`${what}: ${says === undefined ? "compiles" : "does not compile"}`);
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

/** Runs the tests in Chromium; `tests/run browser` sets up what they need. */
function chromium() {
  inStage((stage) => {
    tsc(stage, "5.9", "tsconfig.json", "--outDir", "out");
    node(join(stage, "out/tests/typescript/browser"), ["page.chromium.js", "chat.chromium.js"], []);
  });
}

/** Compares what TypeScript and Rust say of the frames of all cases, and whether the comparison would see a mistake. */
function cases() {
  inStage((stage) => {
    const folder = join(stage, "cases");
    mkdirSync(folder);
    console.log("-- Rust's verdicts");
    const verdicts = ["run", "--quiet", "-p", "consumer-cases", "--example", "verdicts", "--", folder];
    const { status } = spawnSync("cargo", verdicts, { cwd: ROOT, stdio: "inherit" });
    if (status !== 0) fail(`cargo ${verdicts.join(" ")} ended with ${status}`);
    for (const manifest of manifestsIn(join(ROOT, "tests/cases"))) {
      const upgrades = join(manifest, "upgrades.ts");
      if (existsSync(upgrades)) cpSync(upgrades, join(folder, basename(manifest), "upgrades.ts"));
    }
    const sources = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".ts"));
    const entries = sources.filter(
      (file) => !file.includes("/tauri") && !/\/(react|solid|svelte)/.test(file),
    );
    buildSync({
      entryPoints: entries.map((file) => join(folder, file)),
      outdir: folder,
      outbase: folder,
      format: "esm",
    });
    tsc(stage, "5.9", "tsconfig.json", "--outDir", "out");
    const comparison = ["--test", join(stage, "out/tests/typescript/codec/verdicts.cases.js")];
    const env = { ...process.env, SAMEWIRE_CASES: folder };
    if (spawnSync(process.execPath, comparison, { stdio: "inherit", env }).status !== 0)
      fail("verdicts differ");
    console.log("-- the same with a u8 that may be 511: this has to be seen");
    for (const file of sources.filter((file) => file.endsWith("/scalars.ts"))) {
      const path = join(folder, file.replace(/ts$/, "js"));
      const text = readFileSync(path, "utf8");
      const broken = text.replace('value, 0, 255, "u8"', 'value, 0, 511, "u8"');
      if (broken === text) fail("scalars.ts has no range of u8");
      writeFileSync(path, broken);
    }
    const { status: red, stdout } = spawnSync(process.execPath, comparison, { encoding: "utf8", env });
    if (red === 0 || !stdout.includes("out of range of u8")) fail("a dropped range check is not seen");
  });
}

/**
 * Lets writers with one manifest meet readers with another, and compares what happens with the verdicts of `samewire
 * breaking` and with Rust. FOLDER is what the test `breaking::compiled::verdicts_for_typescript` has written.
 */
function breaking(folder) {
  inStage((stage) => {
    const modules = readdirSync(folder).filter((name) => /^m\d+$/.test(name));
    for (const name of modules) cpSync(join(folder, name), join(stage, "cases", name), { recursive: true });
    const { used } = shareRuntime(stage);
    const emit = ["--noEmit", "false", "--rootDir", ".", "--outDir", "out"];
    const command = [...compile("5.9", used), "--pretty", ...MODULES.nodenext, ...emit];
    run(`tsc of ${modules.length} modules`, stage, ...command);
    for (const name of modules) linkRuntime(stage, join(stage, "out/cases", name, "generated/typescript"));
    run("node", ROOT, join(ROOT, "tests/typescript/breaking.mjs"), join(stage, "out/cases"), resolve(folder));
  });
}

/** Puts the runtime, which was compiled once for all, back to where it was delivered. */
function linkRuntime(stage, folder) {
  const runtime = join(stage, "out/runtime/typescript");
  for (const name of readdirSync(runtime).filter((name) => !existsSync(join(folder, name)))) {
    symlinkSync(join(runtime, name), join(folder, name));
  }
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(`run.mjs: ${error.message}`);
  process.exitCode = 1;
}
