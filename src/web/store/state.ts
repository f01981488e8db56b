import type { Conversation, Me, Member, Message, Person, Presence } from "../wire/shapes.ts";
import type { Change } from "./change.ts";
import type { Outgoing } from "./outgoing.ts";

/** All that is known here of what the server keeps, and what waits to be sent. Changed by `reduce` alone. */
export interface State {
  readonly me: Me | null;
  readonly people: ReadonlyMap<string, Person>;
  readonly conversations: ReadonlyMap<string, Conversation>;
  /** How far the list is loaded; `cursor` null at its end. */
  readonly list: { readonly isLoaded: boolean; readonly cursor: string | null };
  readonly histories: ReadonlyMap<string, History>;
  /** By conversation, while pages of it are on their way. */
  readonly awaited: ReadonlyMap<string, Awaited>;
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

/** Pages that were asked for, and what has changed lines since then: a page may have been made before that. */
export interface Awaited {
  readonly pages: number;
  readonly changes: readonly Change[];
}

export interface Typing {
  readonly name: string;
  readonly until: number;
}

export const nothingYet: State = {
  me: null,
  people: new Map(),
  conversations: new Map(),
  list: { isLoaded: false, cursor: null },
  histories: new Map(),
  awaited: new Map(),
  members: new Map(),
  outgoing: [],
  typing: new Map(),
  presence: new Map(),
  stale: new Set(),
};
