import { isMember, isMutedAt, mayRead, mayWrite } from "../domain/conversation/access.ts";
import type { Conversation } from "../domain/conversation/conversation.ts";
import { nothing, refuse, type Decision } from "../domain/decision.ts";
import type { UserId } from "../domain/ids.ts";
import { refusalOfBlocked } from "../domain/user/blocking.ts";

export interface TypeSomewhere {
  readonly actor: UserId;
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
  /** Whether the other one of a direct conversation takes nothing from the actor. */
  readonly isBlocked?: boolean;
}

/** Typing is shown of those who may send what they type. */
export function mayType({ actor, at, isBlocked = false }: TypeSomewhere, conversation: Conversation): Decision<never> {
  if (!mayRead(conversation, actor)) return refuse("not_found");
  if (!isMember(conversation, actor)) return refuse("forbidden", "Join to write here.");
  if (!mayWrite(conversation, actor)) return refuse("forbidden", "Viewers cannot write.");
  if (isMutedAt(conversation, actor, at)) return refuse("forbidden", "You are muted here for now.");
  return isBlocked ? refusalOfBlocked : nothing;
}
