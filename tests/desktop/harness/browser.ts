// The page in headless Chromium.

import { type Browser, chromium } from "playwright-core";

import { type Line, type Page, Reports } from "./page.js";

/** Opens the page, which connects to `server` itself. */
export async function openBrowser(executablePath: string, site: string, server: string): Promise<Page> {
  const browser: Browser = await chromium.launch({ executablePath });
  const page = await browser.newPage();
  const reports = new Reports("browser");
  await page.exposeFunction("deliver", (from: number, lines: readonly string[]) =>
    reports.take(
      from,
      lines.map((line) => JSON.parse(line) as Line),
    ),
  );
  await page.goto(`${site}/?server=${encodeURIComponent(server)}`);
  return {
    side: "browser",
    reports,
    act: (source) => page.evaluate(source),
    close: () => browser.close(),
  };
}
