import type { PoolClient } from "pg";
import type { ConversationId } from "../../../domain/ids.ts";
import type { Position } from "../../../event-store/port.ts";
import { rowSet } from "../../row-set.ts";
import { schema } from "./tables.ts";

/** A message, by its place, and whom it mentions. */
export interface Mentioning {
  readonly conversationId: ConversationId;
  readonly sequence: number;
  readonly actorId: string;
  /** The message's own, also where it mentions somebody since it was edited. */
  readonly position: Position;
  readonly mentioned: readonly string[];
}

interface Mention extends Mentioning {
  readonly userId: string;
}

const mention = rowSet<Mention>({
  conversation_id: ["text", (row) => row.conversationId],
  sequence: ["int", (row) => row.sequence],
  user_id: ["text", (row) => row.userId],
  actor_id: ["text", (row) => row.actorId],
  position: ["bigint", (row) => row.position],
});

/** As many rows as there are people named, everybody being one. */
export async function addMentions(client: PoolClient, messages: readonly Mentioning[]): Promise<void> {
  const rows = messages.flatMap((message) => message.mentioned.map((userId): Mention => ({ ...message, userId })));
  if (rows.length === 0) return;
  await client.query({
    name: `${schema} mention`,
    text: `insert into mentions (${mention.names}) select ${mention.names} from ${mention.unnested}
      on conflict do nothing`,
    values: mention.values(rows),
  });
}

const place = rowSet<Pick<Mentioning, "conversationId" | "sequence">>({
  conversation_id: ["text", (row) => row.conversationId],
  sequence: ["int", (row) => row.sequence],
});

export async function removeMentions(
  client: PoolClient,
  messages: readonly Pick<Mentioning, "conversationId" | "sequence">[],
): Promise<void> {
  if (messages.length === 0) return;
  await client.query({
    name: `${schema} mention no more`,
    text: `delete from mentions m using ${place.unnested}
      where m.conversation_id = given.conversation_id and m.sequence = given.sequence`,
    values: place.values(messages),
  });
}
