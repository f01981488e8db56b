import type { UserId } from "../ids.ts";
import { noKeyedEvents, type KeyedEvents } from "../keyed-events.ts";
import { PersistentMap } from "../persistent-map.ts";
import type { Personal } from "../recorded.ts";
import type { Kind, Visibility } from "./events.ts";
import type { Role } from "./roles.ts";

/**
 * What the rules need to know of a conversation. It does not grow with the messages: a line's id locates the line.
 * Before it is started and after it is deleted it is private and has no members, so that nobody may do anything.
 */
export interface Conversation {
  readonly status: "missing" | "open" | "deleted";
  readonly kind: Kind;
  readonly visibility: Visibility;
  readonly members: PersistentMap<UserId, Member>;
  /** Those of the members whose role is owner. */
  readonly owners: readonly UserId[];
  /** Null where there is none, or where it is not known any more; compared with what is asked for, never shown. */
  readonly name: Personal;
  readonly description: Personal;
  /** Of the last line; 0 before the first. */
  readonly lastSequence: number;
  /** Of the last event; -1 before the first. */
  readonly revision: number;
  readonly createdAt: string | null;
  readonly lastAt: string | null;
  readonly keyed: KeyedEvents;
}

export interface Member {
  readonly role: Role;
}

export const initialState: Conversation = {
  status: "missing",
  kind: "group",
  visibility: "private",
  members: PersistentMap.of(),
  owners: [],
  name: null,
  description: null,
  lastSequence: 0,
  revision: -1,
  createdAt: null,
  lastAt: null,
  keyed: noKeyedEvents,
};
