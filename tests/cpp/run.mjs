// Compiles and tests the C++ that is generated: `node run.mjs STEP [ARGUMENT…]`.

import { cases, random } from "./cases.mjs";
import { chat } from "./chat.mjs";
import { page } from "./page.mjs";
import { fail } from "./stage.mjs";

const STEPS = { cases, random, chat, page };

async function main([step, ...args]) {
  if (!Object.hasOwn(STEPS, step)) fail(`there is no step ${step}; steps: ${Object.keys(STEPS).join(", ")}`);
  await STEPS[step](...args);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(`run.mjs: ${error.message}`);
  process.exitCode = 1;
}
