// Checks and tests the TypeScript of this repository: `node run.mjs STEP [ARGUMENT…]`, all steps without one.
//
// The sources are first copied into a temporary folder that has the packages beside them, as in a user's project:
// here they lie where no `node_modules` is above them. What compilers say names the files as they are called here.

import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { buildSync } from "esbuild";

import { generate, manifestsIn, printed, shareRuntime } from "./cases.mjs";
import { reparse } from "./reparse.mjs";

const HERE = import.meta.dirname ?? fileURLToPath(new URL(".", import.meta.url));
const ROOT = join(HERE, "../..");
// Tests read frames that lie beside those of Rust.
process.env.SAMEWIRE_ROOT = ROOT;
const SOURCES = ["runtime/typescript", "generated/typescript", "tests/typescript", "tests/desktop"];
const COMPILERS = { 5.9: "typescript/bin/tsc", newest: "typescript-newest/bin/tsc" };
const MODULES = {
  bundler: ["--module", "esnext", "--moduleResolution", "bundler"],
  nodenext: ["--module", "nodenext"],
};

const STEPS = { cases, check, generated, missing, upgrades, lint, format, test, chromium };

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
 * Compiles what is generated for events with older versions, with the functions that are written by hand, without one
 * of them, and with one that makes something else; then reads frames of every version: `upgrades target/debug/samewire`.
 */
function upgrades(samewire) {
  inStage((stage) => {
    const folder = join(stage, "tests/typescript/versions");
    const [module, command] = [join(folder, "upgrades.ts"), resolve(samewire)];
    printed(command, folder, "generate");
    const settings = { extends: "../tsconfig.strict.json", compilerOptions: VERSIONS, include: ["."] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
    for (const compiler of Object.keys(COMPILERS)) {
      for (const modules of Object.values(MODULES)) {
        tsc(stage, compiler, "versions/tsconfig.json", ...modules, "--noEmit");
      }
      refuses(module, /^export function toldV1Who.*?^\}\n/ms, "", compiler, [
        "has no exported member 'toldV1Who'",
      ]);
      refuses(module, "return Level.High", "return 5 as never as Place", compiler, ["'Place'", "'Level'"]);
      refuses(module, "toldV1Level(): Level", "toldV1Level(): Place", compiler, ["$$toldV1Level", "'Level'"]);
    }
    const written = readFileSync(module, "utf8");
    writeFileSync(module, printed(command, folder, "stubs", "--upgrades"));
    tsc(stage, "5.9", "versions/tsconfig.json", "--noEmit", "--module", "nodenext");
    writeFileSync(module, written);
    tsc(stage, "5.9", "versions/tsconfig.json", "--module", "nodenext", "--outDir", join(stage, "out"));
    node(join(stage, "out"), ["versions.test.js"], []);
    upgradesOnPage(command, join(stage, "tests/typescript/page"));
  });
}

/** Compiles what the page on versions shows, with what is generated for its manifest. */
function upgradesOnPage(samewire, folder) {
  const page = readFileSync(join(ROOT, "docs/versions.md"), "utf8");
  const [manifest] = examples(page, "yaml").filter((text) => text.includes("by_hand:"));
  const [module] = examples(page, "ts");
  if (manifest === undefined || module === undefined) fail("docs/versions.md shows no function by hand");
  mkdirSync(folder);
  writeFileSync(join(folder, "events.yaml"), manifest);
  writeFileSync(join(folder, "upgrades.ts"), module);
  printed(samewire, folder, "generate");
  const settings = { extends: "../tsconfig.strict.json", compilerOptions: VERSIONS, include: ["."] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
  tsc(dirname(dirname(dirname(folder))), "5.9", "page/tsconfig.json", "--noEmit", "--module", "nodenext");
}

const VERSIONS = { lib: ["ES2022", "DOM"], types: ["node"], skipLibCheck: true, rootDir: "." };

/** Compiles with a change to a module, which must not compile: what tsc says has these texts in it. */
function refuses(module, from, to, compiler, texts) {
  const whole = readFileSync(module, "utf8");
  const changed = whole.replace(from, to);
  if (changed === whole) fail(`${module} has nothing like ${from}`);
  writeFileSync(module, changed);
  const command = [tool(COMPILERS[compiler]), "-p", dirname(module), "--noEmit", "--module", "nodenext"];
  const { status, stdout } = spawnSync(process.execPath, [...command, "--pretty"], { encoding: "utf8" });
  writeFileSync(module, whole);
  if (status === 0) fail(`it compiles with ${to} for ${from}`);
  const text = stripVTControlCharacters(stdout);
  for (const wanted of texts) if (!text.includes(wanted)) fail(`${wanted} is not named:\n${text}`);
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

function node(out, files, options) {
  if (files.length === 0) return;
  // A test that hangs is a failure, not a pipeline that is killed an hour later.
  run("node --test", out, ...options, "--test-timeout=600000", "--test-reporter=spec", "--test", ...files);
}

function tsc(stage, compiler, project, ...options) {
  const config = join("tests/typescript", project);
  run(
    `tsc ${compiler} ${config} ${options.join(" ")}`,
    stage,
    ...compile(compiler, config),
    "--pretty",
    ...options,
  );
}

function compile(compiler, config) {
  return [tool(COMPILERS[compiler]), "-p", config];
}

function inStage(use) {
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
function examples(page, language) {
  const found = page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"));
  return [...found].map(([, text]) => text);
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
