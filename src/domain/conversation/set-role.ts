import { allHappened, happened, nothing, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import { isMutedAt, isOwner, mayManage, mayRead, roleOf } from "./access.ts";
import type { Conversation } from "./conversation.ts";
import type { ConversationEvent } from "./events.ts";
import { outranks, type Role } from "./roles.ts";

export interface SetRole {
  readonly actor: UserId;
  readonly userId: UserId;
  /** Owner: the conversation is handed over. */
  readonly role: Role;
}

/** One gives roles below one's own, to people below oneself: so nobody but its owner ends an ownership. */
export function setRole(
  { actor, userId, role }: SetRole,
  conversation: Conversation,
  { at }: { readonly at: string },
): Decision<ConversationEvent> {
  const [ownRole, theirs] = [roleOf(conversation, actor), roleOf(conversation, userId)];
  if (!mayRead(conversation, actor)) return refuse("not_found");
  if (conversation.kind === "direct") return refuse("forbidden", "In a direct conversation all are alike.");
  if (!ownRole || !mayManage(conversation, actor)) return refuse("forbidden", "Owners and admins give roles.");
  if (!theirs) return refuse("not_found", "They are no member here.");
  if (role === "owner") return handOver({ actor, userId, at }, conversation);
  if (!outranks(ownRole, theirs)) return refuse("forbidden", "You can only change the role of people below your own.");
  if (!outranks(ownRole, role)) return refuse("forbidden", "You can only give a role below your own.");
  return theirs === role ? nothing : happened("RoleChanged", { userId, role, changedBy: actor });
}

interface HandOver extends Omit<SetRole, "role"> {
  readonly at: string;
}

/** Whoever owned it is an admin from then on. */
function handOver({ actor, userId, at }: HandOver, conversation: Conversation): Decision<ConversationEvent> {
  if (!isOwner(conversation, actor)) return refuse("forbidden", "Only an owner hands a conversation over.");
  if (isOwner(conversation, userId)) return nothing;
  return allHappened(handedOver({ from: actor, to: userId, at }, conversation));
}

/** To somebody who was muted, too: then the mute is lifted, since nobody else could lift an owner's. */
export function handedOver(
  { from, to, at }: { readonly from: UserId; readonly to: UserId; readonly at: string },
  conversation: Conversation,
): readonly ConversationEvent[] {
  return [
    { type: "OwnershipHandedOver", data: { sequence: conversation.lastSequence + 1, from, to } },
    ...(isMutedAt(conversation, to, at)
      ? [{ type: "MemberUnmuted" as const, data: { userId: to, unmutedBy: from } }]
      : []),
  ];
}
