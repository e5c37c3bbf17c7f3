// How long tsc takes over what is generated for many events, beside the types alone.

import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SIZES = [50, 500, 2000];
const RUNS = 3;
const BOUND = 2.5;

const FIELDS = ["id: uuid", "name: string", "count?: u32", "at: timestamp", "level: Level"];

function manifest(events) {
  const event = (_, index) => `  thing_${index}_changed: { fields: { ${FIELDS.join(", ")} } }`;
  return [
    "samewire: 1",
    "protocol: many",
    "outputs: { typescript: {} }",
    "types: { Level: { enum: [info, warning, error] } }",
    "server:",
    ...Array.from({ length: events }, event),
    "client: { ping: {} }",
    "",
  ].join("\n");
}

export async function run(report, { samewire, temporary, typescript }) {
  const rows = [];
  for (const events of SIZES) {
    const all = join(temporary, `all-${events}`);
    mkdirSync(all, { recursive: true });
    writeFileSync(join(all, "events.yaml"), manifest(events));
    execFileSync(samewire, ["generate", "--root", all, "--manifest", join(all, "events.yaml")], { stdio: "ignore" });
    const generated = join(all, "generated", "typescript");
    const alone = join(temporary, `types-${events}`);
    mkdirSync(alone, { recursive: true });
    for (const file of ["types.ts", "server.ts", "client.ts", "protocol.ts"]) cpSync(join(generated, file), join(alone, file));
    for (const [version, compiler] of Object.entries(typescript)) {
      const [types, whole] = [alone, generated].map((folder) => seconds(compiler, folder));
      rows.push([version, events, types.toFixed(2), whole.toFixed(2), (whole / types).toFixed(2)]);
      if (events === 2000) report.atMost(`tsc ${version}, ${events} events ÷ types alone`, whole / types, BOUND);
    }
    rmSync(all, { recursive: true });
  }
  report.table("`tsc --noEmit`, s", ["TypeScript", "events", "types alone", "all that is generated", "all ÷ types"], rows);
}

function seconds(compiler, folder) {
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: { strict: true, noEmit: true, target: "es2022", lib: ["es2022", "dom"], module: "esnext", moduleResolution: "bundler", types: [], skipLibCheck: true },
      include: ["**/*.ts"],
      exclude: ["react.ts", "solid.ts", "svelte.ts", "tauri.ts"],
    }),
  );
  const once = () => {
    const start = process.hrtime.bigint();
    const { status, stdout } = spawnSync(process.execPath, [compiler, "-p", folder], { encoding: "utf8" });
    if (status !== 0) throw new Error(stdout);
    return Number(process.hrtime.bigint() - start) / 1e9;
  };
  return Math.min(...Array.from({ length: RUNS }, once));
}
