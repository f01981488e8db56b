import type { UserId } from "../ids.ts";
import type { Conversation } from "./conversation.ts";
import { rightsOf, type Role } from "./roles.ts";

/** Who may do what. Whoever may not read is told that there is nothing. */

export function roleOf(conversation: Conversation, userId: UserId): Role | null {
  return conversation.members.get(userId)?.role ?? null;
}

export function isMember(conversation: Conversation, userId: UserId): boolean {
  return conversation.members.has(userId);
}

export function mayRead(conversation: Conversation, userId: UserId): boolean {
  return isMember(conversation, userId) || isOpenTo(conversation, userId);
}

/** A public room is open to everybody who is not banned from it. */
function isOpenTo({ visibility, banned }: Conversation, userId: UserId): boolean {
  return visibility === "public" && !banned.has(userId);
}

/** A line by its sequence: where the history is shown from joining on, what was before is not there for a member. */
export function mayReadLine(conversation: Conversation, userId: UserId, sequence: number): boolean {
  if (!mayRead(conversation, userId)) return false;
  const since = conversation.members.get(userId)?.since ?? conversation.lastSequence;
  return conversation.historyVisibility === "all" || sequence > since;
}

export function mayJoin(conversation: Conversation, userId: UserId): boolean {
  return mayRead(conversation, userId);
}

/** Writes by their role. Whether a moderator muted them for now is `isMutedAt`. */
export function mayWrite(conversation: Conversation, userId: UserId): boolean {
  const role = roleOf(conversation, userId);
  return role !== null && rightsOf[role].writes;
}

/** @param at ISO 8601, UTC, milliseconds */
export function isMutedAt(conversation: Conversation, userId: UserId, at: string): boolean {
  const until = conversation.members.get(userId)?.mutedUntil ?? null;
  return until !== null && until > at;
}

/** Mute, ban, delete what others said. In a direct conversation nobody does. */
export function mayModerate(conversation: Conversation, userId: UserId): boolean {
  const role = roleOf(conversation, userId);
  return role !== null && conversation.kind !== "direct" && rightsOf[role].moderates;
}

/** Rename, add, remove. A direct conversation is managed by nobody. */
export function mayManage(conversation: Conversation, userId: UserId): boolean {
  const role = roleOf(conversation, userId);
  return role !== null && conversation.kind !== "direct" && rightsOf[role].manages;
}

export function isOwner(conversation: Conversation, userId: UserId): boolean {
  return roleOf(conversation, userId) === "owner";
}
