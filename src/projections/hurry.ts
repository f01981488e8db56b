import type { Pool, PoolClient } from "pg";
import { refuse, type Refused } from "../domain/decision.ts";
import { transaction } from "../platform/postgres/transaction.ts";
import { buildId, type Build } from "./projection.ts";
import { causeOf, record, type Cause } from "./record.ts";

export interface ChangePace extends Cause {
  readonly name: string;
  /** Whether it is to take no rests, though those who write have to wait longer then. */
  readonly isHurried: boolean;
}

export type PaceChanged = { readonly kind: "done"; readonly build: string } | Refused;

/** Has what is built beside a read model that is asked hurry, or take its time again, from its next page on. On record. */
export async function changePace(pool: Pool, change: ChangePace): Promise<PaceChanged> {
  return transaction(pool, (client) => setPace(client, change));
}

/** As part of a transaction. */
export async function setPace(client: PoolClient, { name, isHurried, ...cause }: ChangePace): Promise<PaceChanged> {
  const { rows } = await client.query<{ version: number; build: number; was: boolean }>(
    `with built as (
       select b.build, b.is_hurried as was from projections.builds b join projections.active a on a.name = b.name
       where b.name = $1 and b.build <> a.build and b.state <> 'dropping' and not b.is_indexed for update of b
     )
     update projections.builds b set is_hurried = $2 from built where b.name = $1 and b.build = built.build
     returning b.version, b.build, built.was`,
    [name, isHurried],
  );
  const [row] = rows;
  if (!row) return refuse("conflict", `Nothing of ${name} is being built beside the one that is asked.`);
  const build = buildId(row);
  const data = { readModel: name, build, isHurried, ...causeOf(cause) };
  if (row.was !== isHurried) await record(client, { type: "ReadModelPaceChanged", data });
  return { kind: "done", build };
}

export async function isBuildHurried(pool: Pool, { projection: { name }, number }: Build): Promise<boolean> {
  const { rows } = await pool.query<{ isHurried: boolean }>({
    name: "is hurried",
    text: `select is_hurried as "isHurried" from projections.builds where name = $1 and build = $2`,
    values: [name, number],
  });
  return rows[0]?.isHurried ?? false;
}
