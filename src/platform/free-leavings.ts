/** Modules are loaded and tables made by then. */
const startedAfterMs = 1_000;

/**
 * Gives back, soon after the start of a thread, what starting left behind: by itself V8 keeps that room for what is to
 * come, and a server at rest would hold a fifth more. It takes some tenths of a second once, where Node runs with
 * `--expose-gc`; elsewhere nothing is done.
 */
export function freeLeavings(): void {
  const free = (): void => globalThis.gc?.({ type: "major", flavor: "last-resort" });
  setTimeout(free, startedAfterMs).unref();
}
