// The same page over each transport: what it hears and sends does not depend on the way.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createEvents } from "../../../runtime/typescript/events.js";
import { memoryPair } from "../../../runtime/typescript/memory.js";
import type { TauriEvents, Transport } from "../../../runtime/typescript/protocol.js";
import { tauriTransport } from "../../../runtime/typescript/tauri.js";
import { webSocketTransport } from "../../../runtime/typescript/websocket.js";
import { FakeClock, fakeSockets } from "./fakes.js";
import { talk } from "./talk.js";

/** A way to the page: how it is opened, how the server's frames get in, and what the page has sent. */
interface Way {
  readonly transport: Transport;
  readonly tauri?: TauriEvents;
  open(): Promise<void>;
  frame(text: string): void;
  sent(): readonly unknown[];
}

const ways: Readonly<Record<string, () => Way>> = {
  websocket() {
    const sockets = fakeSockets();
    const { WebSocket } = sockets;
    return {
      transport: webSocketTransport("ws://server", { WebSocket, clock: new FakeClock() }),
      open: async () => sockets.last.accept(),
      frame: (text) => sockets.last.message(text),
      sent: () => sockets.last.sent,
    };
  },
  memory() {
    const { page, server } = memoryPair();
    return {
      transport: page,
      open: () => Promise.resolve(),
      frame: (text) => server.post(text),
      sent: () => server.take(),
    };
  },
  "tauri, frames as objects": () => byTauri("object", (frame) => frame),
  "tauri, frames as text": () => byTauri("text", (frame) => JSON.stringify(frame)),
  "tauri, payloads alone": () => byTauri("alone", ({ id: _, type: __, ...payload }) => payload),
};

function byTauri(payload: TauriEvents["payload"], carried: (frame: Record<string, unknown>) => unknown): Way {
  const listening = new Map<string, (event: { readonly payload: unknown }) => void>();
  const sent: unknown[] = [];
  const api = {
    async listen(name: string, handler: (event: { readonly payload: unknown }) => void) {
      listening.set(name, handler);
      return () => listening.delete(name);
    },
    async invoke(command: string, args?: Record<string, unknown>) {
      if (command.endsWith("|send")) sent.push(args?.["frame"]);
      else listening.get("samewire:ready")?.({ payload: { ...NOTHING_MISSED, link: args?.["link"] } });
    },
  };
  const names = {
    "ws:greeted": "greeted",
    "ws:joined": "joined",
    "ws:refused": "refused",
    "ws:pong": "pong",
  };
  return {
    transport: tauriTransport({ api: () => api }),
    tauri: { names, payload },
    async open() {
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    },
    // As the Rust side does: what has a name goes by it, the rest by the one for all frames.
    frame(text) {
      const frame = JSON.parse(text);
      const handler = listening.get(`ws:${frame.type}`);
      if (handler !== undefined) handler({ payload: carried(frame) });
      else listening.get("samewire:frame")?.({ payload: { frame: text } });
    },
    sent: () => sent,
  };
}

const NOTHING_MISSED = { session: "one", position: 0, dropped: 0, connection: { state: "open" }, missed: [] };

for (const [name, start] of Object.entries(ways)) {
  test(`a page hears and sends the same by ${name}`, async () => {
    const way = start();
    const events = createEvents({ ...talk(), ...(way.tauri && { tauri: way.tauri }) }, way.transport);
    const heard: unknown[] = [];
    events.attachPartial({
      greeted: ({ text }) => heard.push(text),
      pong: () => heard.push("pong"),
    });
    events.onUnknown(({ name }) => heard.push(`unknown ${String(name)}`));
    events.onError((problem) => heard.push(problem.kind === "frame" && problem.error.path));
    events.onConnection(({ state }) => heard.push(state));
    await events.send("say", { text: "early" });
    await way.open();
    for (const frame of [
      '{"type":"greeted","text":"hi"}',
      '{"type":"pong"}',
      '{"type":"novel"}',
      '{"type":"greeted"}',
    ]) {
      way.frame(frame);
    }
    await events.send("ping", {});
    assert.deepEqual(heard, ["open", "hi", "pong", "unknown novel", "text"]);
    assert.deepEqual(way.sent(), ['{"type":"say","text":"early"}', '{"type":"ping"}']);
    events.close();
  });
}
