// How long the compiler takes: `node tsc.mjs SAMEWIRE`, where SAMEWIRE is the program.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [samewire] = process.argv.slice(2);
const ROUNDS = 3;
const BOUND = 2.5;
const COMPILERS = { 5.9: "typescript/bin/tsc", newest: "typescript-newest/bin/tsc" };
const OPTIONS = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--types", ""];
const TARGET = ["--target", "es2022", "--lib", "es2022,dom", "--module", "nodenext"];

/** The same kinds of events as in the Rust benchmarks (`benches/src/manifests.rs`). */
const KINDS = [
  "channel_id: uuid, content: string, count: u32, pinned: bool, created_at: timestamp",
  "user_id: uuid, author: Author, status: Status, note?: string, tags: list<string>",
  "message_id: uuid, attachments: list<Attachment>, ratio: f64, reply_to?: uuid, edited_at?: timestamp",
];

console.log("\n### `tsc --noEmit`, seconds\n\n| TypeScript | events | types alone | all that is generated | ratio |\n|---|---|---|---|---|");
for (const events of [50, 500, 2000]) {
  const folder = generate(events);
  try {
    for (const compiler of Object.keys(COMPILERS)) {
      const types = compile(compiler, folder, ["types.ts", "server.ts", "client.ts"]);
      const all = compile(compiler, folder, ["index.ts", "listeners.ts", "senders.ts", "websocket.ts"]);
      console.log(`| ${compiler} | ${events} | ${types.toFixed(2)} | ${all.toFixed(2)} | ${(all / types).toFixed(2)} |`);
      if (events === 2000 && all > BOUND * types) process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function generate(events) {
  const folder = mkdtempSync(join(tmpdir(), "samewire-tsc-"));
  const lines = Array.from({ length: events }, (_, index) => {
    return `  event_${index}: { doc: What happens as number ${index}., fields: { ${KINDS[index % KINDS.length]} } }`;
  });
  const manifest = `samewire: 1
protocol: bench
outputs: { typescript: { dir: generated } }
types:
  Author: { fields: { id: uuid, username: string, avatar_url?: string } }
  Attachment: { fields: { id: uuid, filename: string, size_bytes: u32 } }
  Status: { enum: [online, away, busy, offline] }
server:
${lines.join("\n")}
client:
  ping: {}
`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "events.yaml"), manifest);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  const { status, stderr } = spawnSync(samewire, ["generate"], { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return folder;
}

/** Seconds of the fastest of some rounds. */
function compile(compiler, folder, files) {
  const tsc = fileURLToPath(new URL(`node_modules/${COMPILERS[compiler]}`, import.meta.url));
  const words = [tsc, ...OPTIONS, ...TARGET, ...files.map((file) => join("generated", file))];
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    const { status, stdout } = spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(stdout);
    return (performance.now() - start) / 1_000;
  });
  return Math.min(...times);
}
