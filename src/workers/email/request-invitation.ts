import type { Pool } from "pg";
import { addIntents } from "../jobs/intents.ts";

export const invitationKind = "mail.invitation";

/** Calls for the mail of an invitation that says to whom it goes. */
export async function requestInvitation(pool: Pool, inviteId: string, correlationId: string): Promise<void> {
  const intent = { kind: invitationKind, subject: inviteId, window: "once", dueAt: new Date(), correlationId };
  await addIntents(pool, [intent]);
}
