import type { Pool } from "pg";
import type { UserId } from "../domain/ids.ts";

/** When people gave their last sign of life, as ISO 8601. */
export interface LastSeen {
  /** Never goes back. */
  write(times: ReadonlyMap<UserId, string>): Promise<void>;
  /** Whoever was never seen is missing. */
  read(ids: readonly UserId[]): Promise<ReadonlyMap<UserId, string>>;
}

const writeTimes = `
  insert into presence.last_seen as there (user_id, seen_at)
  select user_id, seen_at from unnest($1::text[], $2::timestamptz[]) as given (user_id, seen_at) order by user_id
  on conflict (user_id) do update set seen_at = excluded.seen_at where there.seen_at < excluded.seen_at`;

const readTimes = "select user_id, seen_at from presence.last_seen where user_id = any ($1::text[])";

/** The table presence.last_seen. */
export function lastSeenTable(pool: Pool): LastSeen {
  return {
    async write(times) {
      if (times.size === 0) return;
      await pool.query({ name: "write last seen", text: writeTimes, values: [[...times.keys()], [...times.values()]] });
    },
    async read(ids) {
      if (ids.length === 0) return new Map();
      const { rows } = await pool.query<[UserId, Date]>({
        name: "read last seen",
        text: readTimes,
        values: [ids],
        rowMode: "array",
      });
      return new Map(rows.map(([id, at]) => [id, at.toISOString()]));
    },
  };
}
