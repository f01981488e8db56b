import { setTimeout as pause } from "node:timers/promises";
import type { Pool } from "pg";
import type { Epoch, Position } from "../event-store/port.ts";

const lookEveryMs = 100;
const patienceMs = 2_000;

/** Whether these read models know all that the log held at a place, after some patience: one that is made anew does not. */
export async function doKnow(
  pool: Pool,
  names: readonly string[],
  { epoch, position }: { readonly epoch: Epoch; readonly position: Position },
): Promise<boolean> {
  for (const until = performance.now() + patienceMs; ;) {
    const { rowCount } = await pool.query(
      `select from projections.active join projections.builds using (name, build)
       where name = any ($1) and is_indexed and epoch = $2 and position >= $3`,
      [names, epoch, position],
    );
    if (rowCount === names.length) return true;
    if (performance.now() >= until) return false;
    await pause(lookEveryMs);
  }
}

/** Settles when every build of every read model has got past a position, so that none holds what was erased there. @throws where one has stopped */
export async function untilReadModelsPassed(pool: Pool, position: Position, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const { rows } = await pool.query<{ schema: string; state: string }>(
      `select schema_name as schema, state from projections.builds
       where position < $1 order by state desc`,
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
