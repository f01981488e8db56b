import { ApiProblem } from "../api/problem.ts";

/** What went wrong beside the work that somebody waits for: a refusal is the server's to say, the rest is a fault here. */
export function report(error: unknown): void {
  if (error instanceof ApiProblem) return;
  reportError(error);
}
