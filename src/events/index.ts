import type { ConversationEvent } from "../domain/conversation/events.ts";
import type { InboxEvent } from "../domain/inbox/events.ts";
import type { UserEvent } from "../domain/user/events.ts";
import type { EventType } from "../event-store/codec/event-type.ts";
import { conversationDeleted } from "./conversation-deleted.ts";
import { conversationRenamed } from "./conversation-renamed.ts";
import { conversationStarted } from "./conversation-started.ts";
import type { Declared } from "./declared.ts";
import { markersAdvanced } from "./markers-advanced.ts";
import { memberJoined } from "./member-joined.ts";
import { memberLeft } from "./member-left.ts";
import { memberRemoved } from "./member-removed.ts";
import { membersAdded } from "./members-added.ts";
import { messageSent } from "./message-sent.ts";
import { profileChanged } from "./profile-changed.ts";
import { userRegistered } from "./user-registered.ts";

/** Everything that can happen. */
export type AnyEvent = ConversationEvent | InboxEvent | UserEvent;

/** One of each, or it does not compile. */
const declared: { readonly [Type in AnyEvent["type"]]: Declared<Extract<AnyEvent, { type: Type }>> } = {
  ConversationDeleted: conversationDeleted,
  ConversationRenamed: conversationRenamed,
  ConversationStarted: conversationStarted,
  MarkersAdvanced: markersAdvanced,
  MemberJoined: memberJoined,
  MemberLeft: memberLeft,
  MemberRemoved: memberRemoved,
  MembersAdded: membersAdded,
  MessageSent: messageSent,
  ProfileChanged: profileChanged,
  UserRegistered: userRegistered,
};

export const eventTypes: readonly EventType[] = Object.values(declared);
