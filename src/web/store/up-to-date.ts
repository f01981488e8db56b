import { isProblem } from "../api/problem.ts";
import { heardUpTo } from "./live.ts";

export interface Loaded<T> {
  readonly answer: T;
  /** Whether it may lack something that was told already. */
  readonly isBehind: boolean;
}

/**
 * Loads what knows of all that was told here so far. Where the server's read models are not there within the time that
 * it waits for them, what they have is better than nothing.
 */
export async function upToDate<T>(load: (minPosition: string | undefined) => Promise<T>): Promise<Loaded<T>> {
  const heard = heardUpTo();
  if (heard === undefined) return { answer: await load(undefined), isBehind: false };
  try {
    return { answer: await load(heard), isBehind: false };
  } catch (error) {
    // A conflict is a position of a log that has been replaced: a reset is on its way.
    if (!isProblem(error, "unavailable") && !isProblem(error, "conflict")) throw error;
    return { answer: await load(undefined), isBehind: true };
  }
}
