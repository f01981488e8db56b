import { createHash } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import type { PageWords } from "../../domain/message/link-preview.ts";

/** Seconds. What could not be shown may be shown soon. */
const keptFor = { words: 86_400, nothing: 3_600 };
/** So many stay when the cache is swept. */
const mostKept = 10_000;

interface Row {
  readonly title: string | null;
  readonly description: string | null;
  readonly image: string | null;
}

/** Null: it is known that there is nothing to show. Undefined: nothing is known. */
export async function knownWords(pool: Pool, url: URL): Promise<PageWords | null | undefined> {
  const { rows } = await pool.query<Row>({
    name: "known page",
    text: `select title, description, image from link_previews.pages where url_hash = $1 and expires_at > now()`,
    values: [hashOf(url)],
  });
  const [row] = rows;
  if (!row) return undefined;
  const { title, description, image } = row;
  return title === null ? null : { title, description, image };
}

export async function keepWords(pool: Pool, url: URL, words: PageWords | null): Promise<void> {
  await pool.query({
    name: "keep page",
    text: `insert into link_previews.pages (url_hash, title, description, image, expires_at)
      values ($1, $2, $3, $4, now() + $5 * interval '1 s')
      on conflict (url_hash) do update set title = excluded.title, description = excluded.description,
        image = excluded.image, expires_at = excluded.expires_at`,
    values: [
      hashOf(url),
      words?.title ?? null,
      words?.description ?? null,
      words?.image ?? null,
      words ? keptFor.words : keptFor.nothing,
    ],
  });
}

/** What is too old goes, and of the rest what goes first anyway, until few enough are left. */
export async function sweepPages(pool: Pool, most: number = mostKept): Promise<void> {
  await pool.query("delete from link_previews.pages where expires_at <= now()");
  await pool.query(
    `delete from link_previews.pages where url_hash in (
       select url_hash from link_previews.pages order by expires_at desc offset $1)`,
    [most],
  );
}

/** What stands behind `#` is not sent. */
function hashOf(url: URL): Buffer {
  const { href, hash } = url;
  return createHash("sha256")
    .update(hash === "" ? href : href.slice(0, -hash.length))
    .digest();
}

/** Whose links the pages were linked by is not known here, so that all are forgotten; they are asked again. */
export async function forgetPages(db: Pool | PoolClient): Promise<void> {
  await db.query("delete from link_previews.pages");
}
