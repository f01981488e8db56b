import { allHappened, nothing, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import type { Conversation } from "./conversation.ts";
import type { ConversationEvent } from "./events.ts";
import { muteMember } from "./mute-member.ts";
import type { Role } from "./roles.ts";
import { setRole } from "./set-role.ts";

/** What is absent stays as it is. */
export interface ChangeMember {
  readonly actor: UserId;
  readonly userId: UserId;
  readonly role?: Role;
  readonly mutedUntil?: string | null;
}

/** All of it, or nothing where a part is refused. */
export function changeMember(
  { actor, userId, role, mutedUntil }: ChangeMember,
  conversation: Conversation,
  context: { readonly at: string },
): Decision<ConversationEvent> {
  if (role === "owner" && mutedUntil !== undefined)
    return refuse("validation_failed", "Whoever owns a conversation is muted by nobody.");
  const given = role ? setRole({ actor, userId, role }, conversation, context) : nothing;
  if (given.kind === "refused" || mutedUntil === undefined) return given;
  const muted = muteMember({ actor, userId, until: mutedUntil }, conversation, context);
  return muted.kind === "refused" ? muted : allHappened([...given.events, ...muted.events]);
}
