// Where events come from, in each step of the migration from the old server's socket to events of the app.

import { createEvents } from "@events/index.js";
import { tauriTransport } from "@events/tauri.js";
import { createEvents as createOldEvents } from "@old-events/index.js";
import { webSocketTransport } from "@old-events/websocket.js";

/** Step 1: the socket as it is. Its signs of life are bare texts, which are no frames. */
export const fromSocket = (server: string) =>
  createOldEvents(
    webSocketTransport(`${server.replace("http", "ws")}/ws`, {
      heartbeat: { text: "ping", answer: "pong" },
    }),
  );

/** Step 3: the app's events. */
export const fromApp = () => createEvents(tauriTransport());
