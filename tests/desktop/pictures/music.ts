// The pictures of the music player, light and dark, in its own window.

import { join } from "node:path";

import type { DrivenApp } from "../harness/driver.js";
import { given } from "../harness/given.js";
import { invoke, rehearse, startMusic } from "../harness/music.js";
import { save } from "../harness/picture.js";

const MUSIC = join(given("ROOT"), "examples/music");

export async function music(): Promise<void> {
  const { app } = await startMusic();
  try {
    await app.shows("Undertow");
    for (const title of ["Undertow", "Note G", "Window Seat"]) {
      await app.click({ role: "button", name: `Favourite: ${title}` });
    }
    for (const name of ["Morning", "Rain"]) {
      await app.type({ role: "textbox", name: "Name of a new playlist" }, name);
      await app.press("Enter");
      await app.until("document.querySelector('main h2').textContent === arguments[0]", name);
    }
    await app.click({ role: "button", name: "Library" });
    await playsMidway(app, "Punched Cards");
    await app.click({ role: "tab", name: "Queue" });
    save(MUSIC, "queue", await app.screenshot());

    await invoke(app, "set_setting", { key: "theme", value: "dark" });
    await invoke(app, "set_setting", { key: "accent", value: "violet" });
    await app.until("document.documentElement.dataset.accent === 'violet'");
    for (const key of ["next", "previous", "toggle"]) await rehearse(app, `mediakey://${key}`);
    await app.click({ role: "button", name: "Compose a song" });
    await app.shows("Lost and Found");
    await playsMidway(app, "Lost and Found");
    await app.click({ role: "tab", name: "Events" });
    save(MUSIC, "events", await app.screenshot());
  } finally {
    await app.close();
  }
}

async function playsMidway(app: DrivenApp, title: string): Promise<void> {
  await app.click({ role: "button", name: `Play ${title}` });
  await invoke(app, "seek", { positionMs: 4_000 });
  await app.until("document.querySelector('input[type=range]').value >= 4000");
}
