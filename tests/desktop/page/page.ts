// The page of the tests: one file for a browser, where it holds the WebSocket, and for the window of a desktop app.

import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";

import {
  type ClientEventMap,
  createEvents,
  type ServerHandlers,
  serverEvents,
} from "../../../generated/typescript/index.js";
import { tauriTransport } from "../../../generated/typescript/tauri.js";
import { fixed, webSocketTransport } from "../../../generated/typescript/websocket.js";
import { listens } from "./listens.js";
import { isDesktop, type Line, report } from "./report.js";
import { time } from "./time.js";

/** One listening page: what a component does when it comes. Its number stands in every line. */
function mount(unheard?: string): Mount {
  const number = ++mounts;
  const tell = (line: Line): void => report({ ...line, mount: number });
  const events = createEvents(transport());
  events.onConnection((connection) => tell({ kind: "connection", connection }));
  events.onUnknown(({ name, frame }) => tell({ kind: "unknown", name, frame }));
  events.onError((problem) => tell({ kind: "problem", problem }));
  const heard = (name: string) => (payload: unknown, beside: unknown) =>
    tell({ kind: "event", name, payload, beside });
  const names = serverEvents.filter((name) => name !== unheard);
  events.attach(Object.fromEntries(names.map((name) => [name, heard(name)])) as ServerHandlers);
  tell({ kind: "mounted" });
  return { events, unmount: () => events.close() };
}

interface Mount {
  readonly events: ReturnType<typeof createEvents>;
  readonly unmount: () => void;
}

const prototypes = [Object.prototype, Array.prototype]
  .map((prototype) => Object.getOwnPropertyNames(prototype).join())
  .join();
let mounts = 0;

function transport() {
  if (isDesktop) return tauriTransport();
  const server = new URLSearchParams(location.search).get("server");
  return webSocketTransport(String(server), { backoff: fixed([20]), heartbeat: false });
}

/** What the tests ask of the page. */
const desk = {
  mount,
  page: undefined as Mount | undefined,

  /** Sends frames, as a page does that has their payloads: one after the other, or without waiting for any. */
  async send(frames: readonly string[], atOnce = false): Promise<void> {
    const events = desk.page?.events ?? mount().events;
    const sending: Promise<void>[] = [];
    for (const frame of frames) {
      const { id, type, ...payload } = JSON.parse(frame);
      const name: keyof ClientEventMap = type;
      const sent = events.send(name, payload, { beside: id === undefined ? {} : { id } });
      sending.push(sent);
      if (!atOnce) await sent;
    }
    await Promise.all(sending);
  },

  /** Listens anew, and not to one of the events; resolves when it does. */
  async without(unheard?: string): Promise<void> {
    desk.page?.unmount();
    desk.page = mount(unheard);
    await listens(desk.page.events);
  },

  /** Mounts and unmounts so many times; with `open`, waits each time until it listens. */
  async remount(times: number, open: boolean): Promise<void> {
    for (let time = 0; time < times; time++) {
      desk.page?.unmount();
      desk.page = mount();
      if (open) await listens(desk.page.events);
    }
  },

  /** What is written without samewire: in StrictMode's order it never lets go of its first listener. */
  async byHand(): Promise<void> {
    const listening: Promise<() => void>[] = [];
    const component = () => {
      let off: (() => void) | undefined;
      const heard = listen("ws:typing_start", () => report({ kind: "by hand" }));
      listening.push(heard);
      heard.then((end) => {
        off = end;
      });
      return () => off?.();
    };
    component()();
    component();
    await Promise.all(listening);
  },

  /** Hears a name as Tauri gives it, without samewire. */
  async raw(name: string): Promise<void> {
    await listen(name, ({ payload }) => report({ kind: "raw", payload }));
  },

  /** Asks the plugin to send a text, whatever it is; says why it did not. */
  async sendRaw(frame: unknown): Promise<string | undefined> {
    return await invoke("plugin:samewire|send", { frame }).then(
      () => undefined,
      (reason) => String(reason),
    );
  },

  /** Whether anything has run that should not, and whether prototypes are what they were. */
  untouched(): boolean {
    const now = [Object.prototype, Array.prototype].map((prototype) =>
      Object.getOwnPropertyNames(prototype).join(),
    );
    return !("hit" in globalThis) && !("polluted" in {}) && now.join() === prototypes;
  },

  time,

  /** Runs what a test asks for, and reports its value under a number. */
  async run(id: number, act: () => unknown): Promise<void> {
    try {
      report({ kind: "ran", id, value: (await act()) ?? null });
    } catch (error) {
      report({ kind: "ran", id, error: String(error) });
    }
  },
};

Object.assign(globalThis, { desk });
addEventListener("error", ({ message }) => report({ kind: "thrown", message }));
addEventListener("unhandledrejection", ({ reason }) => report({ kind: "thrown", message: String(reason) }));
report({ kind: "loaded", agent: navigator.userAgent, desktop: isDesktop });
if (!new URLSearchParams(location.search).has("idle")) desk.page = mount();
