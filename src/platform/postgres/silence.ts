import type pg from "pg";

/** Milliseconds. */
export interface SilenceTimes {
  readonly askEvery: number;
  readonly answerWithin: number;
}

export const silenceTimes: SilenceTimes = { askEvery: 5_000, answerWithin: 20_000 };

/** Settings of a connection: the system itself asks whether the other side of one on which nothing goes is still there. */
export const keptAlive = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 } as const;

/**
 * Asks from time to time whether the server answers, and ends the connection where it does not: a network that loses
 * what it carries tells neither side, and who only listens would wait for good.
 * @returns what ends the asking
 */
export function endOnSilence(client: pg.Client, { askEvery, answerWithin }: SilenceTimes): () => void {
  let deadline: NodeJS.Timeout | undefined;
  const end = (): void => void client.connection.stream.destroy(new Error("the server does not answer any more"));
  const answered = (): void => {
    clearTimeout(deadline);
    deadline = undefined;
  };
  const asking = setInterval(() => {
    if (deadline) return;
    deadline = setTimeout(end, answerWithin);
    client.query("select").then(answered, answered); // a refusal is an answer; a loss is told by the connection
  }, askEvery);
  return () => {
    clearInterval(asking);
    clearTimeout(deadline);
  };
}
