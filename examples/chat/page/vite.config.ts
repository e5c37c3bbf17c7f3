import { fileURLToPath } from "node:url";

import { defineConfig } from "vite";
import solid from "vite-plugin-solid";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [solid()],
  resolve: {
    alias: {
      "@events": here("../../../generated/typescript"),
      // What is generated lies above this folder, where there are no packages.
      "@tauri-apps/api": here("node_modules/@tauri-apps/api"),
    },
    dedupe: ["solid-js"],
  },
  build: {
    target: "es2022",
    // The server's policy, and the desktop's, take no `data:`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The transport loads Tauri's package when it starts; what the page asks of the app needs it sooner.
    rolldownOptions: { checks: { ineffectiveDynamicImport: false } },
  },
});
