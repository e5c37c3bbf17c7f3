// Sources that hold what was generated for many cases.

import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HERE } from "./stage.mjs";

const DIRECTIONS = ["server", "client"];

/** Writes sources that hold these cases, and a table of them, and returns their paths. */
export function units(stage, folder, names, count) {
  mkdirSync(folder);
  const spread = spreadOver(stage, names, count);
  const sources = spread.map((unit, index) => {
    const file = join(folder, `unit_${index}.cpp`);
    writeFileSync(file, source(stage, unit, index));
    return file;
  });
  const table = join(folder, "table.cpp");
  writeFileSync(table, tableOf(spread));
  return [...sources, table];
}

/** Spreads the cases over units of about the same size. */
function spreadOver(stage, names, count) {
  const sized = names.map((name) => [name, size(join(stage, "cases", name, "generated/cpp"))]);
  sized.sort(([, one], [, other]) => other - one);
  const units = Array.from({ length: Math.min(count, names.length) }, () => ({ bytes: 0, names: [] }));
  for (const [name, bytes] of sized) {
    const smallest = units.reduce((one, other) => (other.bytes < one.bytes ? other : one));
    smallest.names.push(name);
    smallest.bytes += bytes;
  }
  return units.map((unit) => unit.names.sort());
}

function size(folder) {
  const files = readdirSync(folder).filter((name) => /\.[ch]pp$/.test(name));
  return files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

function source(stage, names, index) {
  const included = names.flatMap((name) => {
    const upgrades = existsSync(join(stage, "cases", name, "upgrades.cpp"));
    return [`${name}/generated/cpp/events.cpp`, ...(upgrades ? [`${name}/upgrades.cpp`] : [])];
  });
  const rows = names.flatMap((name) => DIRECTIONS.map((direction) => row(stage, name, direction)));
  return [
    ...included.map((file) => `#include "cases/${file}"`),
    `#include "${join(HERE, "cases/case.hpp")}"`,
    `std::vector<tests::Case> unit_${index}() {`,
    "  return {",
    ...rows.map((row) => `      ${row},`),
    "  };",
    "}",
    "",
  ].join("\n");
}

/** The entry of a direction; of which kind its functions are, the header says. */
function row(stage, name, direction) {
  const header = readFileSync(join(stage, "cases", name, "generated/cpp/events.hpp"), "utf8");
  const namespace = `cases::case_${name.replaceAll("-", "_")}`;
  const [kind, whole] = header.includes(` decode_${direction}_frame(`)
    ? ["framed", "frame"]
    : ["channel", "event"];
  const handlers = `${direction[0].toUpperCase()}${direction.slice(1)}Handlers`;
  const read = `tests::${kind}<${namespace}::${handlers}, ${namespace}::decode_${direction}_${whole}>`;
  return `{"${name}", "${direction}", ${read}}`;
}

function tableOf(spread) {
  const functions = spread.map((_, index) => `unit_${index}`);
  return [
    `#include "${join(HERE, "cases/case.hpp")}"`,
    ...functions.map((name) => `std::vector<tests::Case> ${name}();`),
    "std::vector<tests::Case> tests::cases() {",
    "  std::vector<Case> all;",
    `  for (const auto unit : {${functions.join(", ")}}) {`,
    "    for (Case& each : unit()) all.push_back(std::move(each));",
    "  }",
    "  return all;",
    "}",
    "",
  ].join("\n");
}
