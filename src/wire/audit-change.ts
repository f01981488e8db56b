import type { Conversation } from "../domain/conversation/conversation.ts";
import type { ConversationEvent, Incident, Words } from "../domain/conversation/events.ts";
import type { LineId, UserId } from "../domain/ids.ts";
import type { InboxEvent } from "../domain/inbox/events.ts";
import type { MessageEvent } from "../domain/message/events.ts";
import { isOfInbox, isOfMessage, lineIn, type Replay, type ReplayEvent } from "./replay.ts";
import { shownWords } from "./message.ts";

/** What something was like; null where it was not there. */
export type Facts = Readonly<Record<string, unknown>> | null;

export interface Change {
  readonly before: Facts;
  readonly after: Facts;
}

/** What an event changed: the state before it and the state after it, as far as it is about them. */
export function changeBy(before: Replay, after: Replay, event: ReplayEvent): Change {
  if (isOfInbox(event)) return { before: null, after: inboxFacts(event) };
  if (isOfMessage(event)) return fateOf(before, after, event);
  const factsOf = conversationFacts(event);
  return {
    before: before.conversation.status === "missing" ? null : factsOf(before.conversation, before),
    after: event.type === "ConversationDeleted" ? null : factsOf(after.conversation, after),
  };
}

function inboxFacts({ type, data }: InboxEvent): Facts {
  switch (type) {
    case "MarkersAdvanced":
      return { read_to: data.readTo ?? null, delivered_to: data.deliveredTo ?? null };
    case "MarkedUnread":
      return { unread_from: data.from };
    case "InboxSettingsChanged": {
      const { isMuted, notify, isArchived } = data;
      return {
        ...(isMuted !== undefined && { is_muted: isMuted }),
        ...(notify !== undefined && { notify }),
        ...(isArchived !== undefined && { is_archived: isArchived }),
      };
    }
    case "UnreadMarkCleared":
      return { unread_from: null };
    case "ConversationHidden":
      return { is_hidden: true };
  }
}

function fateOf(before: Replay, after: Replay, { type, data }: MessageEvent): Change {
  const { messageId } = data;
  switch (type) {
    case "MessageEdited":
      return { before: wordsIn(before, messageId), after: wordFacts(data) };
    case "MessageDeleted":
      return { before: wordsIn(before, messageId), after: null };
    case "ReactionAdded":
      return { before: null, after: { user_id: data.userId, emoji: data.emoji } };
    case "ReactionRemoved":
      return { before: { user_id: data.userId, emoji: data.emoji }, after: null };
    case "LinkPreviewAttached":
    case "LinkPreviewRemoved":
      return { before: previewIn(before, messageId), after: previewIn(after, messageId) };
  }
}

function wordsIn(replay: Replay, id: LineId): Facts {
  const event = lineIn(replay, id)?.event;
  return event?.type === "MessageSent" ? wordFacts(event.data) : null;
}

/** Erased words are null. */
function wordFacts(words: Words & { readonly data?: string | null }): Facts {
  return words.content === null ? { content: null } : { ...shownWords(words), ...dataFacts(words.data) };
}

const dataFacts = (data: string | null | undefined): object =>
  typeof data === "string" ? { data: JSON.parse(data) as unknown } : {};

function previewIn(replay: Replay, id: LineId): Facts {
  const preview = lineIn(replay, id)?.since.linkPreview;
  return preview ? { url: preview.url, title: preview.title } : null;
}

type FactsOf = (conversation: Conversation, replay: Replay) => Facts;

/** Which part of a conversation the event is about. */
function conversationFacts(event: ConversationEvent): FactsOf {
  switch (event.type) {
    case "ConversationStarted":
      return (now) => ({
        kind: now.kind,
        visibility: now.visibility,
        name: now.name,
        description: now.description,
        incident: incidentFacts(now.incident),
        members: membersIn(
          now,
          event.data.members.map(({ userId }) => userId),
        ),
      });
    case "ConversationRenamed":
      return ({ name, description }) => ({
        ...(event.data.name !== undefined && { name }),
        ...(event.data.description !== undefined && { description }),
      });
    case "ConversationDeleted":
      return ({ name, members }) => ({ name, member_count: members.size });
    case "VisibilityChanged":
      return ({ visibility }) => ({ visibility });
    case "IncidentChanged":
      return ({ incident }) => incidentFacts(incident);
    case "MembersAdded":
      return about(event.data.userIds);
    case "MemberRemoved":
    case "MemberJoined":
    case "MemberLeft":
    case "RoleChanged":
      return about([event.data.userId]);
    case "OwnershipHandedOver":
      return about([event.data.from, event.data.to]);
    case "MemberMuted":
    case "MemberUnmuted": {
      const { userId } = event.data;
      return ({ members }) => ({ user_id: userId, muted_until: members.get(userId)?.mutedUntil ?? null });
    }
    case "PersonBanned":
    case "PersonUnbanned": {
      const { userId } = event.data;
      const reason = event.type === "PersonBanned" ? { reason: event.data.reason ?? null } : {};
      return ({ members, banned }) => ({
        user_id: userId,
        role: members.get(userId)?.role ?? null,
        is_banned: banned.has(userId),
        ...(banned.has(userId) && reason),
      });
    }
    case "MessageSent":
      return (_, replay) => (replay.position === 0n ? null : sentFacts(event, replay));
    case "MessagePinned":
    case "MessageUnpinned": {
      const { messageId } = event.data;
      return ({ pins }) => ({ message_id: messageId, is_pinned: pins.includes(messageId) });
    }
  }
}

type Sent = Extract<ConversationEvent, { type: "MessageSent" }>;

/** Before it was sent there was nothing. */
function sentFacts({ data }: Sent, { conversation }: Replay): Facts {
  return conversation.lastSequence < data.sequence ? null : wordFacts(data);
}

function about(userIds: readonly UserId[]): FactsOf {
  return (conversation) => ({ members: membersIn(conversation, userIds) });
}

function membersIn({ members }: Conversation, userIds: readonly UserId[]): readonly object[] {
  return userIds.flatMap((userId) => {
    const member = members.get(userId);
    return member ? [{ user_id: userId, role: member.role }] : [];
  });
}

const incidentFacts = (incident: Incident | null): Facts => incident && { ...incident };
