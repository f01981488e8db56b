import type { PoolClient } from "pg";
import { forgottenSpans, type Forgotten } from "../../forgotten.ts";

/** As rows are that were made when the words were erased already. */
export async function forgetWords(client: PoolClient, { people, spans }: Forgotten): Promise<void> {
  if (people.length > 0)
    await client.query(`update scheduled s set ${withoutWords} where s.user_id = any ($1::text[])`, [people]);
  if (spans.length > 0) {
    await client.query(
      `update scheduled s set ${withoutWords} from ${forgottenSpans.unnested}
       where s.conversation_id = given.conversation_id and s.words_at < given.before`,
      forgottenSpans.values(spans),
    );
  }
}

const withoutWords = `message = s.message || coalesce((
  select jsonb_object_agg(key, null::text) from jsonb_object_keys(s.message) as key
  where key in ('content', 'html', 'data')), '{}')`;
