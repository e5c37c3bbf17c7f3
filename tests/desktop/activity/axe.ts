// What axe finds wrong with a page for those who do not see it, or not well.

import { createRequire } from "node:module";

import type { DrivenApp } from "../harness/driver.js";
import { given } from "../harness/given.js";

const AXE = createRequire(`${given("PACKAGES")}/x.js`)("axe-core") as { readonly source: string };

/** Each rule that is broken, and where. */
export async function violations(app: DrivenApp): Promise<readonly string[]> {
  await app.run(`if (window.axe === undefined) { ${AXE.source} }`);
  return await app.runAsync(`
    const { violations } = await window.axe.run(document);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ": " + target.join(" ")));`);
}
