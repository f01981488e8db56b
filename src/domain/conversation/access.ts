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
  return isMember(conversation, userId) || conversation.visibility === "public";
}

export function mayJoin(conversation: Conversation, userId: UserId): boolean {
  return isMember(conversation, userId) || conversation.visibility === "public";
}

export function maySend(conversation: Conversation, userId: UserId): boolean {
  const role = roleOf(conversation, userId);
  return role !== null && rightsOf[role].writes;
}

/** Rename, add, remove. A direct conversation is managed by nobody. */
export function mayManage(conversation: Conversation, userId: UserId): boolean {
  const role = roleOf(conversation, userId);
  return role !== null && conversation.kind !== "direct" && rightsOf[role].manages;
}

export function isOwner(conversation: Conversation, userId: UserId): boolean {
  return roleOf(conversation, userId) === "owner";
}
