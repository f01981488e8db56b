import { defineConfig } from "vite";

const server = "http://127.0.0.1:3000";

/** The pages as they are served: hashed files, nothing inline, so that the content security policy holds. */
export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  logLevel: "warn",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  // While they are worked on: a server beside, which takes them for its own pages.
  server: { proxy: { "/api": { target: server, headers: { origin: server } } } },
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The lists of emoji and the rich editor come when they are asked for.
    chunkSizeWarningLimit: 700,
    target: ["chrome123", "firefox121", "safari17.5"],
  },
});
