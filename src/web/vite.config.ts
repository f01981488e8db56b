import { defineConfig } from "vite";

/** The pages as they are served: hashed files, nothing inline, so that the content security policy holds. */
export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  publicDir: "public",
  logLevel: "warn",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
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
