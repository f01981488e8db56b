import type { Pool } from "pg";
import { rightsOf, roles, type Role } from "../domain/conversation/roles.ts";
import type { ConversationId, UserId } from "../domain/ids.ts";
import { schema } from "../projections/members/v1/tables.ts";
import { Outage } from "../projections/outage.ts";
import type { OwnedConversations, OwnedPage } from "./hand-over-owned.ts";

const pageSize = 100;

/** Asks `members`, once it has come so far. */
export function ownedConversations(pool: Pool): OwnedConversations {
  return {
    after: (owner, page) => conversationsWhere(pool, { userId: owner, roles: ["owner"], ...page }),
    inheritable: (member, page) => conversationsWhere(pool, { userId: member, roles: heirs, ...page }),
  };
}

const heirs: readonly Role[] = roles.filter((role) => role !== "owner" && rightsOf[role].writes);

interface Where extends OwnedPage {
  readonly userId: UserId;
  readonly roles: readonly Role[];
}

async function conversationsWhere(
  pool: Pool,
  { userId, roles: wanted, asOf, after }: Where,
): Promise<readonly ConversationId[]> {
  if ((await positionOfMembers(pool)) < asOf) throw new Outage(new Error("the read model of members is behind"));
  const { rows } = await pool.query<{ id: ConversationId }>({
    name: "owned conversations",
    text: `select conversation_id as id from ${schema}.members
      where user_id = $1 and role = any ($2) and conversation_id > $3 order by conversation_id limit $4`,
    values: [userId, wanted, after ?? "", pageSize],
  });
  return rows.map(({ id }) => id);
}

async function positionOfMembers(pool: Pool): Promise<bigint> {
  const { rows } = await pool.query<{ position: string }>(
    "select position from projections.builds where schema_name = $1",
    [schema],
  );
  return BigInt(rows[0]?.position ?? -1);
}
