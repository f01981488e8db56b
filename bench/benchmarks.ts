import type { Benchmark } from "./support/benchmark.ts";

/** Every benchmark by the name it is run with; loaded only when it runs, so that one's needs are not another's. */
export const benchmarks: Readonly<Record<string, () => Promise<Benchmark>>> = {
  append: async () => (await import("./append.ts")).append,
  codec: async () => (await import("./codec.ts")).codec,
  send: async () => (await import("./send.ts")).send,
  fanout: async () => (await import("./fanout.ts")).fanout,
  latency: async () => (await import("./latency.ts")).latency,
  resume: async () => (await import("./resume.ts")).resume,
  rebuild: async () => (await import("./rebuild.ts")).rebuild,
  "rebuild-long": async () => (await import("./rebuild-long.ts")).rebuildLong,
  "rebuild-beside": async () => (await import("./rebuild-beside.ts")).rebuildBeside,
  search: async () => (await import("./search.ts")).search,
  "log-read": async () => (await import("./log-read.ts")).logRead,
  read: async () => (await import("./read.ts")).read,
  proof: async () => (await import("./proof.ts")).proof,
  cold: async () => (await import("./cold.ts")).cold,
  "web-frames": async () => (await import("./web-frames.ts")).webFrames,
};
