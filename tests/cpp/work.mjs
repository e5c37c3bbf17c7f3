// How much work and memory large frames are.

import { join } from "node:path";
import { build, fails, HERE, run } from "./stage.mjs";
import { units } from "./units.mjs";

/** The cases whose frames grow. */
const CASES = [
  "alias-endless",
  "chat",
  "event-batch",
  "frame-told-apart",
  "map-integer",
  "map-string",
  "recursion-list",
  "set",
  "set-of-anything",
  "spread-map",
  "string-of-struct",
  "union-in-list",
  "union-objects",
  "union-recursion",
  "union-recursive",
  "version-beside",
];
/** What a frame of a mebibyte may cost, program and all, in KiB of address space. */
const MEMORY = 256 << 10;

/** Counts what frames of ever more members cost; what is generated lies in `cases` already. */
export async function work(stage) {
  const counted = [...units(stage, join(stage, "work-units"), CASES, 2), join(HERE, "work/quadratic.cpp")];
  const counting = ["main.cpp", "frames.cpp"].map((name) => join(HERE, "work", name));
  const program = join(stage, "work");
  await build("g++", stage, program, [
    ...counted.map((source) => ({ source, options: ["-fsanitize-coverage=trace-pc"] })),
    ...counting,
  ]);
  await run([program, "grow"]);
  fails("a reader that is quadratic", [program, "plant"], "!!  visits", "!!  copies");
  await run(within(MEMORY, program, "whole"));
  fails("a limit of memory", within(24 << 10, program, "whole"));
}

function within(memory, ...command) {
  return ["bash", "-c", `ulimit -v ${memory} && exec "$@"`, "bash", ...command];
}
