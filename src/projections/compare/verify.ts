import { randomUUID } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { refuse, type Refused } from "../../domain/decision.ts";
import type { Position, RecordedEvent } from "../../event-store/port.ts";
import { transaction } from "../../platform/postgres/transaction.ts";
import { activeBuild, buildsOf } from "../builds.ts";
import type { Log } from "../pages.ts";
import { buildId, isMeant, type Projection } from "../projection.ts";
import type { ProjectionRegistry } from "../registry.ts";
import { skippedBy } from "../skips.ts";
import { sampleOf, whereOf, type Sample } from "./sample.ts";
import { shapeOf } from "./shape.ts";
import { quoted, tableDifference, type RowDifference } from "./table-difference.ts";

const pageSize = 1_000;

export interface VerifyParts extends Log {
  readonly pool: Pool;
  readonly registry: ProjectionRegistry;
}

export interface Verify {
  readonly name: string;
  /** Conversations that are chosen at random. */
  readonly conversations: number;
  /** The most rows that are shown, of each table. */
  readonly limit: number;
}

export interface Verified {
  readonly kind: "done";
  readonly build: string;
  /** Up to which the log was read: where the read model stood. */
  readonly position: Position;
  /** How many conversations were looked at; null where all of it was, which has nothing to do with conversations. */
  readonly conversations: number | null;
  /** By table, how many rows differ. */
  readonly tables: ReadonlyMap<string, number>;
  readonly rows: readonly RowDifference[];
}

/**
 * Compares the build that is asked with what the log says of some conversations: they are projected once more, at one
 * moment and up to where the build stands, in a transaction that is given up at the end.
 */
export async function verify(parts: VerifyParts, request: Verify): Promise<Verified | Refused> {
  const { pool, registry } = parts;
  if (!registry.names.includes(request.name)) return refuse("not_found");
  const { projection } = await activeBuild(pool, registry, request.name);
  const made = `verify_${randomUUID().replaceAll("-", "")}`;
  let verified: Verified | Refused = refuse("not_found");
  const givenUp = new Error("All of it was a trial.");
  await transaction(
    pool,
    async (client) => {
      verified = await verifyIn(client, parts, { ...request, projection, made });
      throw givenUp;
    },
    { schema: made },
  ).catch((error: unknown) => {
    if (error !== givenUp) throw error;
  });
  return verified;
}

interface Trial extends Verify {
  readonly projection: Projection;
  /** The schema of the trial. */
  readonly made: string;
}

async function verifyIn(client: PoolClient, parts: VerifyParts, trial: Trial): Promise<Verified | Refused> {
  const { name, projection, made } = trial;
  await client.query("set transaction isolation level repeatable read");
  const build = (await buildsOf(client, [name])).find(({ isActive }) => isActive);
  if (!build?.isReady) return refuse("conflict", "It is not built yet.");
  const position = await positionOf(client, build.schema);
  const sample = await sampleOf(client, projection, trial.conversations);
  await client.query(`create schema ${quoted(made)}`);
  await projection.migrate(client);
  await projectAgain(client, parts, { projection, sample, position });
  const tables = new Map<string, number>();
  const found: RowDifference[] = [];
  for (const [table, columns] of await shapeOf(client, made)) {
    const compared = columns.filter(
      (column) => !sample.isPart || !projection.acrossConversations?.includes(column.name),
    );
    const where = whereOf(sample, { table, columns });
    if (where === null) continue;
    const { count, rows } = await tableDifference(client, {
      table,
      columns: compared,
      from: build.schema,
      to: made,
      ...where,
      limit: trial.limit,
    });
    tables.set(table, count);
    found.push(...rows);
  }
  const conversations = sample.isPart ? sample.ids.length : null;
  return { kind: "done", build: buildId(build), position, conversations, tables, rows: found };
}

async function positionOf(client: PoolClient, schema: string): Promise<Position> {
  const { rows } = await client.query<{ position: string }>(
    "select position from projections.builds where schema_name = $1",
    [schema],
  );
  return BigInt(rows[0]?.position ?? 0);
}

interface Again {
  readonly projection: Projection;
  readonly sample: Sample;
  readonly position: Position;
}

async function projectAgain(
  client: PoolClient,
  { pool, store, codec }: VerifyParts,
  { projection, sample, position }: Again,
): Promise<void> {
  if (sample.prefixes.length === 0) return;
  const skips = await skippedBy(pool, projection.name);
  let page: RecordedEvent[] = [];
  const write = async (): Promise<void> => {
    if (page.length > 0) await projection.project(client, await codec.decode(page));
    page = [];
  };
  for await (const event of store.readAll({ after: 0n, prefixes: sample.prefixes })) {
    if (event.position > position) break;
    if (isMeant(projection, event.stream) && !skips.has(event.id)) page.push(event);
    if (page.length === pageSize) await write();
  }
  await write();
}
