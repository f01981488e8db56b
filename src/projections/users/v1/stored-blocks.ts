import type { PoolClient } from "pg";
import type { UserEvent } from "../../../domain/user/events.ts";
import type { Logged } from "../../../events/logged.ts";
import { rowSet } from "../../row-set.ts";

interface Block {
  readonly userId: string;
  readonly blockedId: string;
  readonly position: bigint;
}

const blocks = rowSet<Block>({
  user_id: ["text", ({ userId }) => userId],
  blocked_id: ["text", ({ blockedId }) => blockedId],
  position: ["bigint", ({ position }) => position],
});

/** Whoever is blocked and unblocked in one batch counts by the last of it. */
export async function writeBlocks(client: PoolClient, events: readonly Logged<UserEvent>[]): Promise<void> {
  const [made, ended] = [new Map<string, Block>(), new Map<string, Block>()];
  for (const { type, data, position } of events) {
    if (type !== "UserBlocked" && type !== "UserUnblocked") continue;
    const [now, before] = type === "UserBlocked" ? [made, ended] : [ended, made];
    const pair = `${data.userId} ${data.blockedId}`;
    now.set(pair, { ...data, position });
    before.delete(pair);
  }
  if (ended.size > 0) {
    await client.query(
      `delete from blocks b using ${blocks.unnested}
       where b.user_id = given.user_id and b.blocked_id = given.blocked_id`,
      blocks.values([...ended.values()]),
    );
  }
  if (made.size > 0) {
    await client.query(
      `insert into blocks (${blocks.names}) select ${blocks.names} from ${blocks.unnested}
       on conflict (user_id, blocked_id) do update set position = excluded.position`,
      blocks.values([...made.values()]),
    );
  }
}
