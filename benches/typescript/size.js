// What a page downloads, part by part: minified by esbuild, compressed by gzip.

import { bundle, gzipped } from "./build.js";

const TEN = ["ready", "message_new", "message_edit", "message_delete", "typing_start", "typing_stop", "presence_update", "call_started", "call_ended", "error"];

const pascal = (name) => name.replace(/(^|_)(.)/g, (_, __, letter) => letter.toUpperCase());

const handlers = TEN.map((name) => `events.on(${JSON.stringify(name)}, (payload) => console.log(payload));`).join("\n");
const functions = TEN.map((name) => `on${pascal(name)}(events, (payload) => console.log(payload));`).join("\n");

const PARTS = {
  "all decoders alone": 'import { decodeServerEvent } from "./index.js"; console.log(decodeServerEvent(location.hash));',
  "WebSocket transport alone": 'import { webSocketTransport } from "./websocket.js"; console.log(webSocketTransport("wss://localhost"));',
  "`createEvents` with all decoders and encoders, WebSocket, 10 handlers": `
    import { createEvents } from "./index.js";
    import { webSocketTransport } from "./websocket.js";
    const events = createEvents(webSocketTransport("wss://localhost"));
    ${handlers}`,
  "WebSocket, 10 listener functions": `
    import { createListeners } from "./index.js";
    import { ${TEN.map((name) => `on${pascal(name)}`).join(", ")} } from "./listeners.js";
    import { webSocketTransport } from "./websocket.js";
    const events = createListeners(webSocketTransport("wss://localhost"));
    ${functions}`,
};

const BOUNDS = {
  "`createEvents` with all decoders and encoders, WebSocket, 10 handlers": 8,
  "WebSocket, 10 listener functions": 6,
};

export async function run(report, { generated }) {
  const rows = [];
  for (const [name, code] of Object.entries(PARTS)) {
    const contents = await bundle(code, generated);
    const kib = gzipped(contents) / 1024;
    rows.push([name, (contents.length / 1024).toFixed(1), kib.toFixed(2)]);
    if (BOUNDS[name]) report.atMost(`${name}, KiB gzip`, kib, BOUNDS[name]);
  }
  report.table("Bundle, KiB", ["part", "minified", "gzip"], rows);
}
