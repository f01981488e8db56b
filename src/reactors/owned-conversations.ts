import type { Pool } from "pg";
import type { ConversationId } from "../domain/ids.ts";
import { schema } from "../projections/members/v1/tables.ts";
import { Outage } from "../projections/outage.ts";
import type { OwnedConversations } from "./hand-over-owned.ts";

const pageSize = 100;

/** Asks `members`, once it has come so far. */
export function ownedConversations(pool: Pool): OwnedConversations {
  return {
    async after(owner, { asOf, after }) {
      if ((await positionOfMembers(pool)) < asOf) throw new Outage(new Error("the read model of members is behind"));
      const { rows } = await pool.query<{ id: ConversationId }>({
        name: "owned conversations",
        text: `select conversation_id as id from ${schema}.members
          where user_id = $1 and role = 'owner' and conversation_id > $2 order by conversation_id limit $3`,
        values: [owner, after ?? "", pageSize],
      });
      return rows.map(({ id }) => id);
    },
  };
}

async function positionOfMembers(pool: Pool): Promise<bigint> {
  const { rows } = await pool.query<{ position: string }>(
    "select position from projections.builds where schema_name = $1",
    [schema],
  );
  return BigInt(rows[0]?.position ?? -1);
}
