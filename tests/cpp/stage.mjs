// Compilers, and what they make, in a temporary folder.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const HERE = fileURLToPath(new URL(".", import.meta.url));
export const ROOT = join(HERE, "../..");
export const COMPILERS = ["g++", "clang++"];
const STRICT = ["-std=c++17", "-Wall", "-Wextra", "-Wpedantic", "-Werror"];
/** What finds memory that is used wrongly, and arithmetic that means nothing. */
export const SANITIZED = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-g1"];
/** What hangs is a failure, not a pipeline that is killed an hour later. */
const TIMEOUT = 20 * 60 * 1000;

/** Makes a new folder, which is taken away once it was used. */
export async function inStage(use) {
  const stage = mkdtempSync(join(tmpdir(), "samewire-cpp-"));
  try {
    await use(stage);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** A call of a compiler, with the options that everything has to do with. */
export function compile(compiler, stage, ...options) {
  return [compiler, ...STRICT, `-I${stage}`, `-I${join(ROOT, "runtime/cpp")}`, ...options];
}

/**
 * Compiles sources, as many at once as there are processors, and links them into a program. A source may have options of
 * its own: `{ source, options }`.
 */
export async function build(compiler, stage, program, sources, ...options) {
  const start = Date.now();
  const objects = sources.map((_, index) => `${program}-${index}.o`);
  const commands = sources.map((source, index) => {
    const own = typeof source === "string" ? [source] : [source.source, ...source.options];
    return compile(compiler, stage, ...options, "-c", ...own, "-o", objects[index]);
  });
  await runAll(commands);
  await run([compiler, ...options, ...objects, "-o", program]);
  console.log(`-- ${compiler} ${options.join(" ")}: ${sources.length} units, ${seconds(start)}`);
}

/** Reads sources without making anything of them. */
export async function check(compiler, stage, sources, ...options) {
  const start = Date.now();
  await runAll(sources.map((source) => compile(compiler, stage, ...options, "-fsyntax-only", source)));
  console.log(
    `-- ${compiler} -fsyntax-only ${options.join(" ")}: ${sources.length} units, ${seconds(start)}`,
  );
}

/** Runs as many commands at once as there are processors. */
async function runAll(commands) {
  const waiting = [...commands];
  const worker = async () => {
    for (let command = waiting.shift(); command !== undefined; command = waiting.shift()) {
      await run(command).catch((error) => {
        // What waits still need not begin.
        waiting.length = 0;
        throw error;
      });
    }
  };
  // What still runs when another has failed needs the folder.
  const workers = Array.from({ length: Math.min(availableParallelism(), waiting.length) }, worker);
  const failed = (await Promise.allSettled(workers)).find(({ status }) => status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

/** Runs a command to its end; what it prints is seen at once. */
export function run([program, ...words]) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: "inherit", timeout: TIMEOUT });
    child.on("error", reject);
    child.on("exit", (status, signal) => {
      if (status === 0) resolve();
      else reject(new Error(`${program} ${words.join(" ")} ended with ${signal ?? status}`));
    });
  });
}

/** The same for what has to fail: it returns what was printed, in which these texts have to stand. */
export function fails(what, [program, ...words], ...texts) {
  const { status, stdout, stderr, error } = spawnSync(program, words, { encoding: "utf8", timeout: TIMEOUT });
  if (error !== undefined) throw error;
  if (status === 0) fail(`${what}: this is not seen:\n${stdout}`);
  for (const text of texts) {
    if (!(stdout + stderr).includes(text)) fail(`${what}: no \`${text}\` in:\n${stdout}${stderr}`);
  }
  console.log(`-- ${what}: this is seen`);
}

export function seconds(start) {
  return `${((Date.now() - start) / 1000).toFixed(1)} s`;
}

export function fail(message) {
  throw new Error(message);
}
