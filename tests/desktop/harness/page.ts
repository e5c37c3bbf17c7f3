// A page seen by the test, in a browser or in a window: what it reports, and what it is told to do.

/** A line of the page, as `page/report.ts` writes it. */
export interface Line {
  readonly kind: string;
  readonly [member: string]: unknown;
}

/** A wait that takes longer has failed: never is so much time meant to pass. */
export const GUARD = 60_000;

/** What a page has reported, each line once and in order. */
export class Reports {
  readonly lines: Line[] = [];
  readonly #who: string;
  /** The lines of windows that are closed. */
  #before = 0;
  #waiting: (() => void)[] = [];

  constructor(who: string) {
    this.#who = who;
  }

  /** Takes a batch whose first line has the number `from`: after a reload a page repeats what it is not sure of. */
  take(from: number, batch: readonly Line[]): void {
    const known = this.lines.length - this.#before - from;
    if (known < 0) throw new Error(`${this.#who} skips ${-known} lines`);
    this.lines.push(...batch.slice(known));
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const look of waiting) look();
  }

  /** Another page comes, that begins with its line 0. */
  restart(): void {
    this.#before = this.lines.length;
  }

  /** Resolves with the first line from `since` on that fits. */
  async until(what: string, fits: (line: Line) => boolean, since = 0): Promise<Line> {
    const end = Date.now() + GUARD;
    for (let at = since; ; at++) {
      while (at >= this.lines.length) await this.#more(what, end);
      const line = this.lines[at] as Line;
      if (fits(line)) return line;
      if (line.kind === "thrown") throw new Error(`${this.#who}: ${line["message"]}`);
    }
  }

  #more(what: string, end: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const last = () => JSON.stringify(this.lines.slice(-3)).slice(0, 600);
      const hung = () =>
        reject(new Error(`${this.#who} has not reported ${what}; its last lines: ${last()}`));
      const guard = setTimeout(hung, end - Date.now());
      this.#waiting.push(() => {
        clearTimeout(guard);
        resolve();
      });
    });
  }
}

/** A page of its own kind. */
export interface Page {
  /** `browser` or `desktop`. */
  readonly side: Side;
  readonly reports: Reports;
  /** Runs JavaScript in the page, for what it does: nothing comes back. */
  act(source: string): Promise<void>;
  close(): Promise<void>;
}

export type Side = "browser" | "desktop";

/** Tells the page what to do, `desk.send([…])` for example, and gives what became of it. */
export async function run(page: Page, source: string): Promise<unknown> {
  const id = ++ran;
  const since = page.reports.lines.length;
  await page.act(`desk.run(${id}, () => ${source})`);
  const line = await page.reports.until(
    source.slice(0, 60),
    ({ kind, id: of }) => kind === "ran" && of === id,
    since,
  );
  if (line["error"] !== undefined) throw new Error(`${page.side}: ${line["error"]}`);
  return line["value"];
}

let ran = 0;

/** The first line of a page, and that it listens. */
export async function isOpen(page: Page, since = 0): Promise<void> {
  const open = ({ kind, connection }: Line) =>
    kind === "connection" && (connection as Line)["state"] === "open";
  await page.reports.until("an open connection", open, since);
}
