import type { PoolClient } from "pg";
import { rowSet } from "../../row-set.ts";
import { storableJson } from "../../storable.ts";
import type { Fate, Fated } from "./fates.ts";
import { schema } from "./tables.ts";

const previews = rowSet<Fated>({
  conversation_id: ["text", (fate) => fate.conversationId],
  sequence: ["int", (fate) => fate.sequence],
  link_preview: ["jsonb", ({ preview }) => shownOf(preview)],
  preview_position: ["bigint", ({ preview }) => (shownOf(preview) === null ? null : (preview?.position ?? null))],
});

export async function writePreviews(client: PoolClient, fated: readonly Fated[]): Promise<void> {
  if (fated.length === 0) return;
  await client.query({
    name: `${schema} preview`,
    text: `update lines l set link_preview = given.link_preview, preview_position = given.preview_position
      from ${previews.unnested}
      where l.conversation_id = given.conversation_id and l.sequence = given.sequence and l.content is not null`,
    values: previews.values(fated),
  });
}

/** Erased words are none; a message whose words were erased shows no URL of theirs. */
function shownOf(preview: Fate["preview"]): string | null {
  if (!preview || preview.url === null || preview.title === null) return null;
  const { url, title, description = null, image = null } = preview;
  return storableJson({ url, title, description, image });
}
