import type { PoolClient } from "pg";
import type { TeamEvent } from "../../../domain/team/events.ts";
import { logged, type Logged } from "../../../events/logged.ts";
import { folded } from "../../folded.ts";
import type { Projection } from "../../projection.ts";
import { storableText } from "../../storable.ts";
import { indexes, schema, tables } from "./tables.ts";

/** The teams that there are. They change so seldom that each event has a statement of its own. */
export const teams: Projection = {
  name: "teams",
  version: 1,
  schema,
  prefixes: ["team-"],
  async migrate(client) {
    await client.query(tables);
  },
  async index(client) {
    await client.query(indexes);
  },
  async project(client, batch) {
    for (const event of batch) await write(client, logged<TeamEvent>(event));
  },
};

async function write(client: PoolClient, { type, data }: Logged<TeamEvent>): Promise<void> {
  switch (type) {
    case "TeamMade":
      await client.query(`insert into teams (id, name, name_folded, user_ids) values ($1, $2, $3, $4)`, [
        data.teamId,
        ...nameOf(data.name),
        JSON.stringify(data.userIds),
      ]);
      return;
    case "TeamChanged":
      await client.query(
        `update teams set name = coalesce($2, name), name_folded = coalesce($3, name_folded),
           user_ids = coalesce($4, user_ids)
         where id = $1`,
        [data.teamId, ...nameOf(data.name), data.userIds === undefined ? null : JSON.stringify(data.userIds)],
      );
      return;
    case "TeamRemoved":
      await client.query(`delete from teams where id = $1`, [data.teamId]);
  }
}

/** With its folded form; nulls where it is not said. */
function nameOf(name: string | undefined): readonly (string | null)[] {
  return name === undefined ? [null, null] : [storableText(name), storableText(folded(name))];
}
