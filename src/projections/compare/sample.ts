import type { PoolClient } from "pg";
import { schema as conversationsSchema } from "../conversations/v1/tables.ts";
import type { Projection } from "../projection.ts";
import type { Column } from "./shape.ts";

/** Some conversations, and what of the log a read model's rows of them are made of. */
export interface Sample {
  readonly ids: readonly string[];
  /** Whether it is a part: what has nothing to do with conversations is looked at as a whole. */
  readonly isPart: boolean;
  readonly prefixes: readonly string[];
}

/** How streams of a conversation begin. */
const ofConversation: Readonly<Record<string, (id: string) => string>> = {
  "conversation-": (id) => `conversation-${id}`,
  "message-": (id) => `message-${id}_`,
  "inbox-": (id) => `inbox-${id}-`,
};
const everyPrefix = Object.keys(ofConversation);

export async function sampleOf(
  client: PoolClient,
  { prefixes = everyPrefix }: Projection,
  size: number,
): Promise<Sample> {
  if (!prefixes.some((prefix) => prefix in ofConversation)) return { ids: [], isPart: false, prefixes };
  const { rows } = await client.query<{ id: string }>(
    `select id from ${conversationsSchema}.conversations order by random() limit $1`,
    [size],
  );
  const ids = rows.map(({ id }) => id);
  const narrow = prefixes.flatMap((prefix) => {
    const streams = ofConversation[prefix];
    return streams ? ids.map(streams) : [prefix];
  });
  return { ids, isPart: true, prefixes: narrow };
}

/** Which rows of a table are of the sample, over its columns; null where that cannot be told. */
export function whereOf(
  { ids, isPart }: Sample,
  { table, columns }: { readonly table: string; readonly columns: readonly Column[] },
): { readonly where: string; readonly values: readonly unknown[] } | null {
  if (!isPart) return { where: "true", values: [] };
  const has = (name: string): boolean => columns.some((column) => column.name === name);
  if (has("conversation_id")) return { where: "conversation_id = any ($1::text[])", values: [ids] };
  if (has("audience")) return { where: "audience = any ($1::text[])", values: [ids.map((id) => `c:${id}`)] };
  if (has("stream")) {
    const prefixes = ids.flatMap((id) => everyPrefix.map((prefix) => ofConversation[prefix]?.(id)));
    return { where: "stream ^@ any ($1::text[])", values: [prefixes] };
  }
  if (has("id") && /^(conversations|public_rooms)$/.test(table))
    return { where: "id = any ($1::text[])", values: [ids] };
  return null;
}
