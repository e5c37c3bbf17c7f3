import { fileURLToPath } from "node:url";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: {
      "@events": here("../generated/typescript"),
      "@old-events": here("../old/generated/typescript"),
      // What is generated lies above this folder, where there are no packages.
      "@tauri-apps/api": here("node_modules/@tauri-apps/api"),
    },
    dedupe: ["react"],
  },
  build: {
    target: "es2022",
    // The window's policy takes no `data:`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: [here("index.html"), here("migration.html")],
      // The transport loads Tauri's package when it starts; what the page asks of the app needs it sooner.
      checks: { ineffectiveDynamicImport: false },
    },
  },
});
