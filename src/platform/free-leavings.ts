import { performance } from "node:perf_hooks";

const lookEveryMs = 1_000;
/** Of its time a thread that is at rest does something. */
const restingShare = 0.1;

/**
 * Gives back, once after the start of a thread and when it comes to rest, what starting left behind: by itself V8 keeps that
 * room for what is to come, and a server at rest would hold a fifth more. It takes some tenths of a second, where Node runs
 * with `--expose-gc`; elsewhere nothing is done.
 */
export function freeLeavings(): void {
  const { gc } = globalThis;
  if (!gc) return;
  let before = performance.eventLoopUtilization();
  const looking = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    if (utilization > restingShare) return;
    clearInterval(looking);
    gc({ type: "major", flavor: "last-resort" });
  }, lookEveryMs).unref();
}
