// Older versions of events: what is generated for them, with functions that are written by hand, with others and without.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";

import { printed } from "./cases.mjs";
import { COMPILERS, examples, fail, inStage, MODULES, node, ROOT, tool, tsc } from "./stage.mjs";

/**
 * Compiles what is generated for events with older versions, with the functions that are written by hand, without one
 * of them, and with one that makes something else; then reads frames of every version: `upgrades target/debug/samewire`.
 */
export function upgrades(samewire) {
  inStage((stage) => {
    const folder = join(stage, "tests/typescript/versions");
    const [module, command] = [join(folder, "upgrades.ts"), resolve(samewire)];
    prepare(command, folder);
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
    onPage(command, stage);
  });
}

/** Compiles what the page on versions shows, with what is generated for its manifest. */
function onPage(samewire, stage) {
  const page = readFileSync(join(ROOT, "docs/versions.md"), "utf8");
  const manifest = examples(page, "yaml").find((text) => text.includes("by_hand:"));
  const [module] = examples(page, "ts");
  if (manifest === undefined || module === undefined) fail("docs/versions.md shows no function by hand");
  const folder = join(stage, "tests/typescript/page");
  mkdirSync(folder);
  writeFileSync(join(folder, "events.yaml"), manifest);
  writeFileSync(join(folder, "upgrades.ts"), module);
  prepare(samewire, folder);
  tsc(stage, "5.9", "page/tsconfig.json", "--noEmit", "--module", "nodenext");
}

/** Generates what a folder's manifest asks for, and makes the folder a project of its own. */
function prepare(samewire, folder) {
  printed(samewire, folder, "generate");
  const options = { lib: ["ES2022", "DOM"], types: ["node"], skipLibCheck: true, rootDir: "." };
  const project = { extends: "../tsconfig.strict.json", compilerOptions: options, include: ["."] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(project));
}

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
