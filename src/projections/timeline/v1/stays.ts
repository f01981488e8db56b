import type { PoolClient } from "pg";
import type { ConversationEvent } from "../../../domain/conversation/events.ts";
import { rowSet } from "../../row-set.ts";
import type { Logged } from "../../../events/logged.ts";
import { stayChanges, type Closing, type Stay } from "./stay-changes.ts";

/**
 * One row per membership: from the event that opened it, which counts, to the one that closed it, which does not. Both
 * indexes are needed to close: one person's stay, or all of a conversation.
 */
export const staysTable = `
  create table stays (
    user_id text collate "C" not null,
    conversation_id text collate "C" not null,
    from_position bigint not null,
    until_position bigint,
    primary key (user_id, conversation_id, from_position)
  );
  create unique index open_stays on stays (conversation_id, user_id) where until_position is null`;

const opened = rowSet<Stay>({
  user_id: ["text", (stay) => stay.userId],
  conversation_id: ["text", (stay) => stay.conversationId],
  from_position: ["bigint", (stay) => stay.from],
  until_position: ["bigint", (stay) => stay.until],
});

const insertOpened = `
  insert into stays (${opened.names}) select ${opened.names} from ${opened.unnested}`;

const closed = rowSet<Closing>({
  user_id: ["text", (closing) => closing.userId],
  conversation_id: ["text", (closing) => closing.conversationId],
  position: ["bigint", (closing) => closing.position],
});

const updateClosed = `
  update stays s set until_position = given.position from ${closed.unnested}
  where s.user_id = given.user_id and s.conversation_id = given.conversation_id and s.until_position is null`;

const updateOver = `
  update stays s set until_position = given.position
  from unnest($1::text[], $2::bigint[]) as given (conversation_id, position)
  where s.conversation_id = given.conversation_id and s.until_position is null`;

export async function writeStays(client: PoolClient, events: readonly Logged<ConversationEvent>[]): Promise<void> {
  const { stays, closings, over } = stayChanges(events);
  if (closings.length > 0) await client.query(updateClosed, closed.values(closings));
  if (over.size > 0) await client.query(updateOver, [[...over.keys()], [...over.values()]]);
  if (stays.length > 0) await client.query(insertOpened, opened.values(stays));
}
