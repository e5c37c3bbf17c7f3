// The page in a window of the test's Tauri app, which is told what to do by lines, and answers by lines.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import { built } from "./given.js";
import { GUARD, type Line, type Page, Reports } from "./page.js";

export interface AppOptions {
  /** The folder of the page. */
  readonly assets: string;
  /** Where the app connects to; without it, frames come from the test alone. */
  readonly server?: string | undefined;
  /** What the app does wrong: `naive`, or `drop-field=EVENT.FIELD`. */
  readonly broken?: string | undefined;
  /** The page waits to be told to listen. */
  readonly idle?: boolean | undefined;
}

/** Starts the app, with one window open, `main`. */
export async function openWindow(options: AppOptions): Promise<App> {
  const app = new App(options);
  await app.answer("started");
  return app;
}

/** What GTK and WebKit say of a machine without a desktop. */
export const OF_THE_MACHINE = /^\s*$|Gtk-|GLib-|dconf|Gdk-|libEGL|MESA|dbus|a11y|AT-SPI/;

/** An answer of the app: what it has done, and what is to be said of it. */
export interface Answer {
  readonly did: string;
  readonly [member: string]: unknown;
}

/** The app, and as a page its first window. */
export class App implements Page {
  readonly side = "desktop";
  /** What it has written to its standard error: nothing, if all is well. */
  readonly complaints: string[] = [];
  readonly #child: ChildProcess;
  readonly #windows = new Map<string, Reports>();
  readonly #answers: Answer[] = [];
  #waiting: (() => void)[] = [];

  constructor({ assets, server, broken, idle }: AppOptions) {
    const words = ["--assets", assets];
    if (server !== undefined) words.push("--server", server);
    if (broken !== undefined) words.push("--break", broken);
    if (idle) words.push("--idle");
    this.#child = spawn(built("desktop-tests"), words, { stdio: "pipe" });
    this.#child.once("exit", (status, signal) => {
      if (status !== 0) this.complaints.push(`it ended with ${signal ?? status}`);
      this.#look();
    });
    // It may have gone when it is told something; that it has is a complaint already.
    this.#child.stdin?.on("error", () => {});
    this.#lines("stdout", (line) => this.#take(JSON.parse(line)));
    this.#lines("stderr", (line) => {
      if (line.includes("panicked") || !OF_THE_MACHINE.test(line)) this.complaints.push(line);
    });
  }

  get reports(): Reports {
    return this.reportsOf("main");
  }

  reportsOf(window: string): Reports {
    const reports = this.#windows.get(window) ?? new Reports(window);
    this.#windows.set(window, reports);
    return reports;
  }

  /** A further window as a page. */
  window(label: string): Page {
    return {
      side: "desktop",
      reports: this.reportsOf(label),
      act: (source) => this.tell({ do: "eval", window: label, source }),
      close: () => this.tell({ do: "close", window: label }),
    };
  }

  async act(source: string): Promise<void> {
    await this.tell({ do: "eval", window: "main", source });
  }

  /** Tells the app what to do. */
  async tell(order: { readonly do: string; readonly [member: string]: unknown }): Promise<void> {
    this.#child.stdin?.write(`${JSON.stringify(order)}\n`);
  }

  /** Tells the app what to do, and waits until it has. */
  async ask(order: { readonly do: string; readonly [member: string]: unknown }): Promise<Answer> {
    await this.tell(order);
    return await this.answer(order.do);
  }

  /** The next answer of this kind. */
  async answer(did: string): Promise<Answer> {
    const end = Date.now() + GUARD;
    for (;;) {
      const at = this.#answers.findIndex((answer) => answer.did === did);
      const [answer] = at < 0 ? [] : this.#answers.splice(at, 1);
      if (answer !== undefined) return answer;
      if (this.#isGone) throw this.#silent(did);
      await this.#more(did, end);
    }
  }

  async close(): Promise<void> {
    if (this.#isGone) return;
    const gone = once(this.#child, "exit");
    await this.tell({ do: "quit" });
    const guard = setTimeout(() => this.#child.kill("SIGKILL"), GUARD);
    await gone;
    clearTimeout(guard);
  }

  get #isGone(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  #take(
    said: { readonly window?: string; readonly from?: number; readonly lines?: Line[] } & Partial<Answer>,
  ): void {
    if (said.lines !== undefined) this.reportsOf(String(said.window)).take(said.from ?? 0, said.lines);
    else this.#answers.push(said as Answer);
    this.#look();
  }

  #look(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const look of waiting) look();
  }

  #more(did: string, end: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const guard = setTimeout(() => reject(this.#silent(did)), end - Date.now());
      this.#waiting.push(() => {
        clearTimeout(guard);
        resolve();
      });
    });
  }

  #silent(did: string): Error {
    return new Error(`the app has not answered ${did}: ${this.complaints.join("\n")}`);
  }

  #lines(name: "stdout" | "stderr", take: (line: string) => void): void {
    const input = this.#child[name];
    if (input !== null) createInterface({ input }).on("line", take);
  }
}
