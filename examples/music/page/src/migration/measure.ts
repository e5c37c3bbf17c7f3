// How long an event is under way: each says when it was emitted, and what hears it says so at once to the program that measures.

import type { PageEvents } from "@events/index.js";
import type { PageEvents as OldEvents } from "@old-events/index.js";
import { invoke } from "@tauri-apps/api/core";

/**
 * Does what the program at `address` asks for: `old` or `new` has one event emitted that way, and the answer is what the handler was
 * given; `echo` is answered at once. The next is asked for when that has come.
 */
export function measure(address: string, server: string, old: OldEvents, app: PageEvents): void {
  const socket = new WebSocket(address);
  const emits: Readonly<Record<string, () => unknown>> = {
    old: () => fetch(`${server}/measure`, { method: "POST" }),
    new: () => invoke("measure"),
    echo: () => socket.send("echo"),
  };
  socket.onmessage = ({ data }) => emits[String(data)]?.();
  old.on("library:scan-progress", ({ job_id }) => socket.send(job_id));
  app.on("library:scan-progress", ({ job_id }) => socket.send(job_id));
}
