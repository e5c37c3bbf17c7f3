import { fileURLToPath } from "node:url";

import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [svelte()],
  resolve: {
    alias: {
      "@server": here("../generated/events/typescript"),
      "@app": here("../generated/app/typescript"),
      // What is generated lies above this folder, where there are no packages.
      "@tauri-apps/api": here("node_modules/@tauri-apps/api"),
    },
  },
  build: {
    target: "es2022",
    // The window's policy takes no `data:`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The transport loads Tauri's package when it starts; what the page asks of the app needs it sooner.
    rolldownOptions: { checks: { ineffectiveDynamicImport: false } },
  },
});
