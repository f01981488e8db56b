import type { Pool } from "pg";
import { announcements } from "../domain/announcement/decider.ts";
import { holds } from "../domain/audit/holds.ts";
import { looks } from "../domain/audit/look.ts";
import { conversations } from "../domain/conversation/decider.ts";
import { inboxes } from "../domain/inbox/decider.ts";
import { messages } from "../domain/message/decider.ts";
import { retentions } from "../domain/retention/forget-words.ts";
import { scheduledSends } from "../domain/scheduled/decider.ts";
import { teams } from "../domain/team/decider.ts";
import { users } from "../domain/user/decider.ts";
import type { Codec } from "../event-store/codec/codec.ts";
import type { Keys } from "../event-store/codec/event-type.ts";
import type { EventStore, RecordedEvent } from "../event-store/port.ts";
import { CoalescingMarkers } from "./coalescing-markers.ts";
import type { CommandContext } from "./context.ts";
import { conversationIds } from "./conversation-ids.ts";
import { CommandHandler } from "./deciding/command-handler.ts";
import type { OlderKeys } from "./deciding/older-keys.ts";
import { holdsStream, operationsStream } from "./streams.ts";
import { StartKeysInTable } from "./start-keys.ts";
import { ConversationSnapshots } from "./snapshots/conversation-snapshots.ts";

export interface CommandParts {
  readonly store: EventStore;
  readonly codec: Codec;
  readonly keys: Keys;
  /** Of the database that snapshots are kept in. */
  readonly pool: Pool;
  /** ISO 8601, UTC, milliseconds. */
  readonly clock: () => string;
  /** Told, a sentence each, of what goes wrong beside the commands. */
  readonly report: (sentence: string) => void;
  /** By the log itself where it is not given, which takes a reading of each long conversation. */
  readonly olderKeys?: OlderKeys;
  /** Commands to one stream that are appended together, at most; 64 where it is not said. */
  readonly maxBatch?: number;
  /** Of memory for conversations, 64 MB where it is not said; messages, people and inboxes have a quarter of it each, teams a little. */
  readonly maxStateBytes?: number;
}

export interface CommandSide extends CommandContext {
  /** Takes every event of the process's tail of the log, in order, as the codec decoded it. */
  absorb(event: RecordedEvent): void;
  /** Writes the markers and snapshots that wait. Commands under way are not waited for. */
  close(): Promise<void>;
}

/** Puts together what commands are carried out with. */
export function createCommandContext(parts: CommandParts): CommandSide {
  const { store, codec, keys, pool, maxStateBytes = 64 * 1_024 * 1_024 } = parts;
  const small = { ...parts, maxStateBytes: maxStateBytes / 4 };
  const few = { ...parts, maxStateBytes: maxStateBytes / 64 };
  const handlers = {
    conversations: new CommandHandler({
      ...parts,
      decider: conversations,
      maxStateBytes,
      snapshots: new ConversationSnapshots(pool, keys),
    }),
    messages: new CommandHandler({ ...small, decider: messages }),
    inboxes: new CommandHandler({ ...small, decider: inboxes }),
    users: new CommandHandler({ ...small, decider: users }),
    scheduledSends: new CommandHandler({ ...few, decider: scheduledSends }),
    retentions: new CommandHandler({ ...few, decider: retentions }),
    teams: new CommandHandler({ ...few, decider: teams }),
    announcements: new CommandHandler({ ...few, decider: announcements }),
    looks: new CommandHandler({ ...few, decider: looks }),
    holds: new CommandHandler({ ...few, decider: holds }),
  };
  const markers = new CoalescingMarkers(handlers);
  return {
    store,
    codec,
    ...handlers,
    markers,
    ids: conversationIds(keys),
    startKeys: new StartKeysInTable(pool),
    absorb(event) {
      if (event.type === "PersonErased" || event.type === "WordsForgotten") forgetWords(handlers);
      handlerOf(handlers, event.stream)?.absorb(event);
    },
    async close() {
      await markers.close();
      await handlers.conversations.close();
    },
  };
}

type Handlers = Omit<CommandContext, "store" | "codec" | "markers" | "ids" | "startKeys" | "scheduledSends">;

/** What people said is kept with what became of their messages, and with what waits to be sent. */
function forgetWords(handlers: Pick<CommandContext, "messages" | "scheduledSends">): void {
  handlers.messages.forgetAll();
  handlers.scheduledSends.forgetAll();
}

/** Null for streams that no command is decided on, and for those of which little is kept for long. */
function handlerOf(handlers: Handlers, stream: string): { absorb(event: RecordedEvent): void } | null {
  if (stream.startsWith("conversation-")) return handlers.conversations;
  if (stream.startsWith("message-")) return handlers.messages;
  if (stream.startsWith("inbox-")) return handlers.inboxes;
  if (stream.startsWith("user-")) return handlers.users;
  if (stream.startsWith("team-")) return handlers.teams;
  if (stream === operationsStream) return handlers.announcements;
  if (stream === holdsStream) return handlers.holds;
  if (stream.startsWith("audit-looks-")) return handlers.looks;
  return null;
}
