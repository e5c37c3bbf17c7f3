// The TypeScript of every case in `tests/cases`, of the random manifests, and the handlers that `samewire stubs` prints.

import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";

/** The folders with a manifest in a folder, by their names. */
export function manifestsIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "events.yaml")))
    .map((entry) => join(folder, entry.name))
    .sort();
}

/**
 * Generates what a manifest asks for into a folder of its own, with a handler for each event beside it, and the
 * functions that upgrade older versions where nobody has written them.
 */
export function generate(samewire, manifest, into) {
  const folder = join(into, basename(manifest));
  mkdirSync(folder, { recursive: true });
  cpSync(manifest, folder, { recursive: true, filter: (path) => !/[\\/](accept|reject)$/.test(path) });
  printed(samewire, folder, "generate");
  writeFileSync(join(folder, "handlers.ts"), printed(samewire, folder, "stubs"));
  if (wantsUpgrades(folder)) {
    const [written, stubs] = ["upgrades.ts", "upgrades-stubs.ts"].map((name) => join(folder, name));
    writeFileSync(stubs, printed(samewire, folder, "stubs", "--upgrades"));
    if (!existsSync(written)) renameSync(stubs, written);
  }
  return folder;
}

function wantsUpgrades(folder) {
  const codecs = ["server.ts", "client.ts"].map((name) => join(folder, "generated/typescript/codec", name));
  return codecs.some((path) => readFileSync(path, "utf8").includes('/upgrades.js"'));
}

/** What `samewire` prints in a folder, which is a project of its own. */
export function printed(samewire, folder, ...command) {
  const { status, stdout, stderr, error } = spawnSync(samewire, [...command, "--root", "."], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) {
    throw new Error(`samewire ${command.join(" ")} in ${basename(folder)}: ${error ?? stderr}`);
  }
  return stdout;
}

/**
 * Takes the runtime out of what was generated, and writes projects in which all cases use that of the stage: it is the
 * same for all, and would be compiled hundreds of times. `delivered` is for what is generated alone, under the
 * strictest options, `used` for the handlers too.
 */
export function shareRuntime(stage) {
  const shared = join(stage, "runtime/typescript");
  const folders = readdirSync(join(stage, "cases")).map((name) => `cases/${name}/generated/typescript`);
  for (const folder of folders) {
    for (const name of readdirSync(shared)) {
      const file = join(stage, folder, name);
      if (!existsSync(file)) continue;
      if (!readFileSync(file, "utf8").endsWith(readFileSync(join(shared, name), "utf8"))) {
        throw new Error(`${folder}/${name} is not what stands in runtime/typescript`);
      }
      rmSync(file);
    }
  }
  // A default that is about as large as pi is what its author wants.
  const rules = { suspicious: { noApproximativeNumericConstant: "off" } };
  writeFileSync(join(stage, "biome.json"), JSON.stringify({ linter: { rules } }));
  const options = {
    lib: ["ES2022", "DOM"],
    types: [],
    noEmit: true,
    // A page names Tauri's package, whose declarations are not ours to check.
    skipLibCheck: true,
    rootDirs: ["runtime/typescript", ...folders],
  };
  const isolated = { ...options, declaration: true, isolatedDeclarations: true };
  return {
    delivered: project("delivered", isolated, ["cases/*/generated"]),
    used: project("used", options, ["cases"]),
  };

  function project(name, compilerOptions, include) {
    const file = `tsconfig.${name}.json`;
    const config = { extends: "./tests/typescript/tsconfig.strict.json", compilerOptions, include };
    writeFileSync(join(stage, file), JSON.stringify(config));
    return file;
  }
}
