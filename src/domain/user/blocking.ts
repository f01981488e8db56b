import { happened, nothing, refuse, type Decision, type Refused } from "../decision.ts";
import type { UserId } from "../ids.ts";
import type { UserEvent } from "./events.ts";
import type { User } from "./user.ts";

/** Whoever needs to block more is after something else than peace. */
export const maxBlocked = 1_000;

export interface Block {
  readonly actor: UserId;
  readonly userId: UserId;
}

/** Whether this person takes no direct messages from the other; who was erased takes none from anybody. */
export function hasBlocked(user: Pick<User, "blocked" | "erasedAs">, other: UserId): boolean {
  return user.erasedAs !== null || user.blocked.has(other);
}

/** Of whatever would reach somebody who takes nothing from whoever does it. */
export const refusalOfBlocked: Refused = refuse("forbidden", "They take no messages from you.");

export function blockUser({ actor, userId }: Block, user: User): Decision<UserEvent> {
  if (user.status === "missing") return refuse("not_found");
  if (userId === actor) return refuse("validation_failed", "Nobody can block themselves.");
  if (hasBlocked(user, userId)) return nothing;
  if (user.blocked.size >= maxBlocked) return refuse("conflict", `One can block at most ${maxBlocked} people.`);
  return happened("UserBlocked", { userId: actor, blockedId: userId });
}

export function unblockUser({ actor, userId }: Block, user: User): Decision<UserEvent> {
  if (!hasBlocked(user, userId)) return nothing;
  return happened("UserUnblocked", { userId: actor, blockedId: userId });
}
