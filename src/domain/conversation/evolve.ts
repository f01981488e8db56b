import type { UserId } from "../ids.ts";
import { remember } from "../keyed-events.ts";
import { saidAt, type Recorded } from "../recorded.ts";
import { notBefore } from "../time.ts";
import { initialState, type Conversation } from "./conversation.ts";
import { isLine, type ConversationEvent, type ConversationRenamed, type ConversationStarted } from "./events.ts";
import { afterJoining, afterLeaving } from "./first-members.ts";
import type { Role } from "./roles.ts";

export function evolve(conversation: Conversation, event: Recorded<ConversationEvent>): Conversation {
  const said = saidAt(event);
  return {
    ...changedBy(conversation, event),
    lastSequence: isLine(event) ? event.data.sequence : conversation.lastSequence,
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
      return { ...initialState, status: "deleted", kind: conversation.kind };
    case "MembersAdded":
      return data.userIds.reduce((all, userId) => withMember(all, userId, data.role), conversation);
    case "MemberJoined":
      return withMember(conversation, data.userId, "member");
    case "MemberRemoved":
    case "MemberLeft":
      return withoutMember(conversation, data.userId);
    case "MessageSent":
      return conversation;
  }
}

function started(conversation: Conversation, data: ConversationStarted): Conversation {
  const { kind, visibility, createdBy, members, name = null, description = null } = data;
  const open: Conversation = { ...conversation, status: "open", kind, visibility, createdBy, name, description };
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
  const members = conversation.members.set(userId, { role, joining: there?.joining ?? conversation.joinings });
  return {
    ...conversation,
    members,
    owners: role === "owner" ? [...others, userId] : others,
    earliest: there ? conversation.earliest : afterJoining(conversation, userId),
    joinings: there ? conversation.joinings : conversation.joinings + 1,
  };
}

function withoutMember(conversation: Conversation, userId: UserId): Conversation {
  const members = conversation.members.delete(userId);
  return {
    ...conversation,
    members,
    owners: conversation.owners.filter((owner) => owner !== userId),
    earliest: afterLeaving({ earliest: conversation.earliest, members }, userId),
  };
}
