import type { AnnouncementEvent } from "../../../domain/announcement/events.ts";
import { logged } from "../../../events/logged.ts";
import { forgottenIn } from "../../forgotten.ts";
import type { Projection } from "../../projection.ts";
import { storableText, storableTime } from "../../storable.ts";
import { indexes, schema, tables } from "./tables.ts";

/** What was announced to everybody; they are so few that each has a statement of its own. */
export const announcements: Projection = {
  name: "announcements",
  version: 1,
  schema,
  prefixes: ["operations", "user-"],
  async migrate(client) {
    await client.query(tables);
  },
  async index(client) {
    await client.query(indexes);
  },
  async project(client, batch) {
    const own = batch.filter(({ stream }) => !stream.startsWith("user-"));
    const events = own.map((event) => logged<AnnouncementEvent>(event));
    for (const { type, data, position, at } of events) {
      if (type !== "AnnouncementMade") continue;
      const { announcementId, by, text } = data;
      await client.query(
        `insert into announcements (id, position, made_by, made_at, text) values ($1, $2, $3, $4, $5)`,
        [announcementId, position, by, storableTime(at), text === null ? null : storableText(text)],
      );
    }
    const { people } = forgottenIn(batch);
    if (people.length > 0)
      await client.query("update announcements set text = null where made_by = any ($1::text[])", [people]);
  },
};
