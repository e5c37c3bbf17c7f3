// A Tauri in the test's hands, and links over it.

import type { Link, TauriEvents } from "../../../runtime/typescript/protocol.js";
import { type TauriApi, type TauriOptions, tauriTransport } from "../../../runtime/typescript/tauri.js";
import { recordingHost } from "./fakes.js";

export const EVENTS: TauriEvents = {
  names: { "ws:greeted": "greeted", "ws:call-ended": "call.ended" },
  payload: "object",
};

type Hear = (event: { readonly payload: unknown }) => void;

/** A Tauri whose listening comes about when the test says so. */
export class FakeTauri implements TauriApi {
  /** As in a real app, two listeners to one name are two. */
  readonly listening = new Map<string, Set<Hear>>();
  readonly invoked: (readonly [command: string, args: unknown])[] = [];
  readonly waiting: (() => void)[] = [];
  /** A name that may not be listened to. */
  refused: string | undefined;

  listen(event: string, handler: Hear): Promise<() => void> {
    // The app registers the listener at once; the page hears of it later.
    if (event !== this.refused) {
      this.listening.set(event, (this.listening.get(event) ?? new Set()).add(handler));
    }
    return new Promise((resolve, reject) => {
      this.waiting.push(() => {
        if (event === this.refused) reject(new Error(`${event} not allowed`));
        else resolve(() => this.listening.get(event)?.delete(handler));
      });
    });
  }

  async invoke(command: string, args?: Record<string, unknown>): Promise<unknown> {
    this.invoked.push([command, args]);
    return null;
  }

  emit(event: string, payload: unknown): void {
    for (const hear of [...(this.listening.get(event) ?? [])]) hear({ payload });
  }

  /** How many listeners there are. */
  get size(): number {
    return [...this.listening.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** All listening comes about. */
  async settle(): Promise<void> {
    await turns();
    for (const settle of this.waiting.splice(0)) settle();
    await turns();
  }

  /** What was given to a command, each time. */
  given(command: string): unknown[] {
    return this.invoked.filter(([name]) => name.endsWith(`|${command}`)).map(([, args]) => args);
  }

  /** What was given to `ready` the last time. */
  get asked(): { readonly link: string; readonly session?: string; readonly position?: number } {
    return this.given("ready").at(-1) as never;
  }
}

export async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

let plugins = 0;

/** A plugin whose messages nobody has heard yet. */
export function newPlugin(): string {
  plugins += 1;
  return `plugin${plugins}`;
}

/** A link that has begun to listen, with a plugin of its own if none is given. */
export function setUp(options: TauriOptions = {}, tauri: FakeTauri = new FakeTauri()) {
  const host = recordingHost();
  const plugin = options.plugin ?? newPlugin();
  const link: Link = tauriTransport({ events: EVENTS, api: () => tauri, ...options, plugin }).start(host);
  /** The Rust side answers what was asked last: nothing was missed, if nothing else is said. */
  const answer = (said: object = {}): void => {
    tauri.emit(`${plugin}:ready`, { link: tauri.asked.link, ...NOTHING, ...said });
  };
  /** Listening comes about, and that it was asked for is answered. */
  const open = async (said: object = {}): Promise<void> => {
    await tauri.settle();
    answer(said);
  };
  return { tauri, host, link, plugin, answer, open, states: () => host.states.map(({ state }) => state) };
}

const NOTHING = { session: "one", position: 0, dropped: 0, connection: { state: "open" }, missed: [] };
