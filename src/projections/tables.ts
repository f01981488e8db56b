import { setTimeout as pause } from "node:timers/promises";
import type { Pool } from "pg";
import { declare, titleOfRow } from "./builds.ts";
import type { ProjectionRegistry } from "./registry.ts";

const lookEveryMs = 25;

/** Sees to it that each registered read model has a build, whose tables are made by whoever leads it. */
export async function declareAll(pool: Pool, registry: ProjectionRegistry): Promise<void> {
  for (const name of registry.names) await declare(pool, registry, name);
}

/**
 * Waits until every registered read model has its tables, so that it can be asked; they may still be empty. Returns
 * early when aborted.
 * @throws Error when one of them is stopped without tables: it would never have any.
 */
export async function untilMigrated(pool: Pool, registry: ProjectionRegistry, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const missing = await withoutTables(pool, registry);
    const stopped = missing.find(({ error }) => error !== null);
    if (stopped) throw new Error(`${titleOfRow(stopped)} has no tables: ${stopped.error}`);
    if (missing.length === 0) return;
    await pause(lookEveryMs, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
  }
}

interface WithoutTables {
  readonly name: string;
  readonly version: number;
  readonly build: number;
  /** Why it is stopped, null while it is not. */
  readonly error: string | null;
}

async function withoutTables(pool: Pool, registry: ProjectionRegistry): Promise<readonly WithoutTables[]> {
  const { rows } = await pool.query<WithoutTables>(
    `select known.name, coalesce(b.version, 0) as version, coalesce(b.build, 0) as build, b.error
     from unnest($1::text[]) as known (name)
       left join projections.active a using (name) left join projections.builds b using (name, build)
     where b.is_migrated is not true`,
    [registry.names],
  );
  return rows;
}
