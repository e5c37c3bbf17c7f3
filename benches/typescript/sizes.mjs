// What a page has to load: `node sizes.mjs FOLDER`, where FOLDER holds the generated code.

import { gzipSync } from "node:zlib";

import { build } from "esbuild";

const [folder] = process.argv.slice(2);
const NAMES = [
  "message_new",
  "message_edit",
  "message_delete",
  "reaction_add",
  "reaction_remove",
  "typing_start",
  "typing_stop",
  "presence_update",
  "call_started",
  "call_ended",
];

const socket = 'import { webSocketTransport } from "./websocket.js";';
const pascal = (name) => name.replaceAll(/(?:^|_)(\w)/g, (_, letter) => letter.toUpperCase());
const on = NAMES.map((name) => `events.on("${name}", console.log);`).join("\n");
const listeners = NAMES.map((name) => `on${pascal(name)}`);

/** Pages, each with the most that it may weigh. */
const PAGES = {
  "the runtime of `createEvents` alone": { text: 'export { createEvents } from "./events.js";' },
  "the WebSocket transport alone": { text: 'export { webSocketTransport } from "./websocket.js";' },
  "the Tauri transport alone": { text: 'export { tauriTransport } from "./tauri.js";' },
  "`decodeServerEvent` alone, all 69 decoders": { text: 'export { decodeServerEvent } from "./index.js";' },
  "`createEvents`, WebSocket, all decoders, 10 handlers": {
    bound: 8_192,
    text: `import { createEvents } from "./index.js"; ${socket}
      const events = createEvents(webSocketTransport("wss://chat.example"));
      ${on}`,
  },
  "listener functions only, WebSocket, 10 handlers": {
    bound: 6_144,
    text: `import { createListeners } from "./index.js"; ${socket}
      import { ${listeners.join(", ")} } from "./listeners.js";
      const events = createListeners(webSocketTransport("wss://chat.example"));
      ${listeners.map((name) => `${name}(events, console.log);`).join("\n")}`,
  },
};

console.log("\n### What a page loads, minified by esbuild\n\n|  | bytes | gzip | at most |\n|---|---|---|---|");
for (const [name, { text, bound }] of Object.entries(PAGES)) {
  const { bytes, gzip } = await weigh(text);
  console.log(`| ${name} | ${bytes} | ${gzip} | ${bound ?? ""} |`);
  if (bound !== undefined && gzip > bound) process.exitCode = 1;
}

async function weigh(text) {
  const { outputFiles } = await build({
    stdin: { contents: text, resolveDir: folder, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    external: ["@tauri-apps/api/*"],
  });
  const bundle = outputFiles[0].contents;
  return { bytes: bundle.length, gzip: gzipSync(bundle, { level: 9 }).length };
}
