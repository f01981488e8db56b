import { deployment } from "../app/deployment.ts";
import type { Member, Message, Role } from "../wire/shapes.ts";
import type { Standing } from "../store/standing.ts";

const moderators: readonly (Role | null)[] = ["owner", "admin", "moderator"];
const administrators: readonly (Role | null)[] = ["owner", "admin"];

/** What a person may do, as far as it can be known here; the server decides. */
export function mayWrite({ my_role, my_muted_until, incident }: Standing, now = Date.now()): boolean {
  if (my_role === null || my_role === "viewer" || incident?.status === "closed") return false;
  return my_muted_until === null || Date.parse(my_muted_until) <= now;
}

export function mayModerate({ my_role, kind }: Standing): boolean {
  return kind !== "direct" && moderators.includes(my_role);
}

export function mayAdminister({ my_role, kind }: Standing): boolean {
  return kind !== "direct" && administrators.includes(my_role);
}

const ranks: readonly Role[] = ["viewer", "member", "moderator", "admin", "owner"];

/** Only of those whose role is below mine. */
export function mayChange({ my_role }: Standing, member: Pick<Member, "role">): boolean {
  return my_role !== null && ranks.indexOf(my_role) > ranks.indexOf(member.role);
}

/** Seconds in which messages can be edited here; 0 without end, null not at all. */
export function editWindow({ kind, incident }: Standing): number | null {
  return deployment.value?.edit_window_seconds[incident ? "incident" : kind] ?? null;
}

export function isInTime(line: Message, conversation: Standing, now = Date.now()): boolean {
  const seconds = editWindow(conversation);
  if (seconds === null) return false;
  return seconds === 0 || now - Date.parse(line.created_at) < seconds * 1_000;
}
