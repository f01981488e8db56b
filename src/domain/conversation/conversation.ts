import type { LineId, UserId } from "../ids.ts";
import { noKeyedEvents, type KeyedEvents } from "../keyed-events.ts";
import { PersistentMap } from "../persistent-map.ts";
import type { Personal } from "../recorded.ts";
import type { HistoryVisibility, Incident, Kind, Visibility } from "./events.ts";
import type { Role } from "./roles.ts";

/**
 * What the rules need to know of a conversation. It does not grow with the messages: a line's id locates the line.
 * Before it is started and after it is deleted it is private and has no members, so that nobody may do anything.
 */
export interface Conversation {
  readonly status: "missing" | "open" | "deleted";
  readonly kind: Kind;
  readonly visibility: Visibility;
  readonly historyVisibility: HistoryVisibility;
  /** Null where the conversation is about none. */
  readonly incident: Incident | null;
  readonly members: PersistentMap<UserId, Member>;
  /** Those of the members whose role is owner. */
  readonly owners: readonly UserId[];
  /** Those of the members who have been there longest, in the order of their joining: see `first-members.ts`. */
  readonly earliest: readonly UserId[];
  /** How often somebody became a member so far. */
  readonly joinings: number;
  readonly banned: PersistentMap<UserId, true>;
  /** Until when those who left were muted: it counts again when they come back. */
  readonly mutesOfFormer: PersistentMap<UserId, string>;
  /** The oldest first. */
  readonly pins: readonly LineId[];
  /** Null where there is none, or where its words were erased. */
  readonly name: Personal;
  readonly description: Personal;
  /** Of the last line; 0 before the first. */
  readonly lastSequence: number;
  /** Of the last line that counts as unread, a message; 0 before the first. */
  readonly lastCountable: number;
  /** Of the last event; -1 before the first. */
  readonly revision: number;
  readonly createdBy: UserId | null;
  /** When it was said to be started. */
  readonly createdAt: string | null;
  /** The latest that a line, or the start, was said at. */
  readonly activeAt: string | null;
  /** When the last event was recorded. */
  readonly lastAt: string | null;
  readonly keyed: KeyedEvents;
}

export interface Member {
  readonly role: Role;
  /** Their place in the order of all joinings, from 0: whoever has less was there before. */
  readonly joining: number;
  /** The last sequence before they joined. */
  readonly since: number;
  /** ISO 8601, UTC, milliseconds; null: was not muted by a moderator. It may have passed. */
  readonly mutedUntil: string | null;
}

export const initialState: Conversation = {
  status: "missing",
  kind: "group",
  visibility: "private",
  historyVisibility: "all",
  incident: null,
  members: PersistentMap.of(),
  owners: [],
  earliest: [],
  joinings: 0,
  banned: PersistentMap.of(),
  mutesOfFormer: PersistentMap.of(),
  pins: [],
  name: null,
  description: null,
  lastSequence: 0,
  lastCountable: 0,
  revision: -1,
  createdBy: null,
  createdAt: null,
  activeAt: null,
  lastAt: null,
  keyed: noKeyedEvents,
};
