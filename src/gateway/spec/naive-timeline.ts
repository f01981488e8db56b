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

  async memberships(userId: UserId): Promise<Memberships> {
    const position = this.#checkpoint;
    const { stays } = await this.#until(position);
    return { position, stays: stays.filter((stay) => stay.userId === userId && stay.until === null) };
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
    const told = (mayRead: History["mayRead"]): Entry[] =>
      history.entries.filter((entry) => isAfter(entry.place, after) && isTold(userId, entry, { ...history, mayRead }));
    return { must: told(history.mayReadSince), may: told(() => true) };
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
    const readable = new Set<ConversationId>();
    for (const event of await this.#log.events()) {
      if (event.position > position) break;
      if (!toldStreams.some((prefix) => event.stream.startsWith(prefix))) continue;
      entries.push(...toldByEvent(event).entries);
      if (isOfConversation(event)) note(event, { stays, readable });
    }
    const mayReadSince: History["mayReadSince"] = (userId, id, from) =>
      readable.has(id) || stays.some((stay) => isStay(stay, userId, id) && stay.until === null && stay.from <= from);
    const mayRead: History["mayRead"] = (userId, id) => mayReadSince(userId, id, position);
    return { entries, stays, mayRead, mayReadSince };
  }
}

interface History {
  readonly entries: readonly Entry[];
  readonly stays: readonly Stay[];
  /** At the end. */
  readonly mayRead: (userId: UserId, id: ConversationId, from: Position) => boolean;
  /** At the end, and ever since this position. */
  readonly mayReadSince: (userId: UserId, id: ConversationId, from: Position) => boolean;
}

/** Who came and went, and which conversations are open to everybody. */
function note(recorded: RecordedEvent, { stays, readable }: { stays: Stay[]; readable: Set<ConversationId> }): void {
  const { position } = recorded;
  const conversationId = conversationOf(recorded);
  const event = logged<ConversationEvent>(recorded);
  if (event.type === "ConversationStarted" && event.data.visibility === "public") readable.add(conversationId);
  if (event.type === "ConversationDeleted") readable.delete(conversationId);
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

function isTold(userId: UserId, { audience, what, place }: Entry, { stays, mayRead }: History): boolean {
  switch (audience.kind) {
    case "everyone":
      return true;
    case "user":
      return (
        audience.id === userId &&
        (what.event !== "conversation_created" || mayRead(userId, what.conversation_id, place.position))
      );
    case "conversation": {
      const mine = stays.filter((stay) => isStay(stay, userId, audience.id));
      if (what.event === "conversation_deleted") return mine.some(({ until }) => until === place.position);
      const wasMember = mine.some(
        ({ from, until }) => from <= place.position && (until === null || place.position < until),
      );
      return wasMember && mayRead(userId, audience.id, place.position);
    }
  }
}
