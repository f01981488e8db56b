import { happened, nothing, type Decision, type RefusalCode } from "../decision.ts";
import type { LineId } from "../ids.ts";
import type { ScheduledEvent } from "./events.ts";
import type { Scheduled } from "./scheduled.ts";

/** Somebody takes it to send it: from then on it can't be changed or cancelled. Before its time there is nothing to take. */
export function takeDue(
  { status, sendAt, userId, conversationId }: Scheduled,
  { at }: { readonly at: string },
): Decision<ScheduledEvent> {
  if (status !== "waiting" || sendAt > at || userId === null || conversationId === null) return nothing;
  return happened("ScheduledTaken", { conversationId, userId });
}

/** What became of it. */
export type Settlement =
  { readonly kind: "sent"; readonly messageId: LineId } | { readonly kind: "refused"; readonly code: RefusalCode };

/** Once: whoever says so later has sent the same message. */
export function settle(
  settlement: Settlement,
  { status, userId, conversationId }: Scheduled,
): Decision<ScheduledEvent> {
  if (status !== "taken" || userId === null || conversationId === null) return nothing;
  const of = { conversationId, userId };
  if (settlement.kind === "sent") return happened("ScheduledSent", { ...of, messageId: settlement.messageId });
  return happened("ScheduledRefused", { ...of, code: settlement.code });
}
