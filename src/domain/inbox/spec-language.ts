import type { Conversation } from "../conversation/conversation.ts";
import type { ConversationEvent } from "../conversation/events.ts";
import { ada, bob, decider, here, sent, started } from "../conversation/spec-language.ts";
import type { Decision } from "../decision.ts";
import { givenFor, stateAfter, type Told } from "../spec-language.ts";
import { changeSettings, type ChangeSettings } from "./change-settings.ts";
import { inboxes } from "./decider.ts";
import type { ConversationHidden, InboxEvent, InboxSettingsChanged, MarkedUnread } from "./events.ts";
import { hideConversation } from "./hide.ts";
import type { Inbox } from "./inbox.ts";
import { markUnread } from "./mark-unread.ts";

/** The words of the specs of inboxes: all of them are ada's. */
export const given = givenFor(inboxes);

type Past = Told<Inbox, InboxEvent>;
type Ask = (inbox: Inbox) => Decision<InboxEvent>;
type Own<Data> = Omit<Data, "conversationId" | "userId">;

const adas = { conversationId: here, userId: ada };

/** A conversation of ada and bob in which this happened besides. */
export const talk = (...past: readonly Told<Conversation, ConversationEvent>[]): Conversation =>
  stateAfter(decider, [started({ by: bob, with: [ada] }), ...past]);

/** The same with so many messages of bob. */
export const talkOf = (messages: number): Conversation =>
  talk(...Array.from({ length: messages }, (_, n) => sent(`line ${n + 1}`, { by: bob })));

// What happened.

export const settled =
  (data: Own<InboxSettingsChanged>): Past =>
  () => ({ type: "InboxSettingsChanged", data: { ...adas, ...data } });

export const marked =
  (data: Own<MarkedUnread>): Past =>
  () => ({ type: "MarkedUnread", data: { ...adas, ...data } });

export const cleared: Past = () => ({ type: "UnreadMarkCleared", data: adas });

export const hidden =
  (data: Own<ConversationHidden>): Past =>
  () => ({ type: "ConversationHidden", data: { ...adas, ...data } });

// What is asked for.

interface Of {
  readonly of: Conversation;
  readonly by?: typeof ada;
}

export const settle =
  (wish: Omit<ChangeSettings, "actor" | "conversationId">, { of: conversation, by = ada }: Of): Ask =>
  (inbox) =>
    changeSettings({ actor: by, conversationId: here, ...wish }, inbox, { conversation });

export const mark =
  (from: number, { of: conversation, by = ada }: Of): Ask =>
  (inbox) =>
    markUnread({ actor: by, conversationId: here, from }, inbox, { conversation });

export const hide =
  ({ of: conversation, by = ada }: Of): Ask =>
  (inbox) =>
    hideConversation({ actor: by, conversationId: here }, inbox, { conversation });
