import type { PoolClient } from "pg";
import type { Place } from "../../../domain/ids.ts";
import { forgettingStreams, forgottenIn } from "../../forgotten.ts";
import type { Projection } from "../../projection.ts";
import { rowSet } from "../../row-set.ts";
import { linkMark } from "../marks.ts";
import { forgetWords } from "./forget.ts";
import { allMarks, changesOf, type Changes, type Edit, type NewMessage } from "./rows.ts";
import { indexes, schema, tables } from "./tables.ts";

/** What messages are found by, as they are now. */
export const search: Projection = {
  name: "search",
  version: 1,
  schema,
  prefixes: ["conversation-", "message-", ...forgettingStreams],
  async migrate(client) {
    await client.query(tables);
  },
  async index(client) {
    await client.query(indexes);
  },
  async project(client, batch) {
    const changes = changesOf(batch);
    await removeConversations(client, changes);
    await removeMessages(client, [...changes.gone.values()]);
    await addMessages(client, [...changes.added.values()]);
    await editMessages(client, [...changes.edited.values()]);
    await forgetWords(client, forgottenIn(batch));
  },
};

async function removeConversations(client: PoolClient, { deleted }: Changes): Promise<void> {
  if (deleted.size === 0) return;
  await client.query(`delete from messages where conversation_id = any ($1::text[])`, [[...deleted]]);
}

const place = rowSet<Place>({
  conversation_id: ["text", ({ conversationId }) => conversationId],
  revision: ["int", ({ revision }) => revision],
});

async function removeMessages(client: PoolClient, places: readonly Place[]): Promise<void> {
  if (places.length === 0) return;
  await client.query({
    name: `${schema} remove`,
    text: `delete from messages m using ${place.unnested}
      where m.conversation_id = given.conversation_id and m.revision = given.revision`,
    values: place.values(places),
  });
}

/** As text, since an array of arrays would have to be of equal ones. */
const array = (numbers: readonly number[]): string => `{${numbers.join(",")}}`;

const added = rowSet<NewMessage>({
  conversation_id: ["text", (message) => message.conversationId],
  revision: ["int", (message) => message.revision],
  sequence: ["int", (message) => message.sequence],
  position: ["bigint", (message) => message.position],
  created_at: ["timestamptz", (message) => message.createdAt],
  author_id: ["text", (message) => message.authorId],
  edited_at: ["timestamptz", (message) => message.editedAt],
  searchable: ["text", (message) => message.searchable],
  grams: ["text", ({ grams }) => array(grams)],
  marks: ["text", (message) => array(allMarks(message))],
});

async function addMessages(client: PoolClient, rows: readonly NewMessage[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: `${schema} add`,
    text: `insert into messages (${added.names})
      select conversation_id, revision, sequence, position, created_at, author_id, edited_at, searchable, grams::int[], marks::int[]
      from ${added.unnested}`,
    values: added.values(rows),
  });
}

const edited = rowSet<Edit>({
  conversation_id: ["text", (edit) => edit.conversationId],
  revision: ["int", (edit) => edit.revision],
  searchable: ["text", (edit) => edit.searchable],
  grams: ["text", ({ grams }) => array(grams)],
  has_link: ["boolean", ({ hasLink }) => hasLink],
  edited_at: ["timestamptz", (edit) => edit.editedAt],
});

/** A message that was deleted meanwhile has no row any more. */
async function editMessages(client: PoolClient, rows: readonly Edit[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: `${schema} edit`,
    text: `update messages m set searchable = given.searchable, grams = given.grams::int[], edited_at = given.edited_at,
        marks = array_remove(m.marks, ${linkMark}) || case when given.has_link then array[${linkMark}] else '{}' end
      from ${edited.unnested}
      where m.conversation_id = given.conversation_id and m.revision = given.revision`,
    values: edited.values(rows),
  });
}
