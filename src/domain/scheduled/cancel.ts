import { happened, nothing, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import type { ScheduledEvent } from "./events.ts";
import type { Scheduled } from "./scheduled.ts";

/** Until somebody has taken it. */
export function cancelScheduled(
  { actor }: { readonly actor: UserId },
  { status, userId, conversationId }: Scheduled,
): Decision<ScheduledEvent> {
  if (userId !== actor || conversationId === null) return refuse("not_found");
  if (status === "cancelled") return nothing;
  if (status !== "waiting") return refuse("conflict", "It can't be cancelled any more.");
  return happened("ScheduledCancelled", { conversationId, userId });
}
