import type { Announcements } from "../domain/announcement/decider.ts";
import type { AnnouncementEvent } from "../domain/announcement/events.ts";
import type { HoldEvent, LookEvent } from "../domain/audit/events.ts";
import type { Holds } from "../domain/audit/holds.ts";
import type { Looks } from "../domain/audit/look.ts";
import type { Conversation } from "../domain/conversation/conversation.ts";
import type { ConversationEvent } from "../domain/conversation/events.ts";
import type { Inbox } from "../domain/inbox/inbox.ts";
import type { InboxEvent } from "../domain/inbox/events.ts";
import type { MessageEvent } from "../domain/message/events.ts";
import type { OperationsEvent } from "../domain/operations/events.ts";
import type { Message } from "../domain/message/message.ts";
import type { RetentionEvent } from "../domain/retention/events.ts";
import type { Retention } from "../domain/retention/forget-words.ts";
import type { ScheduledEvent } from "../domain/scheduled/events.ts";
import type { Scheduled } from "../domain/scheduled/scheduled.ts";
import type { TeamEvent } from "../domain/team/events.ts";
import type { Team } from "../domain/team/team.ts";
import type { UserEvent } from "../domain/user/events.ts";
import type { User } from "../domain/user/user.ts";
import type { Codec } from "../event-store/codec/codec.ts";
import type { EventStore } from "../event-store/port.ts";
import type { ConversationIds } from "./conversation-ids.ts";
import type { CommandHandler } from "./deciding/command-handler.ts";
import type { InboxMarkers } from "./inbox-markers.ts";
import type { StartKeys } from "./start-keys.ts";

/** What commands are carried out with. */
export interface CommandContext {
  readonly store: EventStore;
  readonly codec: Codec;
  readonly conversations: CommandHandler<Conversation, ConversationEvent>;
  readonly messages: CommandHandler<Message, MessageEvent>;
  readonly inboxes: CommandHandler<Inbox, InboxEvent>;
  readonly users: CommandHandler<User, UserEvent>;
  readonly scheduledSends: CommandHandler<Scheduled, ScheduledEvent>;
  readonly retentions: CommandHandler<Retention, RetentionEvent>;
  readonly teams: CommandHandler<Team, TeamEvent>;
  readonly announcements: CommandHandler<Announcements, AnnouncementEvent | OperationsEvent>;
  readonly looks: CommandHandler<Looks, LookEvent>;
  readonly holds: CommandHandler<Holds, HoldEvent>;
  readonly markers: InboxMarkers;
  readonly ids: ConversationIds;
  readonly startKeys: StartKeys;
}
