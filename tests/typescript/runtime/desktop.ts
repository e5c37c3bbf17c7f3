// A model of what is behind the page of a desktop app: Tauri with its events, and the plugin with the messages it keeps.

import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

import type { Host, Link, TauriEvents } from "../../../runtime/typescript/protocol.js";
import type { TauriApi, TauriOptions } from "../../../runtime/typescript/tauri.js";

export const NAMES: TauriEvents = {
  names: { "ws:greeted": "greeted", "ws:newer": "newer" },
  payload: "object",
  desktop: ["app:waking"],
};

/** What one message is emitted as, each with its name. `newer` is an event that the Rust side does not know. */
export const KINDS = {
  greeted: (text: number) => [["ws:greeted", text]],
  waking: (text: number) => [["app:waking", text]],
  hostile: (text: number) => [["samewire:frame", { frame: String(text) }]],
  newer: (text: number) => [
    ["ws:newer", text],
    ["samewire:frame", { frame: String(text), event: "ws:newer" }],
  ],
  unknown: (text: number) => [
    ["ws:unknown", text],
    ["samewire:frame", { frame: String(text), event: "ws:unknown" }],
  ],
  bad: (text: number) => [["samewire:frame", { error: String(text) }]],
} as const satisfies Record<string, (text: number) => readonly (readonly [string, unknown])[]>;

export type Kind = keyof typeof KINDS;

type Emit = readonly [name: string, payload: unknown];
type Heard = (event: { readonly payload: unknown }) => void;

/** A webview with the Rust side behind it. Nothing that Tauri does asynchronously happens before a step says so. */
export class DesktopApp implements TauriApi {
  readonly #messages: (readonly Emit[])[] = [];
  /** Where a page begins that does not say where it is, and where the one before it began. */
  #start = 0;
  #before = 0;
  #listens = false;
  readonly #keeps: number;
  readonly #forgetful: boolean;
  /** Counts pages: what was meant for one does not reach the next. */
  #page = 0;
  #ids = 0;
  #listeners: { readonly id: number; readonly name: string }[] = [];
  #handlers = new Map<number, Heard>();
  /** What the page has asked for, in no order that it could rely on. */
  #commands: (() => void)[] = [];
  /** What is evaluated in the page, one after the other. */
  #scripts: (() => void)[] = [];

  /** `keeps` messages at most; a `forgetful` one thinks that a page has heard what it was sent once. */
  constructor({ keeps = Number.POSITIVE_INFINITY, forgetful = false } = {}) {
    this.#keeps = keeps;
    this.#forgetful = forgetful;
  }

  get count(): number {
    return this.#messages.length;
  }

  /** A message for the page: its number is in it. */
  message(kind: Kind): void {
    const emits = KINDS[kind](this.#messages.length + 1);
    this.#messages.push(emits);
    for (const [name, payload] of emits) this.emit(name, payload);
  }

  /** Tauri chooses the listeners when an event is emitted, and the page looks for them when it is evaluated. */
  emit(name: string, payload: unknown): void {
    const ids = this.#listeners.filter((listener) => listener.name === name).map(({ id }) => id);
    this.#scripts.push(() => {
      for (const id of ids) this.#handlers.get(id)?.({ payload });
    });
  }

  /** One command of the page is served. */
  serve(choice: number): void {
    const [command] = this.#commands.splice(choice % Math.max(1, this.#commands.length), 1);
    command?.();
  }

  /** One script is evaluated in the page. */
  evaluate(): void {
    this.#scripts.shift()?.();
  }

  get isIdle(): boolean {
    return this.#commands.length + this.#scripts.length === 0;
  }

  /** The page is left: what it asked for and has listened with is gone. */
  leave(): void {
    if (this.#listens) [this.#before, this.#start] = [this.#start, this.#messages.length];
    this.#listens = false;
    this.#page += 1;
    this.#listeners = [];
    this.#handlers = new Map();
    this.#commands = [];
    this.#scripts = [];
  }

  get listening(): number {
    return this.#listeners.length;
  }

  listen(name: string, handler: Heard): Promise<() => void> {
    const page = this.#page;
    const id = ++this.#ids;
    return this.#served(() => {
      this.#listeners.push({ id, name });
      this.#handlers.set(id, handler);
      return () => {
        if (page !== this.#page) return;
        this.#handlers.delete(id);
        this.#commands.push(() => {
          this.#listeners = this.#listeners.filter((listener) => listener.id !== id);
        });
      };
    });
  }

  invoke(command: string, args: Record<string, unknown> = {}): Promise<unknown> {
    return this.#served(() => {
      if (command === "plugin:samewire|ready") this.#ready(args);
      return null;
    });
  }

  #ready({ link, session, position }: Record<string, unknown>): void {
    const all = this.#messages.length;
    this.#listens = true;
    if (session === "") this.#start = this.#before;
    const begin = session === SESSION ? (position as number) : this.#start;
    const first = Math.max(begin, all - this.#keeps);
    if (this.#forgetful) this.#start = all;
    this.emit("samewire:ready", {
      link,
      session: SESSION,
      position: all,
      dropped: first - begin,
      connection: { state: "open" },
      missed: this.#messages.slice(first).flat(),
    });
  }

  #served<Result>(serve: () => Result): Promise<Result> {
    return new Promise((resolve) => {
      this.#commands.push(() => resolve(serve()));
    });
  }
}

const SESSION = "this run";

/** Storage as a browser has it. */
export class FakeStorage {
  readonly items = new Map<string, string>();

  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }

  removeItem(key: string): void {
    this.items.delete(key);
  }
}

/** A page that was loaded: its modules, and what is global there. */
export class Page {
  readonly #listeners = new Set<readonly [string, (event: unknown) => void]>();
  readonly #start: (options: TauriOptions, host: Host) => Link;

  constructor(sessionStorage: FakeStorage | undefined, code: string = CODE) {
    const listeners = this.#listeners;
    const globals = {
      sessionStorage,
      addEventListener: (type: string, listener: (event: unknown) => void) => listeners.add([type, listener]),
      removeEventListener(type: string, listener: (event: unknown) => void) {
        for (const entry of listeners) {
          if (entry[0] === type && entry[1] === listener) listeners.delete(entry);
        }
      },
    };
    const load = new Function("globalThis", `${code}; return runtime;`);
    const { tauriTransport } = load(globals) as typeof import("../../../runtime/typescript/tauri.js");
    this.#start = (options, host) => tauriTransport(options).start(host);
  }

  start(options: TauriOptions, host: Host): Link {
    return this.#start(options, host);
  }

  fire(type: "pagehide" | "pageshow", event: object): void {
    for (const [of, listener] of [...this.#listeners]) if (of === type) listener(event);
  }

  /** How many listen to the page itself. */
  get watching(): number {
    return this.#listeners.size;
  }
}

const ENTRY = fileURLToPath(new URL("../../../runtime/typescript/tauri.js", import.meta.url));

/** The transport as a script, so that each page has modules of its own. */
export const CODE: string =
  buildSync({
    entryPoints: [ENTRY],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "runtime",
    target: "es2022",
    external: ["@tauri-apps/*"],
  }).outputFiles[0]?.text ?? "";

export async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
