// The C++ of all cases, what Rust says of their frames, and whether C++ says the same.

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, COMPILERS, check, fail, fails, HERE, inStage, ROOT, run, SANITIZED } from "./stage.mjs";
import { units } from "./units.mjs";
import { work } from "./work.mjs";

const CASES = join(ROOT, "tests/cases");
/** All cases are compiled in so many units. */
const UNITS = 6;
const COMPARISON = ["main.cpp", "verdict.cpp"].map((name) => join(HERE, "cases", name));

/**
 * Compares verdict, path, and what is written again with Rust's, for every frame of all cases and others made of them;
 * with both compilers, with sanitizers in one, and with mistakes that have to be seen. `cases [FOLDER]`: the folder is one into
 * which Rust has written them before.
 */
export async function cases(written) {
  await inStage(async (stage) => {
    const folder = join(stage, "cases");
    if (written === undefined) await verdicts(folder);
    else cpSync(written, folder, { recursive: true });
    const names = prepare(folder);
    const sources = [...units(stage, join(stage, "units"), names, UNITS), ...COMPARISON];
    const all = ["verdicts", "texts", "sampled"].map((name) => join(folder, `${name}.jsonl`));
    const [plain, sanitized] = COMPILERS.map((compiler) => join(stage, compiler));
    await build("g++", stage, plain, sources);
    await run([plain, "verdicts", CASES, ...all]);
    await build("clang++", stage, sanitized, sources, ...SANITIZED);
    await run([sanitized, "verdicts", CASES, ...all]);
    await run([sanitized, "bytes", all[0]]);
    await check("clang++", stage, recursive(folder, names), "-std=c++2b");
    fails("a use after free", [sanitized, "plant", "use-after-free"], "heap-use-after-free");
    fails("a signed overflow", [sanitized, "plant", "signed-overflow"], "signed integer overflow");
    await mistakes(stage, folder, plain);
    await work(stage);
    const counts = all.map((file) => lines(file).length);
    if (counts.some((count) => count < 1000)) fail(`of ${all.join(", ")} one has hardly a frame: ${counts}`);
    const frames = counts.reduce((sum, count) => sum + count, 0);
    console.log(`${names.length} cases × ${COMPILERS.length} compilers × ${frames} frames`);
  });
}

/** Compares the same of manifests at random: `random FOLDER`, into which the tests in Rust have written their C++. */
export async function random(written) {
  await inStage(async (stage) => {
    const folder = join(stage, "cases");
    cpSync(written, folder, { recursive: true });
    const sources = units(stage, join(stage, "units"), prepare(folder), UNITS);
    const program = join(stage, "g++");
    await build("g++", stage, program, [...sources, ...COMPARISON]);
    await run([program, "verdicts", folder, join(folder, "verdicts.jsonl")]);
    await check("clang++", stage, sources);
  });
}

async function verdicts(folder) {
  console.log("-- Rust's verdicts");
  mkdirSync(folder);
  const example = ["--quiet", "-p", "consumer-cases", "--example", "verdicts", "--", folder];
  await run(["cargo", "run", "--manifest-path", join(ROOT, "Cargo.toml"), ...example]);
}

/** In C++23 more is constant, and asked for while types are incomplete still. */
function recursive(folder, names) {
  const recursive = names.filter((name) => name.startsWith("recursion-"));
  if (recursive.length === 0) fail("there is no case of recursion");
  return recursive.map((name) => join(folder, name, "generated/cpp/events.cpp"));
}

/** Copies what is written by hand beside what was generated, and returns the names of the cases. */
function prepare(folder) {
  const names = readdirSync(folder).filter((name) => statSync(join(folder, name)).isDirectory());
  for (const name of names) {
    const upgrades = join(CASES, name, "upgrades.cpp");
    if (existsSync(upgrades)) cpSync(upgrades, join(folder, name, "upgrades.cpp"));
  }
  return names;
}

/** What the comparison has to see: another verdict, a case without frames, and a reader without a range check. */
async function mistakes(stage, folder, program) {
  const verdicts = lines(join(folder, "verdicts.jsonl"));
  const of = (name) => verdicts.filter((line) => line.startsWith(`{"case":"${name}",`));
  const written = (name, lines) => {
    const file = join(stage, `${name}.jsonl`);
    writeFileSync(file, `${lines.join("\n")}\n`);
    return file;
  };

  const one = join(stage, "one");
  mkdirSync(join(one, "u8"), { recursive: true });
  const changes = [
    ["another verdict", /"path":"x","reason":"[^"]*"/, '"unknown":false,"written":""', "is refused"],
    ["another path", /"file":"reject(.*)"path":"x"/, '"file":"reject$1"path":"y"', "Rust: `y`"],
    ["an event that is known", /"unknown":true/, '"unknown":false', "is unknown"],
    ["another text", /"written":"([^"\\]|\\.)*"/, '"written":"{}"', "is written as"],
  ];
  for (const [what, from, to, told] of changes) {
    const changed = of("u8").slice();
    const at = changed.findIndex((line) => from.test(line));
    if (at < 0) fail(`${what}: no verdict of u8 is like that`);
    changed[at] = changed[at].replace(from, to);
    fails(what, [program, "verdicts", one, written("changed", changed)], told, " 1 disagreements");
  }

  const own = written("u8", of("u8"));
  await run([program, "verdicts", one, own]);
  mkdirSync(join(one, "a-case-more"));
  fails("a case without frames", [program, "verdicts", one, own], "no frame of the cases a-case-more");

  const scalars = join(folder, "u8/generated/cpp/samewire/scalars.hpp");
  const text = readFileSync(scalars, "utf8");
  const broken = text.replace(MOST, MOST_OF_U8_IS_511);
  if (broken === text) fail("scalars.hpp has no range of integers");
  writeFileSync(scalars, broken);
  const other = join(stage, "broken");
  const sources = units(stage, join(stage, "broken-units"), ["u8"], 1);
  await build("g++", stage, other, [...sources, ...COMPARISON]);
  fails(
    "a u8 that may be 511",
    [other, "verdicts", one, own],
    "is read; Rust refuses it",
    "out of range of u8",
  );
}

const MOST = ": static_cast<std::uint64_t>(std::numeric_limits<T>::max());";
const MOST_OF_U8_IS_511 = MOST.replace("max());", "max()) * 2 + 1;");

function lines(file) {
  return readFileSync(file, "utf8").trimEnd().split("\n");
}
