import type { PoolClient } from "pg";
import type { ConversationId, UserId } from "../../../domain/ids.ts";
import type { InboxEvent, NotifyLevel } from "../../../domain/inbox/events.ts";
import type { RecordedEvent } from "../../../event-store/port.ts";
import { logged } from "../../../events/logged.ts";
import { rowSet } from "../../row-set.ts";
import { schema } from "./tables.ts";

/** What an event changes of what a member set for themselves; null: nothing. */
interface OwnChange {
  readonly conversationId: ConversationId;
  readonly userId: UserId;
  /** The conversation's last line then. What was set in a stay that has ended changes nothing. */
  readonly upTo: number;
  readonly isMuted: boolean | null;
  readonly notify: NotifyLevel | null;
  readonly isArchived: boolean | null;
  readonly isHidden: boolean | null;
  readonly isMarked: boolean | null;
  /** Of what is marked. */
  readonly unreadFrom: number | null;
}

/** Whoever joins, or comes back, has set nothing. */
export const ownAtFirst =
  "is_muted = default, notify = default, archived_up_to = default, hidden_up_to = default, unread_from = default";

const change = rowSet<OwnChange>({
  conversation_id: ["text", ({ conversationId }) => conversationId],
  user_id: ["text", ({ userId }) => userId],
  up_to: ["int", ({ upTo }) => upTo],
  is_muted: ["boolean", ({ isMuted }) => isMuted],
  notify: ["text", ({ notify }) => notify],
  is_archived: ["boolean", ({ isArchived }) => isArchived],
  is_hidden: ["boolean", ({ isHidden }) => isHidden],
  is_marked: ["boolean", ({ isMarked }) => isMarked],
  unread_from: ["int", ({ unreadFrom }) => unreadFrom],
});

/** After the joinings of the batch, which say what stay a row is of. */
export async function writeOwnSettings(client: PoolClient, batch: readonly RecordedEvent[]): Promise<void> {
  for (const rows of inTurn(batch.flatMap(changeBy))) {
    await client.query({
      name: `${schema} own settings`,
      text: `update members as m set
          is_muted = coalesce(given.is_muted, m.is_muted), notify = coalesce(given.notify, m.notify),
          archived_up_to = case given.is_archived when true then given.up_to when false then null else m.archived_up_to end,
          hidden_up_to = case when given.is_hidden then given.up_to else m.hidden_up_to end,
          unread_from = case given.is_marked when true then given.unread_from when false then null else m.unread_from end
        from ${change.unnested}
        where m.conversation_id = given.conversation_id and m.user_id = given.user_id
          and given.up_to >= m.joined_sequence`,
      values: change.values(rows),
    });
  }
}

/** A statement changes a row once: the first changes of all members, then the second ones, and so on. */
function inTurn(changes: readonly OwnChange[]): readonly OwnChange[][] {
  const turns: OwnChange[][] = [];
  for (const own of Map.groupBy(changes, ({ conversationId, userId }) => `${conversationId} ${userId}`).values())
    for (const [turn, each] of own.entries()) (turns[turn] ??= []).push(each);
  return turns;
}

const unchanged = { isMuted: null, notify: null, isArchived: null, isHidden: null, isMarked: null, unreadFrom: null };
const always = 2 ** 31 - 1;

function changeBy(recorded: RecordedEvent): readonly OwnChange[] {
  if (!recorded.stream.startsWith("inbox-")) return [];
  const { type, data } = logged<InboxEvent>(recorded);
  const none = { ...unchanged, conversationId: data.conversationId, userId: data.userId };
  switch (type) {
    case "MarkersAdvanced":
      return [];
    case "MarkedUnread":
      return [{ ...none, upTo: data.upTo, isMarked: true, unreadFrom: data.from }];
    case "UnreadMarkCleared":
      return [{ ...none, upTo: always, isMarked: false }];
    case "InboxSettingsChanged": {
      const { upTo, isMuted = null, notify = null, isArchived = null } = data;
      return [{ ...none, upTo, isMuted, notify, isArchived }];
    }
    case "ConversationHidden":
      return [{ ...none, upTo: data.upTo, isHidden: true }];
  }
}
