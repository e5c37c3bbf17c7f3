// The pictures of the activity feed, in its own window: light, and dark.

import { join } from "node:path";

import { driveApp } from "../harness/driver.js";
import { built, given } from "../harness/given.js";
import { save } from "../harness/picture.js";

const ACTIVITY = join(given("ROOT"), "examples/activity");

export async function activity(): Promise<void> {
  await inWindow("light", {}, "[data-flow=running] .text");
  // Some scenes later frames of other versions have come.
  await inWindow("dark", { GTK_THEME: "Adwaita:dark" }, "article pre");
}

/** The made-up session, up to where something is seen. */
async function inWindow(name: string, env: Readonly<Record<string, string>>, seen: string): Promise<void> {
  const app = await driveApp({
    binary: built("activity-desktop"),
    env: { ACTIVITY_SEED: "7", ACTIVITY_PACE: "20", ...env },
  });
  try {
    if (name === "dark") {
      await app.until("document.querySelectorAll('article[data-group=unknown]').length >= 3");
      await app.run("document.querySelectorAll('article[data-group=unknown] summary')[1].click()");
    }
    await app.until("document.querySelector(arguments[0])", seen);
    save(ACTIVITY, name, await app.screenshot());
  } finally {
    await app.close();
  }
}
