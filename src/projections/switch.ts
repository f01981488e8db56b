import { setTimeout as pause } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import { refuse, type Refused } from "../domain/decision.ts";
import { transaction } from "../platform/postgres/transaction.ts";
import { tellChanged, titleOfRow } from "./builds.ts";
import { isHeldUp, longestLockMs } from "./held-up.ts";
import { buildId } from "./projection.ts";
import { causeOf, record, type Cause } from "./record.ts";
import type { ProjectionRegistry } from "./registry.ts";
import { takeName } from "./take-name.ts";

/** Two builds that take the same pages stand at the same place most of the time, and are met there. */
const lookEveryMs = 5;
const patienceMs = 5_000;

export interface SwitchParts {
  readonly pool: Pool;
  readonly registry: ProjectionRegistry;
}

export interface Switching extends Cause {
  readonly name: string;
  /** Where queries are to go. */
  readonly build: number;
}

export type Switched = { readonly kind: "done"; readonly from: string; readonly to: string } | Refused;

/**
 * Has queries go to another build of a read model, which has to stand where the active one does. It takes the schema's
 * name that queries know, in one transaction, so that each statement sees one of the two, whole, with its checkpoint.
 * Both leaders begin again; the build that was active is kept up to date, and can be gone back to.
 */
export async function switchTo(parts: SwitchParts, switching: Switching): Promise<Switched> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const outcome = await tryToSwitch(parts, switching);
    if (outcome !== "not level") return outcome;
    if (performance.now() > until) return refuse("conflict", "It has not caught up with the one that is asked now.");
    await pause(lookEveryMs);
  }
}

/** Has queries go to the build that they went to before. */
export async function rollBack(parts: SwitchParts, { name, ...cause }: Omit<Switching, "build">): Promise<Switched> {
  const { rows } = await parts.pool.query<{ previous: number | null }>(
    "select previous from projections.active where name = $1",
    [name],
  );
  const [row] = rows;
  if (!row) return refuse("not_found");
  if (row.previous === null) return refuse("conflict", "There is no build to go back to.");
  return switchTo(parts, { name, build: row.previous, ...cause });
}

async function tryToSwitch({ pool, registry }: SwitchParts, switching: Switching): Promise<Switched | "not level"> {
  try {
    return await transaction(pool, async (client) => {
      await client.query(`set local lock_timeout = ${longestLockMs}`);
      const pair = await lockedPair(client, switching);
      if ("kind" in pair) return pair;
      const projection = registry.find(switching.name, pair.to.version);
      if (!projection) return refuse("conflict", `This release does not know ${titleOfRow(pair.to)}.`);
      const standing = standingOf(pair);
      if (standing !== "level") return standing;
      await takeName(client, pair.to, projection.schema);
      await client.query(
        `with begun as (
           update projections.builds set lease_token = gen_random_uuid(), switches_itself = false
           where name = $1 and build in ($2, $3) and lease_token is not null
         )
         update projections.active set build = $3, previous = $2 where name = $1`,
        [switching.name, pair.from.build, pair.to.build],
      );
      const [from, to] = [buildId(pair.from), buildId(pair.to)];
      const isBack = pair.to.build === pair.previous;
      const data = { readModel: switching.name, from, to, isBack, ...causeOf(switching) };
      await record(client, { type: "ReadModelSwitched", data });
      await tellChanged(client);
      return { kind: "done", from, to };
    });
  } catch (error) {
    if (isHeldUp(error)) return "not level";
    throw error;
  }
}

interface Standing {
  readonly name: string;
  readonly version: number;
  readonly build: number;
  readonly schema: string;
  readonly state: "running" | "stopped" | "dropping";
  readonly isReady: boolean;
  readonly epoch: string | null;
  readonly position: string;
}

interface Pair {
  readonly from: Standing;
  readonly to: Standing;
  readonly previous: number | null;
}

/** Both builds as they are until the transaction ends: their leaders' commits wait. */
async function lockedPair(client: PoolClient, { name, build }: Switching): Promise<Pair | Refused> {
  const active = await client.query<{ build: number; previous: number | null }>(
    "select build, previous from projections.active where name = $1 for update",
    [name],
  );
  const { rows } = await client.query<Standing>(
    `select name, version, build, schema_name as schema, state, is_indexed as "isReady", epoch, position
     from projections.builds where name = $1 and build in ($2, $3) order by build for update`,
    [name, active.rows[0]?.build, build],
  );
  const from = rows.find((row) => row.build === active.rows[0]?.build);
  const to = rows.find((row) => row.build === build);
  if (!from || !to || to.state === "dropping") return refuse("not_found");
  if (from === to) return refuse("conflict", "Queries go to it already.");
  return { from, to, previous: active.rows[0]?.previous ?? null };
}

/** What the one that is asked cannot do any more, another one need not match. */
function standingOf({ from, to }: Pair): Refused | "level" | "not level" {
  if (to.state === "stopped") return refuse("conflict", "It is stopped.");
  if (!to.isReady) return refuse("conflict", "It is not built yet.");
  if (from.position === to.position) return "level";
  const isHeld = from.state === "running" && from.isReady;
  const isPast = to.epoch !== from.epoch || BigInt(to.position) > BigInt(from.position);
  return !isHeld && isPast ? "level" : "not level";
}
