import type { UserEvent } from "../../../domain/user/events.ts";
import type { UserId } from "../../../domain/ids.ts";
import type { Projection } from "../../projection.ts";
import { logged } from "../../../events/logged.ts";
import { writeBlocks } from "./stored-blocks.ts";
import { readUsers, writeUsers } from "./stored-users.ts";
import { indexes, schema, tables } from "./tables.ts";
import { userAfter, type UserRow } from "./user-row.ts";

/** People: what they are called now, their settings, and whom they block. */
export const users: Projection = {
  name: "users",
  version: 1,
  schema,
  prefixes: ["user-"],
  async migrate(client) {
    await client.query(tables);
  },
  async index(client) {
    await client.query(indexes);
  },
  async project(client, batch) {
    const events = batch.map((event) => logged<UserEvent>(event));
    const rows = new Map<UserId, UserRow | null>(
      await readUsers(client, [...new Set(events.map(({ data }) => data.userId))]),
    );
    for (const event of events) {
      const { userId } = event.data;
      rows.set(userId, userAfter(rows.get(userId) ?? null, event));
    }
    await writeUsers(
      client,
      [...rows.values()].filter((row) => row !== null),
    );
    await writeBlocks(client, events);
  },
};
