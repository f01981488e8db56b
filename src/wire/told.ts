import type { AnnouncementEvent } from "../domain/announcement/events.ts";
import type { AuditEvent } from "../domain/audit/events.ts";
import type { ConversationEvent } from "../domain/conversation/events.ts";
import { conversationId } from "../domain/ids.ts";
import type { InboxEvent } from "../domain/inbox/events.ts";
import type { MessageEvent } from "../domain/message/events.ts";
import type { OperationsEvent } from "../domain/operations/events.ts";
import type { Recorded } from "../domain/recorded.ts";
import type { RetentionEvent } from "../domain/retention/events.ts";
import type { ScheduledEvent } from "../domain/scheduled/events.ts";
import type { TeamEvent } from "../domain/team/events.ts";
import type { UserEvent } from "../domain/user/events.ts";
import type { Told } from "./stream-event.ts";
import { conversationTold, messageTold } from "./told-of-conversations.ts";
import { announcementTold, blockingTold, erasureTold, inboxTold, profileTold } from "./told-of-people.ts";

export type { Audience, Settings, StreamEvent, Told } from "./stream-event.ts";

/** A log event as the table needs it. */
export type TellingEvent = Recorded<
  | AnnouncementEvent
  | AuditEvent
  | ConversationEvent
  | InboxEvent
  | MessageEvent
  | OperationsEvent
  | RetentionEvent
  | ScheduledEvent
  | TeamEvent
  | UserEvent
> & {
  readonly stream: string;
};

/**
 * The one table from log events to stream events; an event's place in the answer is its `n` in the stream's ids. Old
 * answers are on record in clients' ids: an event type's answer may only grow at its end.
 */
export function toldBy(event: TellingEvent): readonly Told[] {
  switch (event.type) {
    case "Looked":
    case "HoldPlaced":
    case "HoldLifted":
    case "ReadModelEventSkipped":
    case "ReadModelPaceChanged":
    case "ReadModelRetried":
    case "ReadModelSwitched":
    case "UserRegistered":
    case "UserDisabled":
    case "UserEnabled":
    case "ScheduledCancelled":
    case "ScheduledChanged":
    case "ScheduledRefused":
    case "ScheduledSent":
    case "ScheduledTaken":
    case "SendScheduled":
    case "TeamMade":
    case "TeamChanged":
    case "TeamRemoved":
    case "WordsForgotten":
      return [];
    case "AnnouncementMade":
      return announcementTold(event);
    case "UserBlocked":
    case "UserUnblocked":
      return blockingTold(event);
    case "ProfileChanged":
      return profileTold(event.data);
    case "PersonErased":
      return erasureTold(event.data);
    case "MarkersAdvanced":
    case "MarkedUnread":
    case "UnreadMarkCleared":
    case "InboxSettingsChanged":
    case "ConversationHidden":
      return inboxTold(event);
    case "MessageEdited":
    case "MessageDeleted":
    case "ReactionAdded":
    case "ReactionRemoved":
    case "LinkPreviewAttached":
    case "LinkPreviewRemoved":
      return messageTold(event);
    default:
      return conversationTold(event, conversationId(event.stream.slice("conversation-".length)));
  }
}
