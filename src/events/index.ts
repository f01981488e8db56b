import type { AnnouncementEvent } from "../domain/announcement/events.ts";
import type { AuditEvent } from "../domain/audit/events.ts";
import type { ConversationEvent } from "../domain/conversation/events.ts";
import type { InboxEvent } from "../domain/inbox/events.ts";
import type { MessageEvent } from "../domain/message/events.ts";
import type { OperationsEvent } from "../domain/operations/events.ts";
import type { RetentionEvent } from "../domain/retention/events.ts";
import type { ScheduledEvent } from "../domain/scheduled/events.ts";
import type { TeamEvent } from "../domain/team/events.ts";
import type { UserEvent } from "../domain/user/events.ts";
import type { EventType } from "../event-store/codec/event-type.ts";
import { announcementMade } from "./announcement-made.ts";
import { conversationDeleted } from "./conversation-deleted.ts";
import { conversationHidden } from "./conversation-hidden.ts";
import { conversationRenamed } from "./conversation-renamed.ts";
import { conversationStarted } from "./conversation-started.ts";
import type { Declared } from "./declared.ts";
import { holdLifted } from "./hold-lifted.ts";
import { holdPlaced } from "./hold-placed.ts";
import { inboxSettingsChanged } from "./inbox-settings-changed.ts";
import { incidentChanged } from "./incident-changed.ts";
import { linkPreviewAttached } from "./link-preview-attached.ts";
import { linkPreviewRemoved } from "./link-preview-removed.ts";
import { looked } from "./looked.ts";
import { markedUnread } from "./marked-unread.ts";
import { markersAdvanced } from "./markers-advanced.ts";
import { memberJoined } from "./member-joined.ts";
import { memberLeft } from "./member-left.ts";
import { memberMuted } from "./member-muted.ts";
import { memberRemoved } from "./member-removed.ts";
import { memberUnmuted } from "./member-unmuted.ts";
import { membersAdded } from "./members-added.ts";
import { messageDeleted } from "./message-deleted.ts";
import { messageEdited } from "./message-edited.ts";
import { messagePinned } from "./message-pinned.ts";
import { messageSent } from "./message-sent.ts";
import { messageUnpinned } from "./message-unpinned.ts";
import { ownershipHandedOver } from "./ownership-handed-over.ts";
import { personBanned } from "./person-banned.ts";
import { personErased } from "./person-erased.ts";
import { personUnbanned } from "./person-unbanned.ts";
import { profileChanged } from "./profile-changed.ts";
import { reactionAdded } from "./reaction-added.ts";
import { reactionRemoved } from "./reaction-removed.ts";
import { readModelEventSkipped } from "./read-model-event-skipped.ts";
import { readModelPaceChanged } from "./read-model-pace-changed.ts";
import { readModelRetried } from "./read-model-retried.ts";
import { readModelSwitched } from "./read-model-switched.ts";
import { roleChanged } from "./role-changed.ts";
import { scheduledCancelled } from "./scheduled-cancelled.ts";
import { scheduledChanged } from "./scheduled-changed.ts";
import { scheduledRefused } from "./scheduled-refused.ts";
import { scheduledSent } from "./scheduled-sent.ts";
import { scheduledTaken } from "./scheduled-taken.ts";
import { sendScheduled } from "./send-scheduled.ts";
import { teamChanged } from "./team-changed.ts";
import { teamMade } from "./team-made.ts";
import { teamRemoved } from "./team-removed.ts";
import { unreadMarkCleared } from "./unread-mark-cleared.ts";
import { userBlocked } from "./user-blocked.ts";
import { userDisabled } from "./user-disabled.ts";
import { userEnabled } from "./user-enabled.ts";
import { userRegistered } from "./user-registered.ts";
import { userUnblocked } from "./user-unblocked.ts";
import { visibilityChanged } from "./visibility-changed.ts";
import { wordsForgotten } from "./words-forgotten.ts";

/** Everything that can happen. */
export type AnyEvent =
  | AnnouncementEvent
  | AuditEvent
  | ConversationEvent
  | InboxEvent
  | MessageEvent
  | OperationsEvent
  | RetentionEvent
  | ScheduledEvent
  | TeamEvent
  | UserEvent;

/** One of each, or it does not compile. */
const declared: { readonly [Type in AnyEvent["type"]]: Declared<Extract<AnyEvent, { type: Type }>> } = {
  AnnouncementMade: announcementMade,
  ConversationDeleted: conversationDeleted,
  ConversationHidden: conversationHidden,
  ConversationRenamed: conversationRenamed,
  ConversationStarted: conversationStarted,
  HoldLifted: holdLifted,
  HoldPlaced: holdPlaced,
  InboxSettingsChanged: inboxSettingsChanged,
  IncidentChanged: incidentChanged,
  LinkPreviewAttached: linkPreviewAttached,
  LinkPreviewRemoved: linkPreviewRemoved,
  Looked: looked,
  MarkedUnread: markedUnread,
  MarkersAdvanced: markersAdvanced,
  MemberJoined: memberJoined,
  MemberLeft: memberLeft,
  MemberMuted: memberMuted,
  MemberRemoved: memberRemoved,
  MemberUnmuted: memberUnmuted,
  MembersAdded: membersAdded,
  MessageDeleted: messageDeleted,
  MessageEdited: messageEdited,
  MessagePinned: messagePinned,
  MessageSent: messageSent,
  MessageUnpinned: messageUnpinned,
  OwnershipHandedOver: ownershipHandedOver,
  PersonBanned: personBanned,
  PersonErased: personErased,
  PersonUnbanned: personUnbanned,
  ProfileChanged: profileChanged,
  ReactionAdded: reactionAdded,
  ReactionRemoved: reactionRemoved,
  ReadModelEventSkipped: readModelEventSkipped,
  ReadModelPaceChanged: readModelPaceChanged,
  ReadModelRetried: readModelRetried,
  ReadModelSwitched: readModelSwitched,
  RoleChanged: roleChanged,
  ScheduledCancelled: scheduledCancelled,
  ScheduledChanged: scheduledChanged,
  ScheduledRefused: scheduledRefused,
  ScheduledSent: scheduledSent,
  ScheduledTaken: scheduledTaken,
  SendScheduled: sendScheduled,
  TeamChanged: teamChanged,
  TeamMade: teamMade,
  TeamRemoved: teamRemoved,
  UnreadMarkCleared: unreadMarkCleared,
  UserBlocked: userBlocked,
  UserDisabled: userDisabled,
  UserEnabled: userEnabled,
  UserRegistered: userRegistered,
  UserUnblocked: userUnblocked,
  VisibilityChanged: visibilityChanged,
  WordsForgotten: wordsForgotten,
};

export const eventTypes: readonly EventType[] = Object.values(declared);
