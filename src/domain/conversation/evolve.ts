import type { UserId } from "../ids.ts";
import { remember } from "../keyed-events.ts";
import { saidAt, type Recorded } from "../recorded.ts";
import { notBefore } from "../time.ts";
import { initialState, type Conversation } from "./conversation.ts";
import { isCountable } from "./countable.ts";
import { isLine, type ConversationEvent, type ConversationRenamed, type ConversationStarted } from "./events.ts";
import { afterJoining, afterLeaving } from "./first-members.ts";
import { incidentAfter } from "./incident.ts";
import type { Role } from "./roles.ts";

export function evolve(conversation: Conversation, event: Recorded<ConversationEvent>): Conversation {
  const said = saidAt(event);
  return {
    ...changedBy(conversation, event),
    lastSequence: isLine(event) ? event.data.sequence : conversation.lastSequence,
    lastCountable: isCountable(event) ? event.data.sequence : conversation.lastCountable,
    revision: event.revision,
    createdAt: conversation.createdAt ?? said,
    activeAt: notBefore(conversation.activeAt, said),
    lastAt: event.at,
    keyed: remember(conversation.keyed, event),
  };
}

function changedBy(conversation: Conversation, { type, data }: ConversationEvent): Conversation {
  switch (type) {
    case "ConversationStarted":
      return started(conversation, data);
    case "ConversationRenamed":
      return { ...conversation, ...renamed(conversation, data) };
    case "ConversationDeleted":
      return { ...initialState, status: "deleted", kind: conversation.kind, incident: conversation.incident };
    case "MembersAdded":
      return data.userIds.reduce((all, userId) => withMember(all, userId, data.role), conversation);
    case "MemberJoined":
      return withMember(conversation, data.userId, "member");
    case "MemberRemoved":
    case "MemberLeft":
      return withoutMember(conversation, data.userId);
    case "VisibilityChanged":
      return { ...conversation, visibility: data.visibility };
    case "IncidentChanged":
      return { ...conversation, incident: incidentAfter(conversation.incident, data) };
    case "RoleChanged":
      return withMember(conversation, data.userId, data.role);
    case "OwnershipHandedOver":
      return withMember(withMember(conversation, data.from, "admin"), data.to, "owner");
    case "MemberMuted":
      return withMute(conversation, data.userId, data.until);
    case "MemberUnmuted":
      return withMute(conversation, data.userId, null);
    case "PersonBanned":
      return { ...withoutMember(conversation, data.userId), banned: conversation.banned.set(data.userId, true) };
    case "PersonUnbanned":
      return { ...conversation, banned: conversation.banned.delete(data.userId) };
    case "MessagePinned":
      return { ...conversation, pins: [...conversation.pins, data.messageId] };
    case "MessageUnpinned":
      return { ...conversation, pins: conversation.pins.filter((pin) => pin !== data.messageId) };
    case "MessageSent":
      return conversation;
  }
}

function started(conversation: Conversation, data: ConversationStarted): Conversation {
  const { kind, visibility, createdBy, members, name = null, description = null } = data;
  const { historyVisibility = "all", incident = null } = data;
  const shown = { name, description, historyVisibility, incident };
  const open: Conversation = { ...conversation, status: "open", kind, visibility, createdBy, ...shown };
  return members.reduce((all, { userId, role }) => withMember(all, userId, role), open);
}

function renamed(before: Conversation, { name, description }: ConversationRenamed) {
  return {
    name: name === undefined ? before.name : orNone(name),
    description: description === undefined ? before.description : orNone(description),
  };
}

const orNone = (text: string | null): string | null => (text === "" ? null : text);

function withMember(conversation: Conversation, userId: UserId, role: Role): Conversation {
  const others = conversation.owners.filter((owner) => owner !== userId);
  const there = conversation.members.get(userId);
  const { joinings, lastSequence } = conversation;
  const mutedUntil = conversation.mutesOfFormer.get(userId) ?? null;
  const member = there ?? { joining: joinings, since: lastSequence, mutedUntil };
  const members = conversation.members.set(userId, { ...member, role });
  return {
    ...conversation,
    members,
    owners: role === "owner" ? [...others, userId] : others,
    earliest: there ? conversation.earliest : afterJoining(conversation, userId),
    joinings: there ? conversation.joinings : conversation.joinings + 1,
    mutesOfFormer: conversation.mutesOfFormer.delete(userId),
  };
}

function withMute(conversation: Conversation, userId: UserId, mutedUntil: string | null): Conversation {
  const member = conversation.members.get(userId);
  if (!member) return conversation;
  return { ...conversation, members: conversation.members.set(userId, { ...member, mutedUntil }) };
}

function withoutMember(conversation: Conversation, userId: UserId): Conversation {
  const members = conversation.members.delete(userId);
  const mutedUntil = conversation.members.get(userId)?.mutedUntil ?? null;
  return {
    ...conversation,
    members,
    mutesOfFormer:
      mutedUntil === null ? conversation.mutesOfFormer : conversation.mutesOfFormer.set(userId, mutedUntil),
    owners: conversation.owners.filter((owner) => owner !== userId),
    earliest: afterLeaving({ earliest: conversation.earliest, members }, userId),
  };
}
