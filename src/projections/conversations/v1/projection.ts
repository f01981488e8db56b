import type { PoolClient } from "pg";
import type { ConversationEvent } from "../../../domain/conversation/events.ts";
import type { ConversationId } from "../../../domain/ids.ts";
import type { Projection } from "../../projection.ts";
import { conversationOf, logged, type Logged } from "../../../events/logged.ts";
import { headAfter, type HeadRow } from "./head-row.ts";
import { isMessage, lastOf, writeLastMessages, type Messages } from "./last-messages.ts";
import { readHeads, removeHeads, writeHeads } from "./stored-heads.ts";
import { indexes, schema, tables } from "./tables.ts";

/** Conversations as lists show them. Of a deleted one nothing is kept. */
export const conversations: Projection = {
  name: "conversations",
  version: 1,
  schema,
  prefixes: ["conversation-"],
  async migrate(client) {
    await client.query(tables);
  },
  async index(client) {
    await client.query(indexes);
  },
  async project(client, batch) {
    const events = Map.groupBy(batch.map(logged<ConversationEvent>), conversationOf);
    const [talks, changes] = [
      [...events.values()].filter(isTalk),
      [...events.values()].filter((each) => !isTalk(each)),
    ];
    await writeLastMessages(client, talks.map(lastOf));
    await writeChanges(client, changes.flat());
  },
};

type Events = readonly Logged<ConversationEvent>[];

const isTalk = (events: Logged<ConversationEvent>[]): events is Messages => events.every(isMessage);

/** What changes more than the last line is folded over the stored rows. */
async function writeChanges(client: PoolClient, events: Events): Promise<void> {
  const touched = new Set(events.map(conversationOf));
  const stored = await readHeads(client, [...touched.difference(startedIn(events))]);
  const heads = new Map<ConversationId, HeadRow | null>(stored);
  for (const event of events) {
    const id = conversationOf(event);
    heads.set(id, headAfter(heads.get(id) ?? null, event));
  }
  await removeHeads(
    client,
    [...stored.keys()].filter((id) => heads.get(id) === null),
  );
  await writeHeads(
    client,
    [...heads.values()].filter((row) => row !== null),
  );
}

/** Before these there was nothing. */
function startedIn(events: Events): Set<ConversationId> {
  return new Set(events.filter(({ type }) => type === "ConversationStarted").map(conversationOf));
}
