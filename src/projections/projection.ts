import type { PoolClient } from "pg";
import type { RecordedEvent } from "../event-store/port.ts";

/**
 * One version of a read model. It is made of events alone: it reads no clock and no other read model, so that a rebuild
 * gives the same rows. All three functions run inside a transaction that they neither begin nor end.
 */
export interface Projection {
  readonly name: string;
  readonly version: number;
  /** The PostgreSQL schema that it has for itself, say "users_v1". A rebuild drops it. */
  readonly schema: string;
  /** Only events of streams whose names begin with one of these; absent: all. */
  readonly prefixes?: readonly string[];
  /** Makes the tables, in its empty schema, with no more than the indexes that `project` needs. */
  migrate(client: PoolClient): Promise<void>;
  /** Makes the indexes that only queries need, when the tables are loaded. */
  index(client: PoolClient): Promise<void>;
  /** Writes what the events say, set by set. What it throws is taken for the fault of one of these events. */
  project(client: PoolClient, batch: readonly RecordedEvent[]): Promise<void>;
}

export const titleOf = ({ name, version }: Pick<Projection, "name" | "version">): string => `${name} v${version}`;

export const isMeant = ({ prefixes }: Pick<Projection, "prefixes">, stream: string): boolean =>
  prefixes?.some((prefix) => stream.startsWith(prefix)) ?? true;
