import type { Conversation, Me, Member, Message, Person, Presence, Quote } from "../wire/shapes.ts";

/** All that is known here of what the server keeps, and what waits to be sent. Changed by `reduce` alone. */
export interface State {
  readonly me: Me | null;
  readonly people: ReadonlyMap<string, Person>;
  readonly conversations: ReadonlyMap<string, Conversation>;
  /** How far the list is loaded; `cursor` null at its end. */
  readonly list: { readonly isLoaded: boolean; readonly cursor: string | null };
  readonly histories: ReadonlyMap<string, History>;
  readonly members: ReadonlyMap<string, readonly Member[]>;
  /** In the order in which they were written. */
  readonly outgoing: readonly Outgoing[];
  /** By conversation, then by person: until when they are shown as typing, in milliseconds since 1970. */
  readonly typing: ReadonlyMap<string, ReadonlyMap<string, Typing>>;
  readonly presence: ReadonlyMap<string, Presence>;
  /** Conversations whose heads have to be asked for again. */
  readonly stale: ReadonlySet<string>;
}

/** A part of a conversation without a gap, oldest first. */
export interface History {
  readonly lines: readonly Message[];
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
}

export interface Typing {
  readonly name: string;
  readonly until: number;
}

/** A message of mine that the server has not acknowledged. */
export interface Outgoing {
  /** Its `client_message_id`: one message, however often it is sent. */
  readonly key: string;
  readonly conversationId: string;
  readonly content: string;
  readonly contentType: "text" | "html";
  readonly replyTo: Quote | null;
  readonly mentions: readonly string[];
  readonly mentionsAll: boolean;
  readonly createdAt: string;
  readonly status: "waiting" | "sending" | "failed";
  /** Why it failed: a code of the API. */
  readonly reason: string | null;
}

export const nothingYet: State = {
  me: null,
  people: new Map(),
  conversations: new Map(),
  list: { isLoaded: false, cursor: null },
  histories: new Map(),
  members: new Map(),
  outgoing: [],
  typing: new Map(),
  presence: new Map(),
  stale: new Set(),
};
