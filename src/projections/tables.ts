import { setTimeout as pause } from "node:timers/promises";
import type { Pool } from "pg";
import { titleOf } from "./projection.ts";
import { declare, type ProjectionRegistry } from "./registry.ts";

const lookEveryMs = 25;

/** Gives every registered projection its row, so that its tables are made by whoever leads it. */
export async function declareAll(pool: Pool, registry: ProjectionRegistry): Promise<void> {
  for (const projection of registry.all) await declare(pool, projection);
}

/**
 * Waits until every registered projection has its tables, so that it can be asked; they may still be empty. Returns
 * early when aborted.
 * @throws Error when one of them is stopped without tables: it would never have any.
 */
export async function untilMigrated(pool: Pool, registry: ProjectionRegistry, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const missing = await withoutTables(pool, registry);
    const stopped = missing.find(({ error }) => error !== null);
    if (stopped) throw new Error(`${titleOf(stopped)} has no tables: ${stopped.error}`);
    if (missing.length === 0) return;
    await pause(lookEveryMs, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
  }
}

interface WithoutTables {
  readonly name: string;
  readonly version: number;
  /** Why it is stopped, null while it is not. */
  readonly error: string | null;
}

async function withoutTables(pool: Pool, registry: ProjectionRegistry): Promise<readonly WithoutTables[]> {
  const { rows } = await pool.query<WithoutTables>(
    `select known.name, known.version, v.error
     from unnest($1::text[], $2::int[]) as known (name, version) left join projections.versions v using (name, version)
     where v.is_migrated is not true`,
    [registry.all.map(({ name }) => name), registry.all.map(({ version }) => version)],
  );
  return rows;
}
