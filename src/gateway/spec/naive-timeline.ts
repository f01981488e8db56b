import { membershipChange } from "../../domain/conversation/membership.ts";
import type { ConversationEvent } from "../../domain/conversation/events.ts";
import type { ConversationId, UserId } from "../../domain/ids.ts";
import { Wakeups } from "../../event-store/wakeups.ts";
import type { Position, RecordedEvent } from "../../event-store/port.ts";
import { conversationOf, isOfConversation, logged } from "../../events/logged.ts";
import { afterAllOf, isAfter, type Place } from "../place.ts";
import { toldByEvent, toldStreams, type Entry } from "../telling.ts";
import type { ToldAfter, ToldPage } from "../../projections/timeline/v1/told-after.ts";
import type { Memberships } from "../../projections/timeline/v1/memberships.ts";
import type { ReadModelPositions, Timeline } from "../timeline.ts";
import type { SpecLog } from "./log.ts";

interface Stay {
  readonly userId: UserId;
  readonly conversationId: ConversationId;
  readonly from: Position;
  until: Position | null;
}

/** The rule of who is told what, read off the whole log each time: slow and plain. Its checkpoint moves when it is told. */
export class NaiveTimeline implements Timeline, ReadModelPositions {
  readonly #log: SpecLog;
  readonly #wakeups = new Wakeups();
  #checkpoint: Position = 0n;

  constructor(log: SpecLog) {
    this.#log = log;
  }

  async advance(by: number): Promise<void> {
    const head = await this.#log.store.head();
    const next = this.#checkpoint + BigInt(by);
    this.#checkpoint = next < head ? next : head;
    this.#wakeups.wakeAll();
  }

  async catchUp(): Promise<void> {
    await this.advance(Number.MAX_SAFE_INTEGER);
  }

  async memberships(userIds: readonly UserId[]): Promise<ReadonlyMap<UserId, Memberships>> {
    const position = this.#checkpoint;
    const { stays } = await this.#until(position);
    const of = (id: UserId) => stays.filter(({ userId, until }) => userId === id && until === null);
    return new Map(userIds.map((id) => [id, { position, stays: of(id) }]));
  }

  async conversationsOf(userIds: readonly UserId[]): Promise<ReadonlyMap<UserId, readonly ConversationId[]>> {
    const { stays } = await this.#until(this.#checkpoint);
    const open = stays.filter(({ until }) => until === null);
    const of = (id: UserId) => open.filter(({ userId }) => userId === id).map(({ conversationId }) => conversationId);
    return new Map(userIds.map((id) => [id, of(id)]));
  }

  async toldAfter({ userId, after, upTo, conversationId, limit }: ToldAfter): Promise<ToldPage> {
    const checkpoint = this.#checkpoint;
    const all = await this.told(userId, {
      after: after.n === null ? afterAllOf(after.position) : { position: after.position, n: after.n },
      upTo: upTo ?? checkpoint,
    });
    const wanted = all.filter(
      ({ what }) =>
        conversationId === undefined || ("conversation_id" in what && what.conversation_id === conversationId),
    );
    const entries = wanted.slice(0, limit).map(({ place, what, occurredAt }) => ({ ...place, what, occurredAt }));
    return { entries, checkpoint, isEnd: wanted.length <= limit };
  }

  /** What somebody is told of what happened after a place, by what they may read at the checkpoint. */
  async told(userId: UserId, { after, upTo }: { readonly after: Place; readonly upTo: Position }): Promise<Entry[]> {
    const history = await this.#until(this.#checkpoint);
    const { entries } = history;
    return entries.filter(
      (entry) => isAfter(entry.place, after) && entry.place.position <= upTo && isTold(userId, entry, history),
    );
  }

  /**
   * What somebody must be told whenever they are: what they might read ever since. And what they may be told, if that is
   * before they cannot read it any more.
   */
  async mustAndMay(userId: UserId, after: Place): Promise<{ readonly must: Entry[]; readonly may: Entry[] }> {
    const history = await this.#until(await this.#log.store.head());
    const told = (by: Partial<History>): Entry[] =>
      history.entries.filter((entry) => isAfter(entry.place, after) && isTold(userId, entry, { ...history, ...by }));
    const must = told({ mayRead: history.mayReadSince, isMember: history.isMemberSince });
    return { must, may: told({ mayRead: () => true, isFromJoining: () => false }) };
  }

  async positionAt(time: string): Promise<Position> {
    const { entries } = await this.#until(this.#checkpoint);
    const later = entries.find(({ occurredAt }) => occurredAt > time);
    return later ? later.place.position - 1n : this.#checkpoint;
  }

  positions(): Promise<ReadonlyMap<string, Position>> {
    return Promise.resolve(
      new Map([
        ["timeline", this.#checkpoint],
        ["lines", this.#checkpoint],
      ]),
    );
  }

  async waitFor(
    _: readonly string[],
    position: Position,
    { timeoutMs }: { readonly timeoutMs: number },
  ): Promise<{ readonly kind: "reached" | "timed out" }> {
    const signal = AbortSignal.timeout(timeoutMs);
    while (this.#checkpoint < position && !signal.aborted) await this.#wakeups.next(this.#wakeups.count, signal);
    return { kind: this.#checkpoint < position ? "timed out" : "reached" };
  }

  async #until(position: Position): Promise<History> {
    const stays: Stay[] = [];
    const entries: Entry[] = [];
    const rooms = new Map<ConversationId, Room>();
    for (const event of await this.#log.events()) {
      if (event.position > position) break;
      if (!toldStreams.some((prefix) => event.stream.startsWith(prefix))) continue;
      entries.push(...toldByEvent(event).entries);
      if (isOfConversation(event)) note(event, { stays, rooms });
    }
    const isMemberSince: History["isMemberSince"] = (userId, id, from) =>
      stays.some((stay) => isStay(stay, userId, id) && stay.until === null && stay.from <= from);
    const isMember: History["isMember"] = (userId, id) => isMemberSince(userId, id, position);
    const mayReadSince: History["mayReadSince"] = (userId, id, from) =>
      isOpenSince(rooms.get(id), userId, from) || isMemberSince(userId, id, from);
    const mayRead: History["mayRead"] = (userId, id) => mayReadSince(userId, id, position);
    const isFromJoining = (id: ConversationId): boolean => rooms.get(id)?.isFromJoining ?? false;
    return { entries, stays, isFromJoining, isMember, isMemberSince, mayRead, mayReadSince };
  }
}

interface History {
  readonly entries: readonly Entry[];
  readonly stays: readonly Stay[];
  /** Whether an earlier stay does not count, because the history is shown from joining on. */
  readonly isFromJoining: (id: ConversationId) => boolean;
  /** At the end. */
  readonly isMember: (userId: UserId, id: ConversationId, from: Position) => boolean;
  /** At the end, and ever since this position. */
  readonly isMemberSince: (userId: UserId, id: ConversationId, from: Position) => boolean;
  /** At the end. */
  readonly mayRead: (userId: UserId, id: ConversationId, from: Position) => boolean;
  /** At the end, and ever since this position. */
  readonly mayReadSince: (userId: UserId, id: ConversationId, from: Position) => boolean;
}

/** A conversation as whoever is no member finds it. */
interface Room {
  /** Since when; null: it is private. */
  openSince: Position | null;
  readonly isFromJoining: boolean;
  readonly banned: Set<UserId>;
  /** When whose ban was lifted. */
  readonly lifted: Map<UserId, Position>;
}

function isOpenSince(room: Room | undefined, userId: UserId, from: Position): boolean {
  if (!room || room.openSince === null || room.banned.has(userId)) return false;
  return room.openSince <= from && (room.lifted.get(userId) ?? 0n) <= from;
}

interface Noted {
  readonly stays: Stay[];
  readonly rooms: Map<ConversationId, Room>;
}

/** Who came and went, and to whom conversations are open who are no members. */
function note(recorded: RecordedEvent, { stays, rooms }: Noted): void {
  const { position } = recorded;
  const conversationId = conversationOf(recorded);
  const event = logged<ConversationEvent>(recorded);
  if (event.type === "ConversationStarted") {
    const { visibility, historyVisibility } = event.data;
    const openSince = visibility === "public" ? position : null;
    const isFromJoining = historyVisibility === "joined";
    rooms.set(conversationId, { openSince, isFromJoining, banned: new Set(), lifted: new Map() });
  }
  if (event.type === "ConversationDeleted") rooms.delete(conversationId);
  const room = rooms.get(conversationId);
  if (room && event.type === "VisibilityChanged") {
    room.openSince = event.data.visibility === "public" ? (room.openSince ?? position) : null;
  }
  if (event.type === "PersonBanned") room?.banned.add(event.data.userId);
  if (event.type === "PersonUnbanned") {
    room?.banned.delete(event.data.userId);
    room?.lifted.set(event.data.userId, position);
  }
  const { added, removed, isOver } = membershipChange(event);
  for (const { userId } of added) stays.push({ userId, conversationId, from: position, until: null });
  for (const stay of stays) {
    const ends = isOver || removed.some(({ userId }) => userId === stay.userId);
    if (ends && stay.conversationId === conversationId) stay.until ??= position;
  }
}

function isStay(stay: Stay, userId: UserId, id: ConversationId): boolean {
  return stay.userId === userId && stay.conversationId === id;
}

function isTold(userId: UserId, { audience, what, place }: Entry, history: History): boolean {
  const { stays, isFromJoining, isMember, mayRead } = history;
  switch (audience.kind) {
    case "everyone":
      return true;
    case "user": {
      if (audience.id !== userId || what.event !== "conversation_created") return audience.id === userId;
      const { conversation_id: id } = what;
      const { position } = place;
      return mayRead(userId, id, position) && (!isFromJoining(id) || isMember(userId, id, position));
    }
    case "conversation": {
      const mine = stays.filter((stay) => isStay(stay, userId, audience.id));
      if (what.event === "conversation_deleted") return mine.some(({ until }) => until === place.position);
      const counting = isFromJoining(audience.id) ? mine.filter(({ until }) => until === null) : mine;
      const wasMember = counting.some(
        ({ from, until }) => from <= place.position && (until === null || place.position < until),
      );
      return wasMember && mayRead(userId, audience.id, place.position);
    }
  }
}
