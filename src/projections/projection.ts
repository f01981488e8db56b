import type { PoolClient } from "pg";
import type { RecordedEvent } from "../event-store/port.ts";

/**
 * One version of a read model. It is made of events alone: it reads no clock and no other read model, so that a rebuild
 * gives the same rows. All three functions run inside a transaction that they neither begin nor end, and name tables
 * without a schema: it is set to that of the build which they write.
 */
export interface Projection {
  readonly name: string;
  readonly version: number;
  /**
   * What the PostgreSQL schema of its active build is called, say "users_v1": the name that queries know. Versions that
   * are asked in the same words share it.
   */
  readonly schema: string;
  /** Only events of streams whose names begin with one of these; absent: all. */
  readonly prefixes?: readonly string[];
  /** Columns that say something of all conversations together, so that some of these alone cannot be compared by them. */
  readonly acrossConversations?: readonly string[];
  /** Makes the tables, in its empty schema, with no more than the indexes that `project` needs. */
  migrate(client: PoolClient): Promise<void>;
  /** Makes the indexes that only queries need, when the tables are loaded. */
  index(client: PoolClient): Promise<void>;
  /** Writes what the events say, set by set. What it throws is taken for the fault of one of these events. */
  project(client: PoolClient, batch: readonly RecordedEvent[]): Promise<void>;
}

/** One making of a version of a read model, in tables of its own. Numbers count the builds of a name. */
export interface Build {
  readonly projection: Projection;
  readonly number: number;
}

/** A build as operators know it: "1.2" is the second build of its name, by version 1 of the code. */
export const buildId = ({ version, build }: { readonly version: number; readonly build: number }): string =>
  `${version}.${build}`;

interface Titled {
  readonly projection: Pick<Projection, "name" | "version">;
  readonly number: number;
}

/** "lines v1.2" */
export const titleOf = ({ projection: { name, version }, number }: Titled): string =>
  `${name} v${buildId({ version, build: number })}`;

export const isMeant = ({ prefixes }: Pick<Projection, "prefixes">, stream: string): boolean =>
  prefixes?.some((prefix) => stream.startsWith(prefix)) ?? true;
