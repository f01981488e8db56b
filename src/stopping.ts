import type { FastifyBaseLogger } from "fastify";

export interface StoppingOptions {
  readonly logger: FastifyBaseLogger;
  /** Milliseconds, by when everything is put away in order, or left as it is. */
  readonly withinMs: number;
}

/**
 * @returns what is aborted by the first signal to stop. What does not end in time, since a database does not answer, is not waited for: what
 * was acknowledged is in the log, and all else is found by whoever starts next, as after a `kill -9`.
 */
export function stopSignal({ logger, withinMs }: StoppingOptions): AbortSignal {
  const stopping = new AbortController();
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping.signal.aborted) return;
    logger.info({ signal }, "Stopping.");
    stopping.abort();
    setTimeout(() => {
      logger.error(`Not everything was put away in order within ${withinMs / 1_000} seconds: it is left as it is.`);
      process.exit(1);
    }, withinMs).unref();
  };
  process.on("SIGTERM", stop).on("SIGINT", stop);
  return stopping.signal;
}
