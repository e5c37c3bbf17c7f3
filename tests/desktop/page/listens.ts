// Waiting for events to arrive.

import type { ConnectionSource } from "../../../generated/typescript/protocol.js";

/** Resolves when events can arrive. */
export async function listens(events: ConnectionSource): Promise<void> {
  while (events.connection.state !== "open") {
    await new Promise<void>((resolve) => {
      const off = events.onConnection(() => {
        off();
        resolve();
      });
    });
  }
}
