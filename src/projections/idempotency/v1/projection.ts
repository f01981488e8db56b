import type { DomainEvent } from "../../../domain/decision.ts";
import type { Projection } from "../../projection.ts";
import { logged } from "../../../events/logged.ts";
import { rowSet } from "../../row-set.ts";

interface KeyedRow {
  readonly eventId: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: bigint;
  /** The MAC of the request's body. */
  readonly body: string;
}

const rows = rowSet<KeyedRow>({
  event_id: ["text", (row) => row.eventId],
  stream: ["text", (row) => row.stream],
  revision: ["int", (row) => row.revision],
  position: ["bigint", (row) => row.position],
  body: ["text", (row) => row.body],
});

/** Every event whose command carried an idempotency key, for those that their stream does not remember any more. */
export const idempotency: Projection = {
  name: "idempotency",
  version: 1,
  schema: "idempotency_v1",

  async migrate(client) {
    await client.query(`
      create table keyed_events (
        event_id uuid primary key,
        stream text collate "C" not null,
        revision int not null,
        position bigint not null,
        body text collate "C" not null
      )`);
  },

  async index() {
    // Its primary key is all that is asked for.
  },

  async project(client, batch) {
    const keyed = batch
      .map((event) => logged<DomainEvent>(event))
      .flatMap(({ id, stream, revision, position, key }) =>
        key ? [{ eventId: id, stream, revision, position, body: key.body }] : [],
      );
    if (keyed.length === 0) return;
    await client.query({
      name: "idempotency keyed events",
      text: `insert into keyed_events (event_id, stream, revision, position, body)
        select event_id::uuid, stream, revision, position, body from ${rows.unnested}`,
      values: rows.values(keyed),
    });
  },
};
