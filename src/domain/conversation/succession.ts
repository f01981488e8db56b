import { allHappened, nothing, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import { isOwner } from "./access.ts";
import type { Conversation, Member } from "./conversation.ts";
import type { ConversationEvent } from "./events.ts";
import { outranks, rightsOf } from "./roles.ts";
import { handedOver } from "./set-role.ts";

/** Those who may own it next, in turn: the highest role first, among equals who has been there longest. Viewers don't. */
export function heirsOf({ members }: Pick<Conversation, "members">): readonly UserId[] {
  return [...members]
    .filter(([, { role }]) => rightsOf[role].writes && role !== "owner")
    .toSorted(([, one], [, other]) => inTurn(one, other))
    .map(([userId]) => userId);
}

function inTurn(one: Member, other: Member): number {
  if (one.role !== other.role) return outranks(one.role, other.role) ? -1 : 1;
  return one.joining - other.joining;
}

export interface Succeed {
  /** Whose account is disabled. */
  readonly owner: UserId;
  readonly heir: UserId;
}

/** Nothing where it is theirs no more, or the heir is gone. */
export function succeed(
  { owner, heir }: Succeed,
  conversation: Conversation,
  { at }: { readonly at: string },
): Decision<ConversationEvent> {
  const next = heirsOf(conversation).includes(heir);
  if (conversation.kind === "direct" || !isOwner(conversation, owner) || !next) return nothing;
  return allHappened(handedOver({ from: owner, to: heir, at }, conversation));
}
