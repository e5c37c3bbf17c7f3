// What the tests in a window have in common: the page is bundled once, each test has an app of its own, and no app may complain.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { given } from "./given.js";
import { numberOf } from "./numbered.js";
import { isOpen, type Line, type Page } from "./page.js";
import { bundlePage } from "./site.js";
import { type App, type AppOptions, openWindow } from "./window.js";

export const assets = bundlePage(join(given("WORK"), "page"));

/** A test with an app of its own. It fails too if the app writes to its standard error: a panic, for example. */
export function inWindow(
  name: string,
  options: Omit<AppOptions, "assets">,
  body: (app: App) => Promise<void>,
): void {
  test(name, async () => {
    const app = await openWindow({ assets, ...options });
    try {
      if (!options.idle) await isOpen(app);
      await body(app);
    } finally {
      await app.close();
    }
    assert.deepEqual(app.complaints, []);
  });
}

/** Resolves with the line that tells of the frame of this number. */
export async function hasHeard(page: Page, number: number): Promise<Line> {
  return await page.reports.until(`number ${number}`, (line) => numberOf(line) === number);
}

/** Hands frames to the app as if they had come from the server, and waits until it has passed them on. */
export async function relay(app: App, frames: readonly string[]): Promise<void> {
  const { refused } = await app.ask({ do: "relay", frames });
  assert.deepEqual(refused, []);
}
