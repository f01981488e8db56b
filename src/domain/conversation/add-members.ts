import { allHappened, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import { isMember, mayManage, mayRead, roleOf } from "./access.ts";
import type { Conversation } from "./conversation.ts";
import type { ConversationEvent } from "./events.ts";
import { outranks, type Role } from "./roles.ts";

/** People that one event adds, so that it stays small; more are several events, each a line of its own. */
export const maxAddedAtOnce = 100;

export interface AddMembers {
  readonly actor: UserId;
  readonly userIds: readonly UserId[];
  /** Member unless said; below one's own. */
  readonly role?: Role;
}

/** Who is a member already stays as they are. */
export function addMembers(command: AddMembers, conversation: Conversation): Decision<ConversationEvent> {
  const { actor, role = "member" } = command;
  const ownRole = roleOf(conversation, actor);
  if (!mayRead(conversation, actor)) return refuse("not_found");
  if (conversation.kind === "direct") return refuse("forbidden", "Nobody can be added to a direct conversation.");
  if (!ownRole || !mayManage(conversation, actor)) return refuse("forbidden", "Owners and admins add people.");
  if (!outranks(ownRole, role)) return refuse("forbidden", "You can only give a role below your own.");
  const banned = command.userIds.find((userId) => conversation.banned.has(userId));
  if (banned !== undefined) return refuse("conflict", `${banned} is banned: lift the ban first.`);
  const missing = [...new Set(command.userIds)].filter((userId) => !isMember(conversation, userId));
  const groups = Array.from({ length: Math.ceil(missing.length / maxAddedAtOnce) }, (_, index) =>
    missing.slice(index * maxAddedAtOnce, (index + 1) * maxAddedAtOnce),
  );
  return allHappened(
    groups.map((userIds, index) => ({
      type: "MembersAdded",
      data: { sequence: conversation.lastSequence + 1 + index, userIds, role, addedBy: actor },
    })),
  );
}
