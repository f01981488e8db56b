import type { Conversation } from "../domain/conversation/conversation.ts";
import type { ConversationEvent } from "../domain/conversation/events.ts";
import type { Inbox } from "../domain/inbox/inbox.ts";
import type { InboxEvent } from "../domain/inbox/events.ts";
import type { UserEvent } from "../domain/user/events.ts";
import type { User } from "../domain/user/user.ts";
import type { Codec } from "../event-store/codec/codec.ts";
import type { EventStore } from "../event-store/port.ts";
import type { ConversationIds } from "./conversation-ids.ts";
import type { CommandHandler } from "./deciding/command-handler.ts";
import type { InboxMarkers } from "./inbox-markers.ts";

/** What commands are carried out with. */
export interface CommandContext {
  readonly store: EventStore;
  readonly codec: Codec;
  readonly conversations: CommandHandler<Conversation, ConversationEvent>;
  readonly inboxes: CommandHandler<Inbox, InboxEvent>;
  readonly users: CommandHandler<User, UserEvent>;
  readonly markers: InboxMarkers;
  readonly ids: ConversationIds;
}
