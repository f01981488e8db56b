import type { ConversationId, UserId } from "../domain/ids.ts";
import type { Position } from "../event-store/port.ts";
import { Person } from "./person.ts";
import type { Ring } from "./ring.ts";
import type { Stream } from "./stream.ts";
import type { Change, Entry } from "./telling.ts";
import type { Memberships } from "../projections/timeline/v1/memberships.ts";

/** Somebody connected, and their streams. */
export interface Connected {
  readonly person: Person;
  readonly streams: Set<Stream>;
}

/** The connected members of a conversation. */
interface Topic {
  /** One string for all of them. */
  readonly id: ConversationId;
  readonly members: Set<Connected>;
}

const nobody: ReadonlySet<Connected> = new Set();

/** Who is connected, and who of them is to be told what: nobody else is held, and telling costs what its audience is. */
export class Audiences {
  readonly #people = new Map<UserId, Connected>();
  readonly #topics = new Map<ConversationId, Topic>();

  *streams(): Iterable<Stream> {
    for (const { streams } of this.#people.values()) yield* streams;
  }

  ids(): Iterable<UserId> {
    return this.#people.keys();
  }

  isAnybodyHere(): boolean {
    return this.#people.size > 0;
  }

  connected(id: UserId): Connected | null {
    return this.#people.get(id) ?? null;
  }

  /** Its connected members, as far as their memberships are known. */
  membersOf(id: ConversationId): ReadonlySet<Connected> {
    return this.#topics.get(id)?.members ?? nobody;
  }

  /** Somebody who is connected or connects; their memberships may still be unknown. */
  person(id: UserId): Person {
    return this.#people.get(id)?.person ?? new Person(id);
  }

  enter(stream: Stream): void {
    const { person } = stream;
    const known = this.#people.get(person.id);
    if (known) known.streams.add(stream);
    else this.#people.set(person.id, { person, streams: new Set([stream]) });
  }

  /** Nobody is held longer than the last of their streams. */
  leave(stream: Stream): void {
    const connected = this.#people.get(stream.person.id);
    if (!connected?.streams.delete(stream) || connected.streams.size > 0) return;
    this.#people.delete(stream.person.id);
    for (const id of stream.person.stays?.keys() ?? []) this.#leaveTopic(connected, id);
  }

  /**
   * Now it is known what somebody was a member of at a position, which the ring must reach: the ring's changes take it on
   * to now. Of stays that ended it is remembered where, even if they were perhaps not theirs.
   */
  admit(person: Person, { position, stays }: Memberships, ring: Ring): void {
    const connected = this.#people.get(person.id);
    if (connected?.person !== person) return;
    person.stays = new Map();
    for (const { conversationId, from } of stays) this.#join(connected, conversationId, from);
    for (const change of ring.changes) {
      const isTakenOn = change.position > position;
      const mayHaveEnded = change.isOver
        ? !isTakenOn || person.stays.has(change.conversationId)
        : hasRemoved(change, person);
      if (mayHaveEnded || isShutOut(change, person)) person.lastEnd = change.position;
      if (isTakenOn && mayHaveEnded) this.#leave(connected, change.conversationId);
      if (isTakenOn && hasAdded(change, person)) this.#join(connected, change.conversationId, change.position);
    }
  }

  /** Everybody connected whom an entry is for, as far as their memberships are known. */
  of({ audience }: Entry): Iterable<Connected> {
    switch (audience.kind) {
      case "everyone":
        return this.#people.values();
      case "user": {
        const connected = this.#people.get(audience.id);
        return connected ? [connected] : nobody;
      }
      case "conversation":
        return this.#topics.get(audience.id)?.members ?? nobody;
    }
  }

  /** Whoever is connected becomes or ceases to be a member. */
  apply(change: Change): void {
    const { added, removed, isOver, conversationId, position } = change;
    if (change.shutOut) this.#shutOut(change);
    for (const { userId } of added) {
      const connected = this.#people.get(userId);
      if (connected?.person.stays) this.#join(connected, conversationId, position);
    }
    const gone = removed.flatMap(({ userId }) => this.#people.get(userId) ?? []);
    for (const connected of isOver ? this.#allWhoMayBeIn(conversationId) : gone) {
      this.#leave(connected, conversationId);
      connected.person.lastEnd = position;
      for (const stream of connected.streams) stream.takeBack();
    }
  }

  /** A stay of theirs from before is not for them any more, whoever had one: what was asked before is asked again. */
  #shutOut(change: Change): void {
    for (const { person, streams } of this.#people.values()) {
      if (!isShutOut(change, person)) continue;
      person.lastEnd = change.position;
      for (const stream of streams) if (!stream.isLive) stream.takeBack();
    }
  }

  /** Its members, and everybody whose memberships are still unknown. */
  #allWhoMayBeIn(id: ConversationId): Connected[] {
    const members = this.#topics.get(id)?.members ?? nobody;
    return [...members, ...[...this.#people.values()].filter(({ person }) => person.stays === null)];
  }

  #join(connected: Connected, conversationId: ConversationId, from: Position): void {
    let topic = this.#topics.get(conversationId);
    if (!topic) {
      topic = { id: conversationId, members: new Set() };
      this.#topics.set(conversationId, topic);
    }
    topic.members.add(connected);
    connected.person.stays?.set(topic.id, from);
  }

  #leave(connected: Connected, conversationId: ConversationId): void {
    connected.person.stays?.delete(conversationId);
    this.#leaveTopic(connected, conversationId);
  }

  #leaveTopic(connected: Connected, conversationId: ConversationId): void {
    const topic = this.#topics.get(conversationId);
    topic?.members.delete(connected);
    if (topic?.members.size === 0) this.#topics.delete(conversationId);
  }
}

/** Whether it may end what somebody is told of a conversation, whose memberships are unknown. */
export function mayEndFor(change: Change, person: Person): boolean {
  return change.isOver || hasRemoved(change, person) || isShutOut(change, person);
}

function hasRemoved({ removed }: Change, { id }: Person): boolean {
  return removed.some(({ userId }) => userId === id);
}

/** Members stay, but for one who is banned, whose stay the change ends. */
function isShutOut({ shutOut, conversationId }: Change, { id, stays }: Person): boolean {
  return shutOut === "everybody" ? !stays?.has(conversationId) : shutOut === id;
}

function hasAdded({ added }: Change, { id }: Person): boolean {
  return added.some(({ userId }) => userId === id);
}
