import { setTimeout as pause } from "node:timers/promises";
import type { Pool } from "pg";
import type { Position } from "../event-store/port.ts";

const lookEveryMs = 100;

/** Settles when every build of every read model has got past a position, so that none holds what was erased there. @throws where one has stopped */
export async function untilReadModelsPassed(pool: Pool, position: Position, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const { rows } = await pool.query<{ schema: string; state: string }>(
      `select schema_name as schema, state from projections.builds
       where state <> 'dropping' and position < $1 order by state desc`,
      [position],
    );
    const [behind] = rows;
    if (!behind) return;
    if (behind.state === "stopped")
      throw new Error(`The read model in ${behind.schema} has stopped, and may hold their words.`);
    await pause(lookEveryMs, undefined, { signal });
  }
}

/** Of those that hold words or names, whose tables are to have no page left in which such a row was. */
export async function schemasWithWords(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ schema: string }>(
    `select schema_name as schema from projections.builds
     where name in ('users', 'conversations', 'members', 'lines', 'scheduled', 'announcements', 'search')`,
  );
  return rows.map(({ schema }) => schema);
}
