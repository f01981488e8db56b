import { LRUCache } from "lru-cache";
import type { UserId } from "../domain/ids.ts";
import type { UserEvent } from "../domain/user/events.ts";
import type { Names, People } from "../domain/user/people.ts";
import type { Position, RecordedEvent } from "../event-store/port.ts";
import { logged } from "../events/logged.ts";
import { atMost } from "../platform/at-most.ts";
import type { PeopleReads } from "./reads/people.ts";

const maxKnown = 50_000;
/** What cannot be read in the log, and so is not heard of here, is noticed after so long. */
const knownForMs = 30_000;

export interface KnownNamesOptions {
  readonly people: Pick<PeopleReads, "named">;
  /** How far this process has read the log: of all that is up to there it has told `note`. */
  readonly notedUpTo: () => Position;
  /** How far `users` stood when this process last looked: no answer promises more. Null before the first look. */
  readonly shownUpTo: () => Position | null;
}

/**
 * Names as `users` shows them, remembered until the log says something new of whom they are. What is answered is never
 * older than the last look at where `users` stands: while this process has not read the log so far, nothing is answered from
 * memory.
 */
export class KnownNames {
  readonly #options: KnownNamesOptions;
  readonly #known = new LRUCache<UserId, Names>({ ...atMost(maxKnown), ttl: knownForMs });
  /** Where the log last said something of anybody. */
  #changed: Position = 0n;

  constructor(options: KnownNamesOptions) {
    this.#options = options;
  }

  /** Told of every event, in the log's order. */
  note(event: RecordedEvent): void {
    if (!event.stream.startsWith("user-")) return;
    this.#known.delete(logged<UserEvent>(event).data.userId);
    this.#changed = event.position;
  }

  /** Names of all that are known; what is not remembered is asked in one query. */
  async named(ids: readonly UserId[]): Promise<People> {
    const { people, notedUpTo, shownUpTo } = this.#options;
    const shown = shownUpTo();
    const known = shown !== null && notedUpTo() >= shown ? this.#among(ids) : new Map<UserId, Names>();
    const others = ids.filter((id) => !known.has(id));
    if (others.length === 0) return known;
    const read = await people.named(others);
    // What the log said since `shown` may not be in what was read.
    if (shown !== null && this.#changed <= shown) for (const [id, names] of read) this.#known.set(id, names);
    return new Map([...known, ...read]);
  }

  #among(ids: readonly UserId[]): Map<UserId, Names> {
    const among = new Map<UserId, Names>();
    for (const id of ids) {
      const names = this.#known.get(id);
      if (names) among.set(id, names);
    }
    return among;
  }
}
