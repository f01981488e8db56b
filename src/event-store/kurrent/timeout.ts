/** Nothing came back in time; what was asked for may still happen. */
export class TimedOut extends Error {
  override readonly name = "TimedOut";
}

/** The work's outcome, or TimedOut: the client's own deadlines are not kept on all of its calls. */
export async function orTimeout<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimedOut("no answer in time")), milliseconds);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
