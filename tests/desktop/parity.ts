// Parity: a browser and a desktop window are sent the same frames, and have to hear the same, and as it was sent.

import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { openBrowser } from "./harness/browser.js";
import { differences, type Heard, placesOf } from "./harness/difference.js";
import {
  type Frame,
  LAST,
  LAST_USER,
  MISTAKES,
  OLD_NAMES,
  PROTO_FIELDS,
  sentEvent,
  UNKNOWN,
  UNKNOWN_FIELDS,
  vectors,
} from "./harness/frames.js";
import { given } from "./harness/given.js";
import { isOpen, type Line, type Page, run, type Side } from "./harness/page.js";
import { type Outcome, table } from "./harness/report.js";
import { type Server, startServer } from "./harness/server.js";
import { bundlePage, serveSite } from "./harness/site.js";
import { openWindow } from "./harness/window.js";

const SERVER = vectors("server");
const CLIENT = vectors("client");
const SENT: readonly Frame[] = [...SERVER, ...OLD_NAMES, ...UNKNOWN_FIELDS, ...PROTO_FIELDS, ...UNKNOWN];

async function main(): Promise<void> {
  const server = await startServer();
  const assets = bundlePage(join(given("WORK"), "page"));
  const site = await serveSite(assets);
  const broken = process.env["BREAK"];
  const pages = [
    await openBrowser(given("CHROMIUM"), site.origin, server.address("browser")),
    await openWindow({ assets, server: server.address("desktop"), broken }),
  ];
  const outcomes = new Map<Side, Outcome>();
  for (const page of pages) outcomes.set(page.side, await outcome(page, server));
  for (const page of pages) await page.close();
  await server.kill();
  site.close();
  conclude(outcomes, broken);
}

/** Sends everything to a page, has it send everything, and compares. */
async function outcome(page: Page, server: Server): Promise<Outcome> {
  const { side } = page;
  await server.connected(side);
  await isOpen(page);
  const { agent, desktop } = page.reports.lines[0] as Line;
  console.log(`${side}: ${agent}\n${side}: Tauri's internals are ${desktop ? "" : "not "}there`);
  if (desktop !== (side === "desktop")) throw new Error(`this is no ${side}`);

  const received = await receive(
    page,
    server,
    SENT.map(({ text }) => text),
  );
  const mistakes: string[] = [];
  for (const { text, unheard } of MISTAKES) {
    if (unheard !== undefined) await run(page, `desk.without(${JSON.stringify(unheard)})`);
    mistakes.push(kindsOf(await receive(page, server, [text])));
    if (unheard !== undefined) await run(page, "desk.without()");
  }
  await run(
    page,
    `desk.send(${JSON.stringify([...CLIENT.map(({ text }) => text), '{"id":"end","type":"ping"}'])})`,
  );
  const written = (await server.heardFrames(side, CLIENT.length + 1)).slice(0, -1);
  return {
    server: differences(
      SENT.map(({ heard }) => heard),
      received.flatMap(asHeard),
    ),
    client: differences(
      CLIENT.map(({ heard }) => heard),
      written.map(sentEvent),
    ),
    problems: received.filter(({ kind }) => kind === "problem" || kind === "thrown"),
    mistakes,
    written,
  };
}

/** Sends frames, and gives what the page made of them. */
async function receive(page: Page, server: Server, frames: readonly string[]): Promise<Line[]> {
  const since = page.reports.lines.length;
  await server.send(page.side, [...frames, LAST]);
  const isEnd = ({ payload }: Line) => (payload as Line | undefined)?.["user_id"] === LAST_USER;
  await page.reports.until("the end of the frames", isEnd, since);
  const lines = page.reports.lines.slice(since);
  return lines.slice(0, lines.findIndex(isEnd));
}

function asHeard({ kind, name, payload, beside, frame }: Line): Heard[] {
  if (kind === "event") return [{ kind, name: String(name), value: payload, id: (beside as Line)["id"] }];
  return kind === "unknown" ? [{ kind, name: String(name), value: frame }] : [];
}

function kindsOf(lines: readonly Line[]): string {
  return lines.map(({ kind }) => (kind === "problem" ? "refused" : kind)).join() || "skipped";
}

function conclude(outcomes: ReadonlyMap<Side, Outcome>, broken: string | undefined): void {
  const sides = { browser: outcomes.get("browser") as Outcome, desktop: outcomes.get("desktop") as Outcome };
  const { text, wrong } = table(sides, { server: SENT, client: CLIENT, mistakes: MISTAKES });
  console.log(text);
  const places = SENT.reduce((sum, { heard }) => sum + placesOf(heard).size, 0);
  console.log(`${SENT.length} frames with ${places} places to both pages, ${CLIENT.length} frames from each`);
  for (const line of wrong) console.error(line);
  if (broken === undefined && wrong.length === 0) writeFileSync(join(given("ROOT"), "docs/parity.md"), text);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}

await main();
