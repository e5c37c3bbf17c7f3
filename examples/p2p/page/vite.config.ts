import { fileURLToPath } from "node:url";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: { "@events": fileURLToPath(new URL("../generated/typescript", import.meta.url)) },
    // What is generated lies above this folder, where there are no packages.
    dedupe: ["react"],
  },
  build: {
    target: "es2022",
    // The policy of index.html takes no `data:`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  preview: { host: "127.0.0.1" },
});
