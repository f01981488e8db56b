import { isSoftDeleted } from "./decide.ts";
import { firstReadable, type Log, type RecordedEvent } from "./log.ts";
import { eventMessage, type UuidForm } from "./read-messages.ts";
import type { FromRevision, StreamTarget } from "./read-request.ts";
import { CallFailed, streamDeleted, type GrpcStatus } from "./status.ts";
import type { SubscriptionSource } from "./subscription.ts";

const eventsOnPage = 32;

/** One stream's events after a revision, whether or not the stream exists yet. */
export class StreamSource implements SubscriptionSource {
  readonly #log: Log;
  readonly #stream: string;
  readonly #from: FromRevision;
  readonly #uuidForm: UuidForm;
  #next: number;

  constructor({ stream, from }: StreamTarget, { log, uuidForm }: { log: Log; uuidForm: UuidForm }) {
    const state = log.stream(stream);
    if (state?.tombstoned) throw new CallFailed(streamDeleted(stream));
    this.#log = log;
    this.#stream = stream;
    this.#from = from;
    this.#uuidForm = uuidForm;
    if (from === "start") this.#next = 0;
    else this.#next = from === "end" ? (state?.events.length ?? 0) : Number(from) + 1;
  }

  /** From its end a stream need not exist. */
  isReadable(): boolean {
    const state = this.#log.stream(this.#stream);
    if (this.#from === "end" || state?.tombstoned) return true;
    return state !== undefined && state.events.length > 0 && !isSoftDeleted(state);
  }

  nextPage(): readonly Buffer[] | undefined {
    const state = this.#log.stream(this.#stream);
    if (state?.tombstoned) throw new CallFailed(streamDeleted(this.#stream));
    if (state === undefined) return undefined;
    const first = Math.max(this.#next, firstReadable(this.#stream, state));
    const page = state.events.slice(first, first + eventsOnPage);
    this.#next = Math.max(this.#next, Math.min(first + page.length, state.events.length));
    return page.length === 0 ? undefined : page.map((event) => eventMessage(event, this.#uuidForm));
  }

  live(event: RecordedEvent): readonly Buffer[] {
    if (event.stream !== this.#stream || event.revision < BigInt(this.#next)) return [];
    return [eventMessage(event, this.#uuidForm)];
  }

  endsWith(events: readonly RecordedEvent[]): GrpcStatus | undefined {
    const tombstoned = events.some(({ stream, type }) => stream === this.#stream && type === "$streamDeleted");
    return tombstoned ? streamDeleted(this.#stream) : undefined;
  }
}
