import type { Person } from "../wire/shapes.ts";
import type { Standing } from "./standing.ts";
import { myId, people } from "./store.ts";

/** Somebody's name as it is now, as far as it is known here. */
export function nameOf(id: string, otherwise: string): string {
  return people.value.get(id)?.display_name ?? otherwise;
}

/** The other one of a direct conversation; null of one's own notes, and where there is no other one. */
export function otherOf({ kind, members_preview }: Standing): Person | null {
  if (kind !== "direct") return null;
  return members_preview.find(({ id }) => id !== myId.value) ?? null;
}

export function isNotes({ kind, member_count }: Standing): boolean {
  return kind === "direct" && member_count === 1;
}

export function titleOf(conversation: Standing): string {
  const other = otherOf(conversation);
  return other && conversation.name === null ? nameOf(other.id, other.display_name) : conversation.display_name;
}
