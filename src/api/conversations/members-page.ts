import type { ConversationId } from "../../domain/ids.ts";
import type { MemberCursor } from "../../projections/reads/members.ts";
import type { Reads } from "../../projections/reads/reads.ts";
import { memberJson, type MemberJson } from "../schemas/member.ts";

export interface MembersPage {
  readonly id: ConversationId;
  readonly limit: number;
  readonly after: MemberCursor | null;
}

/** Whether somebody may see them was asked before. */
export async function membersPage(
  reads: Reads,
  { id, limit, after }: MembersPage,
): Promise<{ readonly members: MemberJson[]; readonly next: MemberCursor | null }> {
  const { items, next } = await reads.members.list(id, { limit, after });
  const people = await reads.people.named(items.map(({ userId }) => userId));
  return { members: items.map((row) => memberJson(row, people)), next };
}
