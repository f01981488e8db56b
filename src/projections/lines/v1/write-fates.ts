import type { PoolClient } from "pg";
import { namedWithEmoji } from "../../../domain/conversation/line.ts";
import { rowSet } from "../../row-set.ts";
import { storableText, storableTime } from "../../storable.ts";
import type { Fate, Fated, ReactionChange } from "./fates.ts";
import { writePreviews } from "./previews.ts";
import { addMentions, removeMentions } from "./mentions.ts";
import { contentOf, mentionedIn, saidIn } from "./rows.ts";
import { schema } from "./tables.ts";

/** After the batch's own lines are there. What became of messages whose conversation is gone changes nothing. */
export async function writeFates(client: PoolClient, fates: readonly Fate[]): Promise<void> {
  if (fates.length === 0) return;
  const found = await find(client, fates);
  const deleted = found.filter((fate) => fate.deleted);
  const edited = found.filter((fate) => fate.edited && !fate.deleted);
  await edit(client, edited);
  await empty(client, deleted);
  await removeMentions(client, [...edited, ...deleted]);
  await addMentions(
    client,
    edited.map((fate) => ({ ...fate, mentioned: fate.edited ? mentionedIn(fate.edited) : [] })),
  );
  await writePreviews(
    client,
    found.filter((fate) => !fate.deleted && fate.preview !== undefined),
  );
  await writeReactions(
    client,
    found.filter((fate) => !fate.deleted && fate.reactions.size > 0),
  );
}

const place = rowSet<Pick<Fate, "conversationId" | "revision">>({
  conversation_id: ["text", (fate) => fate.conversationId],
  revision: ["int", (fate) => fate.revision],
});

/**
 * A line's sequence is below its revision by as many events as are no lines, and those are few: it is found going down
 * the primary key, since the index by revision is not there while rows are loaded.
 */
async function find(client: PoolClient, fates: readonly Fate[]): Promise<readonly Fated[]> {
  const { rows } = await client.query<{ ordinal: string; sequence: number; actorId: string; position: string }>({
    name: `${schema} find`,
    text: `select given.ordinal, line.sequence, line.actor_id as "actorId", line.position
      from rows from (${place.unnested.slice(0, place.unnested.indexOf(" as given"))}) with ordinality
        as given (${place.names}, ordinal)
      cross join lateral (
        select sequence, revision, actor_id, position from lines l
        where l.conversation_id = given.conversation_id and l.sequence <= given.revision and l.revision = given.revision
        order by l.sequence desc limit 1
      ) as line`,
    values: place.values(fates),
  });
  return rows.flatMap(({ ordinal, sequence, actorId, position }) => {
    const fate = fates[Number(ordinal) - 1];
    return fate ? [{ ...fate, sequence, actorId, position: BigInt(position) }] : [];
  });
}

const edits = rowSet<Fated>({
  conversation_id: ["text", (fate) => fate.conversationId],
  sequence: ["int", (fate) => fate.sequence],
  content: ["text", ({ edited }) => edited && contentOf(edited)],
  said: ["jsonb", ({ edited }) => edited && saidIn(edited)],
  edited_at: ["timestamptz", ({ edited }) => edited && storableTime(edited.at)],
  edited_position: ["bigint", ({ edited }) => edited && edited.position],
});

async function edit(client: PoolClient, fated: readonly Fated[]): Promise<void> {
  if (fated.length === 0) return;
  await client.query({
    name: `${schema} edit`,
    text: `update lines l set content = given.content, said = given.said, edited_at = given.edited_at,
        edited_position = given.edited_position
      from ${edits.unnested} where l.conversation_id = given.conversation_id and l.sequence = given.sequence`,
    values: edits.values(fated),
  });
}

const deletions = rowSet<Fated>({
  conversation_id: ["text", (fate) => fate.conversationId],
  sequence: ["int", (fate) => fate.sequence],
  revision: ["int", (fate) => fate.revision],
  deleted_at: ["timestamptz", ({ deleted }) => deleted && storableTime(deleted.at)],
  deleted_by: ["text", ({ deleted }) => deleted && deleted.deletedBy],
});

/** Nothing of what it said stays in the row. */
async function empty(client: PoolClient, fated: readonly Fated[]): Promise<void> {
  if (fated.length === 0) return;
  await client.query({
    name: `${schema} empty`,
    text: `with gone as (
        delete from reacted r using ${deletions.unnested}
        where r.conversation_id = given.conversation_id and r.revision = given.revision
      )
      update lines l set content = null, said = null, data = null, reactions = null, edited_at = null,
        edited_position = null, link_preview = null, preview_position = null, deleted_at = given.deleted_at, deleted_by = given.deleted_by
      from ${deletions.unnested} where l.conversation_id = given.conversation_id and l.sequence = given.sequence`,
    values: deletions.values(fated),
  });
}

type Reacting = Pick<Fated, "conversationId" | "revision"> & ReactionChange;

const reacting = rowSet<Reacting>({
  conversation_id: ["text", (row) => row.conversationId],
  revision: ["int", (row) => row.revision],
  user_id: ["text", (row) => row.userId],
  emoji: ["text", (row) => storableText(row.emoji)],
  added: ["int", (row) => row.added],
});

const touched = rowSet<Fated>({
  conversation_id: ["text", (fate) => fate.conversationId],
  sequence: ["int", (fate) => fate.sequence],
});

async function writeReactions(client: PoolClient, fated: readonly Fated[]): Promise<void> {
  if (fated.length === 0) return;
  const changes = fated.flatMap(({ conversationId, revision, reactions }) =>
    [...reactions.values()].map((change): Reacting => ({ conversationId, revision, ...change })),
  );
  await client.query({
    name: `${schema} react`,
    text: `merge into reacted r using ${reacting.unnested}
      on r.conversation_id = given.conversation_id and r.revision = given.revision and r.user_id = given.user_id
        and r.emoji = given.emoji
      when matched and given.added is null then delete
      when matched then update set added = given.added
      when not matched and given.added is not null then
        insert (${reacting.names}) values (${reacting.names.replaceAll(/\w+/g, "given.$&")})`,
    values: reacting.values(changes),
  });
  await client.query({
    name: `${schema} sum up`,
    text: `update lines l set reactions = (
        select jsonb_agg(jsonb_build_object('emoji', e.emoji, 'count', e.count, 'userIds', e.first) order by e.added)
        from (
          select emoji, count(*) as count, min(added) as added,
            (array_agg(user_id order by added))[1:${namedWithEmoji}] as first
          from reacted r where r.conversation_id = l.conversation_id and r.revision = l.revision group by emoji
        ) as e
      )
      from ${touched.unnested} where l.conversation_id = given.conversation_id and l.sequence = given.sequence`,
    values: touched.values(fated),
  });
}
