import type { Filter } from "./filter.ts";
import type { Log, RecordedEvent } from "./log.ts";
import { checkpointMessage, eventMessage, type Checkpoint, type UuidForm } from "./read-messages.ts";
import type { AllTarget } from "./read-request.ts";
import { CallFailed, handlerThrew } from "./status.ts";
import type { SubscriptionSource } from "./subscription.ts";

const eventsOnPage = 32;

interface Page {
  readonly examined: number;
  readonly matches: readonly RecordedEvent[];
  readonly reachedTheEnd: boolean;
}

/** Everything after a position. With a filter it also says, now and then, how far it has looked. */
export class AllSource implements SubscriptionSource {
  readonly #log: Log;
  readonly #filter: Filter | undefined;
  readonly #uuidForm: UuidForm;
  #index: number;
  #pageBegin: Checkpoint;
  #examined = 0;

  constructor({ from, filter }: AllTarget, { log, uuidForm }: { log: Log; uuidForm: UuidForm }) {
    this.#log = log;
    this.#filter = filter;
    this.#uuidForm = uuidForm;
    const after = typeof from === "object" ? from : { commit: 0, prepare: 0 };
    if (!log.mayBeginAt(after.commit) || after.prepare > after.commit) throw new CallFailed(handlerThrew);
    if (filter?.checkpointInterval === 0) throw new CallFailed(handlerThrew);
    this.#index = from === "end" ? log.events.length : log.indexAt(after.commit);
    const resumedFrom = log.events[this.#index];
    const isThere = after.commit !== 0 && resumedFrom?.position === after.commit;
    if (isThere) this.#index += 1;
    this.#pageBegin = { commit: isThere ? resumedFrom.end : after.commit, prepare: 0 };
  }

  isReadable(): boolean {
    return true;
  }

  endsWith(): undefined {
    return undefined;
  }

  nextPage(): readonly Buffer[] | undefined {
    if (this.#index >= this.#log.events.length) return undefined;
    const { examined, matches, reachedTheEnd } = this.#readPage();
    const messages = matches.map((event) => eventMessage(event, this.#uuidForm));
    this.#examined += examined;
    const last = matches.at(-1);
    // A page without a match is only known by where it begins, and that without a prepare position.
    const reached = last === undefined ? this.#pageBegin : exactly(last);
    this.#pageBegin = { commit: this.#log.events[this.#index - 1]?.end ?? 0, prepare: 0 };
    return reachedTheEnd || !this.#isCheckpointDue() ? messages : [...messages, checkpointMessage(reached)];
  }

  live(event: RecordedEvent): readonly Buffer[] {
    const messages = this.#matches(event) ? [eventMessage(event, this.#uuidForm)] : [];
    this.#examined += 1;
    return this.#isCheckpointDue() ? [...messages, checkpointMessage(exactly(event))] : messages;
  }

  /** A page that is full does not know whether it was the last. */
  #readPage(): Page {
    const window = this.#filter?.window ?? Infinity;
    const matches: RecordedEvent[] = [];
    let examined = 0;
    while (examined < window && matches.length < eventsOnPage) {
      const event = this.#log.events[this.#index];
      if (event === undefined) return { examined, matches, reachedTheEnd: true };
      this.#index += 1;
      examined += 1;
      if (this.#matches(event)) matches.push(event);
    }
    return { examined, matches, reachedTheEnd: false };
  }

  #matches(event: RecordedEvent): boolean {
    return this.#filter?.matches(event) ?? true;
  }

  #isCheckpointDue(): boolean {
    if (this.#filter === undefined || this.#examined < this.#filter.checkpointInterval) return false;
    this.#examined %= this.#filter.checkpointInterval;
    return true;
  }
}

const exactly = ({ position }: RecordedEvent): Checkpoint => ({ commit: position, prepare: position });
