import type { PoolClient } from "pg";
import type { ConversationEvent } from "../../../domain/conversation/events.ts";
import { locate, type ConversationId, type UserId } from "../../../domain/ids.ts";
import { saidAt } from "../../../domain/recorded.ts";
import { conversationOf, type Logged } from "../../../events/logged.ts";
import { rowSet } from "../../row-set.ts";
import { storableTime } from "../../storable.ts";
import { schema } from "./tables.ts";

interface Pin {
  readonly conversationId: ConversationId;
  /** Of the message. */
  readonly revision: number;
  /** Of its pinning, which tells which is newer. */
  readonly pinnedRevision: number;
  /** Null: it is pinned no more. */
  readonly by: UserId | null;
  readonly at: string;
}

const set = rowSet<Pin>({
  conversation_id: ["text", (pin) => pin.conversationId],
  revision: ["int", (pin) => pin.revision],
  pinned_revision: ["int", (pin) => pin.pinnedRevision],
  pinned_by: ["text", (pin) => pin.by],
  pinned_at: ["timestamptz", (pin) => pin.at],
});

/** Who pinned what; of a deleted conversation nothing. */
export async function writePins(client: PoolClient, events: readonly Logged<ConversationEvent>[]): Promise<void> {
  const pins = new Map<string, Pin>();
  const over = new Set<ConversationId>();
  for (const event of events) take(event, { pins, over });
  if (over.size > 0) await client.query(`delete from pins where conversation_id = any ($1::text[])`, [[...over]]);
  const rows = [...pins.values()];
  if (rows.length === 0) return;
  await client.query({
    name: `${schema} unpinned`,
    text: `delete from pins p using ${set.unnested}
      where p.conversation_id = given.conversation_id and p.revision = given.revision`,
    values: set.values(rows),
  });
  const pinned = rows.filter(({ by }) => by !== null);
  if (pinned.length === 0) return;
  await client.query({
    name: `${schema} pinned`,
    text: `insert into pins (${set.names}) select ${set.names} from ${set.unnested}`,
    values: set.values(pinned),
  });
}

interface Found {
  readonly pins: Map<string, Pin>;
  readonly over: Set<ConversationId>;
}

function take(event: Logged<ConversationEvent>, { pins, over }: Found): void {
  const conversationId = conversationOf(event);
  if (event.type === "ConversationDeleted") {
    over.add(conversationId);
    for (const [key, pin] of pins) if (pin.conversationId === conversationId) pins.delete(key);
  }
  if (event.type !== "MessagePinned" && event.type !== "MessageUnpinned") return;
  const { messageId } = event.data;
  const revision = locate(messageId)?.revision;
  if (revision === undefined) return;
  const by = event.type === "MessagePinned" ? event.data.pinnedBy : null;
  const at = storableTime(saidAt(event));
  pins.set(messageId, { conversationId, revision, pinnedRevision: event.revision, by, at });
}
