import type { PoolClient } from "pg";
import type { ConversationEvent } from "../../../domain/conversation/events.ts";
import type { ConversationId } from "../../../domain/ids.ts";
import type { MessageEvent } from "../../../domain/message/events.ts";
import { forgettingStreams, forgottenIn } from "../../forgotten.ts";
import type { Projection } from "../../projection.ts";
import { conversationOf, isOfConversation, logged, type Logged } from "../../../events/logged.ts";
import { forgetWords } from "./forget.ts";
import { headAfter, headSince, type HeadRow } from "./head-row.ts";
import { isMessage, lastOf, writeLastMessages, type Messages } from "./last-messages.ts";
import { writePins } from "./pins.ts";
import { readHeads, removeHeads, writeHeads } from "./stored-heads.ts";
import { indexes, schema, tables } from "./tables.ts";

/** Conversations as lists show them. Of a deleted one nothing is kept. */
export const conversations: Projection = {
  name: "conversations",
  version: 1,
  schema,
  prefixes: ["conversation-", "message-", ...forgettingStreams],
  async migrate(client) {
    await client.query(tables);
  },
  async index(client) {
    await client.query(indexes);
  },
  async project(client, batch) {
    const ofConversations = batch.filter(({ stream }) => !forgettingStreams.some((each) => stream.startsWith(each)));
    const events = Map.groupBy(ofConversations.map(logged<AnyOf>).filter(isShown), conversationIn);
    const [talks, changes] = [
      [...events.values()].filter(isTalk),
      [...events.values()].filter((each) => !isTalk(each)),
    ];
    await writeLastMessages(client, talks.map(lastOf));
    await writeChanges(client, changes.flat());
    await writePins(
      client,
      changes.flat().filter((event) => !isOfMessage(event)),
    );
    await forgetWords(client, forgottenIn(batch));
  },
};

type AnyOf = ConversationEvent | MessageEvent;
type Events = readonly Logged<AnyOf>[];

/** Lists tell nothing of reactions. */
const isShown = ({ type }: AnyOf): boolean => type !== "ReactionAdded" && type !== "ReactionRemoved";

function isOfMessage(event: Logged<AnyOf>): event is Logged<MessageEvent> {
  return !isOfConversation(event);
}

const conversationIn = (event: Logged<AnyOf>): ConversationId =>
  isOfMessage(event) ? event.data.conversationId : conversationOf(event);

const isTalk = (events: Logged<AnyOf>[]): events is Messages => events.every(isMessage);

/** What changes more than the last line is folded over the stored rows. */
async function writeChanges(client: PoolClient, events: Events): Promise<void> {
  const touched = new Set(events.map(conversationIn));
  const stored = await readHeads(client, [...touched.difference(startedIn(events))]);
  const heads = new Map<ConversationId, HeadRow | null>(stored);
  for (const event of events) {
    const id = conversationIn(event);
    const head = heads.get(id) ?? null;
    heads.set(id, isOfMessage(event) ? headSince(head, event) : headAfter(head, event));
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
  return new Set(events.filter(({ type }) => type === "ConversationStarted").map(conversationIn));
}
