import { join } from "node:path";

/** What a program of ours needs of this process's environment: nothing else of it is handed on. */
export const bareEnv = {
  PATH: process.env["PATH"],
  // As npm's scripts have it: a start takes what an earlier one compiled, and all threads share what is freed.
  NODE_COMPILE_CACHE: join(import.meta.dirname, "../../node_modules/.cache/compiled"),
  MALLOC_ARENA_MAX: "1",
};
