// The benchmarks of TypeScript: benches/typescript/run [--check] [decode|size|check]...

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as check from "./check.js";
import * as decode from "./decode.js";
import { Report } from "./report.js";
import * as size from "./size.js";

const SECTIONS = { decode, size, check };

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const names = process.argv.slice(2).filter((argument) => argument !== "--check");
const wrong = names.find((name) => !(name in SECTIONS));
if (wrong !== undefined) {
  console.error(`there is no section ${wrong}\nusage: benches/typescript/run [--check] [${Object.keys(SECTIONS).join("|")}]...`);
  process.exit(2);
}

const temporary = mkdtempSync(join(tmpdir(), "samewire-bench-"));
const places = {
  manifest: join(root, "events.yaml"),
  generated: join(root, "generated/typescript"),
  samewire: process.env.SAMEWIRE,
  temporary,
  typescript: {
    "5.9": join(here, "node_modules/typescript/bin/tsc"),
    newest: join(here, "node_modules/typescript-newest/bin/tsc"),
  },
};
const report = new Report();
try {
  console.log(`node ${process.version}`);
  for (const [name, section] of Object.entries(SECTIONS)) {
    if (names.length === 0 || names.includes(name)) await section.run(report, places);
  }
} finally {
  rmSync(temporary, { recursive: true });
}
if (!report.end() && process.argv.includes("--check")) process.exit(1);
