import { totalmem } from "node:os";

const megabyte = 2 ** 20;
/** As PostgreSQL has it by itself. */
const least = 128;
const most = 1_024;

/** What this process and all beside it may use, in bytes: the machine's, or what its container is given. */
export function memoryHere(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(totalmem(), limit) : totalmem();
}

/**
 * In how many megabytes PostgreSQL keeps what it has read, of so many bytes of memory: an eighth, as it has the machine
 * for itself nowhere. It takes them only as it reads.
 */
export function sharedBuffers(memory: number): number {
  return Math.min(most, Math.max(least, Math.floor(memory / 8 / megabyte)));
}
