import type { PoolClient } from "pg";
import { forgottenSpans, type Forgotten } from "../../forgotten.ts";

/** As rows are that were made when the words were erased already: a list shows nothing of what the last line said. */
export async function forgetWords(client: PoolClient, { people, spans }: Forgotten): Promise<void> {
  if (people.length > 0) {
    await client.query(
      `update conversations c set last_data = jsonb_set(c.last_data, '{content}', 'null')
       where c.last_type = 'MessageSent'
         and coalesce(c.last_data #>> '{forwarded,authorId}', c.last_actor_id) = any ($1::text[])`,
      [people],
    );
  }
  if (spans.length > 0) await forgetSpans(client, spans);
}

async function forgetSpans(client: PoolClient, spans: Forgotten["spans"]): Promise<void> {
  await client.query(
    `update conversations c set last_data = case c.last_type
         when 'MessageSent' then jsonb_set(c.last_data, '{content}', 'null')
         else jsonb_set(c.last_data, '{reason}', 'null') end
     from ${forgottenSpans.unnested}
     where c.id = given.conversation_id and c.last_revision <= given.up_to_revision
       and (c.last_type = 'MessageSent' and (c.last_edited_at is null or c.last_edited_at < given.before)
         or c.last_type = 'PersonBanned' and c.last_data ? 'reason')`,
    forgottenSpans.values(spans),
  );
}
