import type { IncomingMessage } from "node:http";

const maxBytes = 64 * 1024 * 1024;
const maxMs = 10_000;

/**
 * Reads what is still coming of a request, within bounds, and drops it. Many clients look for an answer only when they
 * have sent everything, and would find the connection cut instead.
 */
export async function readAway(request: IncomingMessage): Promise<void> {
  if (request.readableEnded || request.destroyed) return;
  await new Promise<void>((resolve) => {
    let bytes = 0;
    const timer = setTimeout(resolve, maxMs);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) done();
    });
    request.once("end", done).once("close", done).resume();
  });
}
