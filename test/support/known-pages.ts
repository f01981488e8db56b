import { createHash } from "node:crypto";
import { query } from "./database.ts";

export interface KnownPage {
  readonly title: string;
  readonly description?: string;
  readonly image?: string;
}

/** What a server knows of a page already, so that a test needs no internet. */
export async function knowPage(databaseUrl: string, url: string, page: KnownPage): Promise<void> {
  const { title, description = null, image = null } = page;
  await query(
    databaseUrl,
    `insert into link_previews.pages (url_hash, title, description, image, expires_at)
     values ($1, $2, $3, $4, now() + interval '1 day')`,
    [createHash("sha256").update(url).digest(), title, description, image],
  );
}
