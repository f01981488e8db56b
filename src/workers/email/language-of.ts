import type { Pool } from "pg";
import type { Locale } from "../../domain/user/events.ts";
import { schema } from "../../projections/users/v1/tables.ts";

/** What somebody chose; null: nothing. */
export async function languageOf(pool: Pool, userId: string): Promise<Locale | null> {
  const { rows } = await pool.query<{ locale: Locale | null }>(`select locale from ${schema}.users where id = $1`, [
    userId,
  ]);
  return rows[0]?.locale ?? null;
}

/** What somebody is called; null: they are unknown, or erased. */
export async function nameOf(pool: Pool, userId: string): Promise<string | null> {
  const { rows } = await pool.query<{ name: string | null }>(
    `select display_name as name from ${schema}.users where id = $1`,
    [userId],
  );
  return rows[0]?.name ?? null;
}
