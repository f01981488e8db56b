import type { UserId } from "../ids.ts";
import { remember } from "../keyed-events.ts";
import type { Recorded } from "../recorded.ts";
import { initialState, type Conversation } from "./conversation.ts";
import { isLine, type ConversationEvent, type ConversationRenamed, type ConversationStarted } from "./events.ts";
import type { Role } from "./roles.ts";

export function evolve(conversation: Conversation, event: Recorded<ConversationEvent>): Conversation {
  return {
    ...changedBy(conversation, event),
    lastSequence: isLine(event) ? event.data.sequence : conversation.lastSequence,
    revision: event.revision,
    createdAt: conversation.createdAt ?? event.at,
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
  const { kind, visibility, members, name = null, description = null } = data;
  const open: Conversation = { ...conversation, status: "open", kind, visibility, name, description };
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
  return {
    ...conversation,
    members: conversation.members.set(userId, { role }),
    owners: role === "owner" ? [...others, userId] : others,
  };
}

function withoutMember(conversation: Conversation, userId: UserId): Conversation {
  return {
    ...conversation,
    members: conversation.members.delete(userId),
    owners: conversation.owners.filter((owner) => owner !== userId),
  };
}
