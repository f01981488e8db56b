import type { Pool } from "pg";
import type { Position } from "../../../event-store/port.ts";

/**
 * The position after which everything is told that occurred later than `time`: where clocks disagreed some of what
 * occurred before it is told, too, and nothing is missed. The checkpoint, where nothing occurred later; null while the
 * timeline is loaded anew.
 * @param time ISO 8601.
 */
export async function positionAt(pool: Pool, time: string): Promise<Position | null> {
  const { rows } = await pool.query<{ position: string }>({
    name: "timeline position at",
    text: `
      select coalesce((
        select told.position - 1 from timeline_v1.told
        where told.latest_at > $1 order by told.latest_at, told.position limit 1
      ), v.position) as position
      from projections.builds v where v.schema_name = 'timeline_v1' and v.is_indexed`,
    values: [time],
  });
  return rows[0] ? BigInt(rows[0].position) : null;
}
