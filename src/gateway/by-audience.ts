import type { ConversationId, UserId } from "../domain/ids.ts";
import type { Audience } from "../wire/told.ts";
import type { Person } from "./person.ts";
import { isAfter, type Place } from "./place.ts";
import type { Entry } from "./telling.ts";

/** Entries by whom they are for, in order, so that whoever catches up goes through what may be theirs and nothing else. */
export class ByAudience {
  readonly #everyone: Entry[] = [];
  readonly #people = new Map<UserId, Entry[]>();
  readonly #conversations = new Map<ConversationId, Entry[]>();

  /** After all that is in it. */
  push(entry: Entry): void {
    const entries = this.#of(entry.audience);
    if (entries.length === 0) this.#keep(entry.audience, entries);
    entries.push(entry);
  }

  /** What somebody whose memberships are known is told next after a place. */
  after(place: Place, { person, limit }: { readonly person: Person; readonly limit: number }): readonly Entry[] {
    const told = [
      ...nextAfter(this.#everyone, place, limit),
      ...nextAfter(this.#people.get(person.id) ?? [], place, limit),
      ...this.#conversationsOf(person).flatMap(([entries, joined]) => nextAfter(entries, later(place, joined), limit)),
    ];
    return told.toSorted(inPlace).slice(0, limit);
  }

  /** Lets go of the first ones, those of all events up to and including the last one's. */
  forget(entries: readonly Entry[]): void {
    const counts = new Map<Entry[], number>();
    for (const { audience } of entries) {
      const of = this.#of(audience);
      counts.set(of, (counts.get(of) ?? 0) + 1);
      if (counts.get(of) === of.length) this.#drop(audience);
    }
    for (const [of, count] of counts) of.splice(0, count);
  }

  /** With where one is told from; by what they are in, or by what there is, whichever is less. */
  *#conversationsOf({ stays }: Person): Generator<readonly [readonly Entry[], Place]> {
    if (!stays) return;
    const isFewer = stays.size < this.#conversations.size;
    for (const id of isFewer ? stays.keys() : this.#conversations.keys()) {
      const [entries, from] = [this.#conversations.get(id), stays.get(id)];
      if (entries && from !== undefined) yield [entries, { position: from, n: -1 }];
    }
  }

  #of(audience: Audience): Entry[] {
    switch (audience.kind) {
      case "everyone":
        return this.#everyone;
      case "user":
        return this.#people.get(audience.id) ?? [];
      case "conversation":
        return this.#conversations.get(audience.id) ?? [];
    }
  }

  #keep(audience: Audience, entries: Entry[]): void {
    if (audience.kind === "user") this.#people.set(audience.id, entries);
    if (audience.kind === "conversation") this.#conversations.set(audience.id, entries);
  }

  #drop(audience: Audience): void {
    if (audience.kind === "user") this.#people.delete(audience.id);
    if (audience.kind === "conversation") this.#conversations.delete(audience.id);
  }
}

function nextAfter(entries: readonly Entry[], place: Place, limit: number): readonly Entry[] {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = entries[middle];
    if (entry && isAfter(entry.place, place)) high = middle;
    else low = middle + 1;
  }
  return entries.slice(low, low + limit);
}

const later = (one: Place, other: Place): Place => (isAfter(one, other) ? one : other);

const inPlace = (one: Entry, other: Entry): number => (isAfter(one.place, other.place) ? 1 : -1);
