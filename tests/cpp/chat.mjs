// The chat protocol: frames and expectations that were written by hand, and what must not compile.

import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, COMPILERS, compile, fail, fails, HERE, inStage, ROOT, run, SANITIZED } from "./stage.mjs";

const FOLDER = join(HERE, "chat");
/** What does not compile of `refused.cpp`, by its number, and what compilers name. */
const REFUSED = [
  ["a number for an enum", "UserStatus"],
  ["a value that an enum has not", "Asleep"],
  ["a field that an event has not", "user_name"],
  ["nothing for a field that has to be there", "nullopt"],
  ["a text for a number", "duration_secs"],
  ["an event of the client from the server", "Ping"],
  ["a result that nobody looks at", "encode"],
  ["a handler of another event", "pong"],
  ["a handler of no event", "no_such_event"],
];

/** Reads and writes frames of the repository's `events.yaml`: `chat target/debug/samewire [WORD]`. */
export async function chat(samewire, word = "") {
  await inStage(async (stage) => {
    const manifest = readFileSync(join(ROOT, "events.yaml"), "utf8");
    const outputs = "outputs: { cpp: { dir: chat } }\n";
    const edited = manifest.replace(/^outputs:\n(?: .*\n)+/m, outputs);
    if (!edited.includes(outputs)) fail("events.yaml names no outputs");
    writeFileSync(join(stage, "events.yaml"), edited);
    generate(resolve(samewire), stage);
    const own = readdirSync(FOLDER).filter((name) => name.endsWith(".cpp") && name !== "refused.cpp");
    const sources = [join(stage, "chat/events.cpp"), ...own.map((name) => join(FOLDER, name))];
    for (const compiler of COMPILERS) {
      const program = join(stage, compiler);
      await build(compiler, stage, program, sources);
      await run([program, ROOT, word]);
    }
    const program = join(stage, "sanitized");
    // With this, each value of nlohmann's knows its parent: values that are moved wrongly would be noticed.
    await build("clang++", stage, program, sources, "-DJSON_DIAGNOSTICS=1", ...SANITIZED);
    await run([program, ROOT, word]);
    await refused(stage);
  });
}

export function generate(samewire, folder) {
  const { status, stderr, error } = spawnSync(samewire, ["generate", "--root", "."], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) fail(`samewire generate: ${error ?? stderr}`);
}

/** Compiles what must not compile, with each compiler, beside what does. */
async function refused(stage) {
  const file = join(FOLDER, "refused.cpp");
  for (const compiler of COMPILERS) {
    const syntax = (...options) => compile(compiler, stage, "-fsyntax-only", ...options);
    await run(syntax(file));
    for (const [index, [what, named]] of REFUSED.entries()) {
      fails(`${compiler}: ${what}`, syntax(`-DREFUSED=${index + 1}`, file), named);
    }
    const handlers = syntax("-DWITHOUT_ADMIN_UNSUBSCRIBE", join(FOLDER, "handlers.cpp"));
    fails(`${compiler}: a handler that is missing`, handlers, "abstract", "AdminUnsubscribe");
  }
}
