// The page docs/cpp.md: its manifest is generated, and its C++ compiled and run.

import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { generate } from "./chat.mjs";
import { build, COMPILERS, fail, inStage, ROOT, run } from "./stage.mjs";

/** `page target/debug/samewire` */
export async function page(samewire) {
  await inStage(async (stage) => {
    const text = readFileSync(join(ROOT, "docs/cpp.md"), "utf8");
    const [manifest] = blocks(text, "yaml");
    const program = blocks(text, "cpp");
    if (program.length < 3) fail("docs/cpp.md has hardly any C++");
    writeFileSync(join(stage, "events.yaml"), manifest);
    generate(resolve(samewire), stage);
    writeFileSync(join(stage, "page.cpp"), program.join("\n"));
    const folder = join(stage, "generated/cpp");
    for (const compiler of COMPILERS) {
      await build(compiler, folder, join(stage, compiler), [
        join(folder, "events.cpp"),
        join(stage, "page.cpp"),
      ]);
      await run([join(stage, compiler)]);
    }
  });
}

/** What stands on the page in a language. */
function blocks(text, language) {
  const found = [...text.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, "gm"))];
  return found.map(([, block]) => block);
}
