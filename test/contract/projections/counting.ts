import { z } from "zod";
import type { PoolClient } from "pg";
import { Codec } from "../../../src/event-store/codec/codec.ts";
import { KeysInMemory } from "../../../src/event-store/codec/keys-in-memory.ts";
import type { RecordedEvent } from "../../../src/event-store/port.ts";
import type { Projection } from "../../../src/projections/projection.ts";

/** `counted` events add to a tally; a negative amount breaks a constraint, a `throws` makes the projector throw. */
export const codec = new Codec(
  [
    {
      type: "Counted",
      version: 1,
      schema: z
        .object({ amount: z.number(), throws: z.string().optional() })
        .transform((data) => ({ ...data }) as never),
    },
  ],
  new KeysInMemory(),
);

export interface CountingOptions {
  readonly name?: string;
  readonly version?: number;
  readonly prefixes?: readonly string[];
  /** Told of each batch after its rows are written, in its transaction. */
  readonly afterRows?: (client: PoolClient, batch: readonly RecordedEvent[]) => Promise<void> | void;
}

/** How many events each kind of stream has (what stands before its dash), and what they add up to. */
export function counting({ name = "counts", version = 1, prefixes, afterRows }: CountingOptions = {}): Projection {
  const schema = `${name}_v${version}`;
  return {
    name,
    version,
    schema,
    ...(prefixes && { prefixes }),
    async migrate(client) {
      await client.query(
        `create table counts (kind text primary key, events int not null, total bigint not null, least int not null,
           check (least >= 0))`,
      );
    },
    async index(client) {
      await client.query("create index counts_by_total on counts (total)");
    },
    async project(client, batch) {
      for (const { data } of batch) if (typeof data["throws"] === "string") throw new TypeError(data["throws"]);
      await client.query(
        `insert into counts (kind, events, total, least)
         select kind, count(*), sum(amount), min(amount)
         from unnest($1::text[], $2::int[]) as e (kind, amount) group by kind order by kind
         on conflict (kind) do update set events = counts.events + excluded.events, total = counts.total + excluded.total,
           least = least(counts.least, excluded.least)`,
        [batch.map(({ stream }) => kindOf(stream)), batch.map(({ data }) => data["amount"])],
      );
      await afterRows?.(client, batch);
    },
  };
}

export const kindOf = (stream: string): string => stream.slice(0, stream.indexOf("-"));
