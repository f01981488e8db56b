import type { PoolClient } from "pg";
import type { ConversationEvent } from "../../../domain/conversation/events.ts";
import { membershipChange } from "../../../domain/conversation/membership.ts";
import type { ConversationId, UserId } from "../../../domain/ids.ts";
import type { Personal } from "../../../domain/recorded.ts";
import type { Position } from "../../../event-store/port.ts";
import { conversationOf, type Logged } from "../../../events/logged.ts";
import { folded } from "../../folded.ts";
import { rowSet } from "../../row-set.ts";
import { storableText, storableTime } from "../../storable.ts";
import { schema } from "./tables.ts";

type Started = Logged<Extract<ConversationEvent, { type: "ConversationStarted" }>>;

/** What a batch says of a conversation. Null: nothing. */
interface Change {
  readonly id: ConversationId;
  start: { readonly position: Position; readonly kind: string; readonly by: UserId; readonly at: string } | null;
  named: { readonly name: string | null; readonly folded: string | null } | null;
  visibility: string | null;
  deletedAt: string | null;
}

/** Conversations by name and by who is or was in them, also after they were deleted. */
export async function writeConversations(
  client: PoolClient,
  events: readonly Logged<ConversationEvent>[],
): Promise<void> {
  const changes = new Map<ConversationId, Change>();
  for (const event of events) if (event.type !== "MessageSent") take(changes, event);
  const [started, changed] = [
    [...changes.values()].filter(isStarted),
    [...changes.values()].filter((change) => !isStarted(change) && saysSomething(change)),
  ];
  await insertStarted(client, started);
  await updateChanged(client, changed);
  await insertPeople(client, events.flatMap(peopleIn));
}

const isStarted = (change: Change): boolean => change.start !== null;

const saysSomething = ({ named, visibility, deletedAt }: Change): boolean =>
  named !== null || visibility !== null || deletedAt !== null;

function take(changes: Map<ConversationId, Change>, event: Logged<ConversationEvent>): void {
  const id = conversationOf(event);
  const change: Change = changes.get(id) ?? { id, start: null, named: null, visibility: null, deletedAt: null };
  changes.set(id, change);
  switch (event.type) {
    case "ConversationStarted":
      start(change, event);
      return;
    case "ConversationRenamed":
      if (event.data.name !== undefined) change.named = namesOf(event.data.name);
      return;
    case "VisibilityChanged":
      change.visibility = event.data.visibility;
      return;
    case "ConversationDeleted":
      change.deletedAt = storableTime(event.at);
      return;
    default:
  }
}

function start(change: Change, { data, position, at }: Started): void {
  const { kind, visibility, createdBy: by, name = null } = data;
  change.start = { position, kind, by, at: storableTime(at) };
  change.named = namesOf(name);
  change.visibility = visibility;
}

/** Empty is taken away, null was erased: there is none. */
function namesOf(text: Personal): Change["named"] {
  const name = text ? storableText(text) : null;
  return { name, folded: name === null ? null : folded(name) };
}

const startedRow = rowSet<Change>({
  id: ["text", ({ id }) => id],
  position: ["bigint", (row) => row.start && row.start.position],
  kind: ["text", (row) => row.start && row.start.kind],
  visibility: ["text", ({ visibility }) => visibility],
  name: ["text", (row) => row.named && row.named.name],
  name_folded: ["text", (row) => row.named && row.named.folded],
  created_by: ["text", (row) => row.start && row.start.by],
  created_at: ["timestamptz", (row) => row.start && row.start.at],
  deleted_at: ["timestamptz", ({ deletedAt }) => deletedAt],
});

async function insertStarted(client: PoolClient, rows: readonly Change[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: `${schema} conversations`,
    text: `insert into conversations (${startedRow.names}) select ${startedRow.names} from ${startedRow.unnested}`,
    values: startedRow.values(rows),
  });
}

const changedRow = rowSet<Change>({
  id: ["text", ({ id }) => id],
  is_named: ["boolean", (row) => row.named !== null],
  name: ["text", (row) => row.named && row.named.name],
  name_folded: ["text", (row) => row.named && row.named.folded],
  visibility: ["text", ({ visibility }) => visibility],
  deleted_at: ["timestamptz", ({ deletedAt }) => deletedAt],
});

async function updateChanged(client: PoolClient, rows: readonly Change[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: `${schema} changed`,
    text: `update conversations c set name = case when given.is_named then given.name else c.name end,
        name_folded = case when given.is_named then given.name_folded else c.name_folded end,
        visibility = coalesce(given.visibility, c.visibility), deleted_at = coalesce(given.deleted_at, c.deleted_at)
      from ${changedRow.unnested} where c.id = given.id`,
    values: changedRow.values(rows),
  });
}

interface Person {
  readonly conversationId: ConversationId;
  readonly userId: UserId;
  readonly position: Position;
}

function peopleIn(event: Logged<ConversationEvent>): readonly Person[] {
  const { position } = event;
  return membershipChange(event).added.map(({ userId }) => ({
    conversationId: conversationOf(event),
    userId,
    position,
  }));
}

const person = rowSet<Person>({
  conversation_id: ["text", ({ conversationId }) => conversationId],
  user_id: ["text", ({ userId }) => userId],
  position: ["bigint", ({ position }) => position],
});

/** Where each of them came first. */
async function insertPeople(client: PoolClient, rows: readonly Person[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: `${schema} people`,
    text: `insert into people (${person.names}) select ${person.names} from ${person.unnested} on conflict do nothing`,
    values: person.values(rows),
  });
}
