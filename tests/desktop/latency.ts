// How long an event is under way from where it is emitted to its handler in a window: by the old server's socket, and by Tauri.
//
// Both emit the same event, that says when it was emitted. The handler sends that on at once, over a WebSocket to this program,
// which looks at the same clock; so that leg is in both figures, and an echo over it shows how long it is. The next event is
// asked for when the last one has come.

import { once } from "node:events";

import { type WebSocket, WebSocketServer } from "ws";

import { startMusic } from "./harness/music.js";
import { startOldServer } from "./harness/old.js";

const COUNT = Number(process.argv[2] ?? 3_000);
/** So many at a time by one way, then by the other: what disturbs the machine disturbs both. */
const BATCH = 100;

type Way = "old" | "new" | "echo";
const WAYS: Readonly<Record<Way, string>> = {
  old: "FastAPI's WebSocket",
  new: "event of Tauri",
  echo: "an echo over the measuring socket, there and back",
};

const measured: Record<Way, number[]> = { old: [], new: [], echo: [] };
const server = await startOldServer();
const measuring = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
await once(measuring, "listening");
const { port } = measuring.address() as { readonly port: number };
const connected = once(measuring, "connection");
const { app } = await startMusic({
  args: ["--old", server.address, `step=both&measure=ws://127.0.0.1:${port}`],
});
try {
  const [page] = (await connected) as [WebSocket];
  for (const source of ["old", "new"]) await app.shows(`${source}: open`);
  // What comes with the page is no part of it.
  for (const way of ["old", "new", "echo"] as const) await batch(page, way);
  for (const way of ["old", "new", "echo"] as const) measured[way].length = 0;
  while (measured.new.length < COUNT) {
    for (const way of ["old", "new", "echo"] as const) await batch(page, way);
  }
  show();
} finally {
  await app.close();
  measuring.close();
  await server.close();
}

async function batch(page: WebSocket, way: Way): Promise<void> {
  for (let number = 0; number < BATCH; number++) {
    const asked = now();
    const answered = heardBy(page);
    page.send(way);
    const said = await answered;
    measured[way].push(now() - (way === "echo" ? asked : Number(said) / 1_000_000));
  }
}

/** The next of the measured events, by the job that its maker gave it: the time of emission, in nanoseconds. */
function heardBy(page: WebSocket): Promise<string> {
  return new Promise((resolve) => {
    page.on("message", function take(data) {
      const said = String(data);
      if (said !== "echo" && !/^\d{19}$/.test(said)) return;
      page.off("message", take);
      resolve(said);
    });
  });
}

/** Milliseconds since 1970, with fractions. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

function show(): void {
  console.log(`${COUNT} events each, in turns of ${BATCH}; milliseconds\n`);
  console.log("| from `emit` to the handler | median | p99 |\n|---|---|---|");
  for (const way of ["old", "new", "echo"] as const) {
    const sorted = measured[way].sort((one, other) => one - other);
    const at = (part: number) => (sorted[Math.floor(part * (sorted.length - 1))] as number).toFixed(2);
    console.log(`| ${WAYS[way]} | ${at(0.5)} | ${at(0.99)} |`);
  }
}
