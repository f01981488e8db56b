import type { NewIntent } from "../jobs/intent.ts";

export const digestKind = "mail.digest";

/** One mail for each person and time, whatever is noted for them until then. */
export function digestIntent(userId: string, at: number): NewIntent {
  return { kind: digestKind, subject: userId, window: String(at), dueAt: new Date(at) };
}
