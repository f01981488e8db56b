import type { PoolClient } from "pg";
import { forgottenSpans, type Forgotten } from "../../forgotten.ts";
import { gramsOf } from "../grams.ts";
import { dataMark, linkMark } from "../marks.ts";
import { searchable } from "../searchable.ts";

const nothing = searchable("");
const emptied = `searchable = '${nothing}', grams = '{${gramsOf(nothing).join(",")}}'`;

/** As rows are that were made when the words were erased already: nothing finds them by what they said. */
export async function forgetWords(client: PoolClient, { people, spans }: Forgotten): Promise<void> {
  if (people.length > 0) {
    await client.query(
      `update messages set ${emptied}, marks = array_remove(array_remove(marks, ${linkMark}), ${dataMark})
       where author_id = any ($1::text[])`,
      [people],
    );
  }
  if (spans.length > 0) await forgetSpans(client, spans);
}

async function forgetSpans(client: PoolClient, spans: Forgotten["spans"]): Promise<void> {
  const values = forgottenSpans.values(spans);
  const there = "m.conversation_id = given.conversation_id and m.revision <= given.up_to_revision";
  await client.query(
    `update messages m set ${emptied}, marks = array_remove(m.marks, ${linkMark}) from ${forgottenSpans.unnested}
     where ${there} and (m.edited_at is null or m.edited_at < given.before)`,
    values,
  );
  await client.query(
    `update messages m set marks = array_remove(m.marks, ${dataMark}) from ${forgottenSpans.unnested}
     where ${there} and ${dataMark} = any (m.marks)`,
    values,
  );
}
