import { happened, nothing, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import { isMutedAt, mayModerate, mayRead, roleOf } from "./access.ts";
import type { Conversation } from "./conversation.ts";
import type { ConversationEvent } from "./events.ts";
import { outranks } from "./roles.ts";

export interface MuteMember {
  readonly actor: UserId;
  readonly userId: UserId;
  /** ISO 8601, UTC, milliseconds; null lifts it. */
  readonly until: string | null;
}

/** Whoever is muted reads, and may not write. It outlasts leaving and coming back. */
export function muteMember(
  { actor, userId, until }: MuteMember,
  conversation: Conversation,
  { at }: { readonly at: string },
): Decision<ConversationEvent> {
  const [ownRole, theirs] = [roleOf(conversation, actor), roleOf(conversation, userId)];
  if (!mayRead(conversation, actor)) return refuse("not_found");
  if (conversation.kind === "direct") return refuse("forbidden", "Nobody is muted in a direct conversation.");
  if (!ownRole || !mayModerate(conversation, actor)) return refuse("forbidden", "Moderators mute people.");
  if (!theirs) return refuse("not_found", "They are no member here.");
  if (!outranks(ownRole, theirs)) return refuse("forbidden", "You can only mute people whose role is below your own.");
  if (until === null)
    return isMutedAt(conversation, userId, at) ? happened("MemberUnmuted", { userId, unmutedBy: actor }) : nothing;
  if (until <= at) return refuse("validation_failed", "This time has passed.");
  if (conversation.members.get(userId)?.mutedUntil === until) return nothing;
  return happened("MemberMuted", { userId, until, mutedBy: actor });
}
