import type { Pool } from "pg";
import { refuse, type Refused } from "../domain/decision.ts";
import { transaction } from "../platform/postgres/transaction.ts";
import { addBuild, buildsOf, titleOfRow } from "./builds.ts";
import { setPace } from "./hurry.ts";
import type { Cause } from "./record.ts";
import type { ProjectionRegistry } from "./registry.ts";

export interface BeginBuild {
  readonly name: string;
  /** Whether queries are to go to it as soon as it has caught up. */
  readonly switchesItself?: boolean;
  /** Who has it take no rests for those who write. */
  readonly hurriedBy?: Cause;
}

/**
 * Begins a build of a read model's newest version beside the one that is asked, which serves until somebody switches.
 * Whoever keeps read models up to date carries it out. There is one at a time, beside the active build and the one before.
 */
export async function beginBuild(
  { pool, registry }: { readonly pool: Pool; readonly registry: ProjectionRegistry },
  { name, switchesItself = false, hurriedBy }: BeginBuild,
): Promise<{ readonly kind: "done"; readonly build: number } | Refused> {
  if (!registry.names.includes(name)) return refuse("not_found");
  return transaction(pool, async (client) => {
    await client.query("select from projections.active where name = $1 for update", [name]);
    const builds = await buildsOf(client, [name]);
    if (!builds.some(({ isActive }) => isActive)) return refuse("conflict", "There is none yet: a server makes it.");
    const beside = builds.find(({ isActive, isPrevious }) => !isActive && !isPrevious);
    if (beside) return refuse("conflict", `There is ${titleOfRow(beside)} already. Switch to it, or drop it.`);
    const build = await addBuild(client, { projection: registry.newest(name), switchesItself });
    if (hurriedBy) await setPace(client, { name, isHurried: true, ...hurriedBy });
    return { kind: "done", build };
  });
}
