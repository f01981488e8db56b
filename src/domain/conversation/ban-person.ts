import { happened, nothing, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import { characters, isBroken } from "../text.ts";
import { mayModerate, mayRead, roleOf } from "./access.ts";
import type { Conversation } from "./conversation.ts";
import type { ConversationEvent } from "./events.ts";
import { outranks } from "./roles.ts";

/** Characters of a reason. */
export const maxReasonLength = 500;

export interface BanPerson {
  readonly actor: UserId;
  /** A member, or somebody who is none. */
  readonly userId: UserId;
  readonly reason?: string;
}

/** Ends their membership; until it is lifted they may neither join nor be added, and a public room is not open to them. */
export function banPerson(command: BanPerson, conversation: Conversation): Decision<ConversationEvent> {
  const { actor, userId } = command;
  const [ownRole, theirs] = [roleOf(conversation, actor), roleOf(conversation, userId)];
  if (!mayRead(conversation, actor)) return refuse("not_found");
  if (conversation.kind === "direct") return refuse("forbidden", "Nobody is banned from a direct conversation.");
  if (!ownRole || !mayModerate(conversation, actor)) return refuse("forbidden", "Moderators ban people.");
  if (userId === actor) return refuse("forbidden", "You can't ban yourself.");
  if (theirs && !outranks(ownRole, theirs))
    return refuse("forbidden", "You can only ban people whose role is below your own.");
  const reason = command.reason?.trim() ?? "";
  const problem = reasonProblem(reason);
  if (problem) return refuse("validation_failed", problem);
  if (conversation.banned.has(userId)) return nothing;
  return happened("PersonBanned", {
    sequence: conversation.lastSequence + 1,
    userId,
    bannedBy: actor,
    wasMember: theirs !== null,
    ...(reason && { reason }),
  });
}

/** Why this can't be a reason, as a sentence; null when it can. */
export function reasonProblem(reason: string): string | null {
  if (isBroken(reason)) return "The reason holds characters that can't be kept.";
  if (characters(reason) > maxReasonLength) return `A reason has at most ${maxReasonLength} characters.`;
  return null;
}
