import type { PoolClient } from "pg";
import { forgottenSpans, type Forgotten } from "../../forgotten.ts";

/** As rows are that were made when the words were erased already. Whose the words are says who wrote them first. */
export async function forgetWords(client: PoolClient, { people, spans }: Forgotten): Promise<void> {
  if (people.length > 0) {
    await client.query(
      `update lines set content = null, data = null, ${withoutTheRest}
       where type = 'MessageSent' and coalesce(said #>> '{forwarded,authorId}', actor_id) = any ($1::text[])`,
      [people],
    );
  }
  if (spans.length > 0) await forgetSpans(client, spans);
}

const withoutTheRest = `said = nullif(said - 'html', '{}'), link_preview = null, preview_position = null`;

/** An edit's words are of the month in which it was made; data, which stays, of that in which it was sent. */
async function forgetSpans(client: PoolClient, spans: Forgotten["spans"]): Promise<void> {
  const values = forgottenSpans.values(spans);
  const there = "l.conversation_id = given.conversation_id and l.revision <= given.up_to_revision";
  await client.query(
    `update lines l set content = null, ${withoutTheRest} from ${forgottenSpans.unnested}
     where ${there} and l.type = 'MessageSent' and (l.edited_at is null or l.edited_at < given.before)`,
    values,
  );
  await client.query(
    `update lines l set data = null, event = jsonb_set(l.event, '{reason}', 'null')
     from ${forgottenSpans.unnested}
     where ${there} and (l.type = 'MessageSent' or (l.type = 'PersonBanned' and l.event ? 'reason'))`,
    values,
  );
}
