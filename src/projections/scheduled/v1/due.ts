import type { Pool } from "pg";
import type { ScheduledId } from "../../../domain/scheduled/scheduled-id.ts";
import { schema } from "./tables.ts";

/** One whose time has come. */
export interface Due {
  readonly id: ScheduledId;
  /** As precise as it is stored. */
  readonly sendAt: Date;
}

const noSuchTable = "42P01";

/**
 * Those whose time has come and of which is not known what became of them, after one of them; the earliest first. Before
 * the read model was made for the first time there are none.
 */
export async function dueAt(
  pool: Pool,
  { at, after, limit }: { readonly at: string; readonly after: Due | null; readonly limit: number },
): Promise<readonly Due[]> {
  try {
    const { rows } = await pool.query<Due>({
      name: `${schema} due`,
      text: `select id, send_at as "sendAt" from ${schema}.scheduled
        where status in ('waiting', 'taken') and send_at <= $1
          and (send_at, id) > ($2::timestamptz, $3)
        order by send_at, id limit $4`,
      values: [at, after?.sendAt ?? "-infinity", after?.id ?? "", limit],
    });
    return rows;
  } catch (error) {
    if ((error as { code?: unknown }).code === noSuchTable) return [];
    throw error;
  }
}
