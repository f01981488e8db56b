import type { Page, PageRequest } from "../paging.ts";
import type { JsonObject, RecordedEvent } from "../port.ts";
import type { PreparedAppend, PreparedEvent } from "../prepared-append.ts";
import type { Verdict } from "./append-call.ts";

/** Readers of the log's end are close behind; who is not reads from the database. Characters are UTF-16 units. */
const most = { events: 500, characters: 2_097_152 };

interface Kept {
  readonly at: Omit<RecordedEvent, "data" | "metadata">;
  readonly texts: PreparedEvent;
  /** Made when it is read first. */
  event: RecordedEvent | null;
}

/**
 * What this process appended last, side by side in the log: its readers need not ask the database for it. Where others
 * wrote in between they find nothing here. Once others are heard to have written, nothing is kept until somebody has
 * read the log to its end: so the end of what is kept was the log's end when it was written, or its readers are woken.
 */
export class JustWritten {
  readonly #kept: Kept[] = [];
  #characters = 0;
  #heard = 0;
  /** Of what was heard, so much was known when the log was last read to its end. */
  #looked = 0;

  /** How often others were heard to write, to be noted before looking. */
  get heard(): number {
    return this.#heard;
  }

  /** Others wrote, or may have. */
  othersWrote(): void {
    this.#heard += 1;
    this.#letGo(this.#kept.length);
  }

  /** The log was read to its end, by a look that began after what was heard then. */
  looked(heard: number): void {
    this.#looked = Math.max(this.#looked, heard);
  }

  /** A batch is on disk. It is left out where others may have written behind it unseen. */
  add(batch: readonly PreparedAppend[], verdicts: readonly Verdict[]): void {
    if (this.#looked < this.#heard) return;
    for (const [index, { stream, events }] of batch.entries()) {
      const verdict = verdicts[index];
      if (verdict?.kind !== "written") continue;
      const { positions, revision: last } = verdict.appended;
      for (const [nth, texts] of events.entries()) {
        const revision = last - events.length + 1 + nth;
        const { id, type } = texts;
        this.#keep({
          at: { kind: "event", position: positions[nth] ?? 0n, stream, revision, id, type },
          texts,
          event: null,
        });
      }
    }
    this.#letGoOfTooMany();
  }

  /** All that follows a position up to the log's end, as far as a page reaches; null where the database is to be asked. */
  pageAfter({ after, size, prefixes }: PageRequest): Page | null {
    const [first] = this.#kept;
    if (!first) return null;
    const from = Number(after - first.at.position) + 1;
    const page = from < 0 ? [] : this.#kept.slice(from, from + size);
    const last = page.at(-1);
    if (!last) return null;
    const isMeant = ({ at: { stream } }: Kept): boolean =>
      prefixes?.some((prefix) => stream.startsWith(prefix)) ?? true;
    return {
      kind: "progress",
      events: page.filter(isMeant).map(recorded),
      position: last.at.position,
      caughtUp: last === this.#kept.at(-1),
    };
  }

  #keep(kept: Kept): void {
    const last = this.#kept.at(-1);
    if (last && kept.at.position !== last.at.position + 1n) this.#letGo(this.#kept.length);
    this.#kept.push(kept);
    this.#characters += charactersIn(kept);
  }

  /** A tenth at once: taking one by one from an array's beginning is slow. */
  #letGoOfTooMany(): void {
    while (this.#kept.length > most.events || this.#characters > most.characters)
      this.#letGo(Math.ceil(this.#kept.length / 10));
  }

  #letGo(count: number): void {
    for (const kept of this.#kept.splice(0, count)) this.#characters -= charactersIn(kept);
  }
}

function recorded(kept: Kept): RecordedEvent {
  const { at, texts } = kept;
  kept.event ??= {
    ...at,
    data: JSON.parse(texts.data) as JsonObject,
    metadata: JSON.parse(texts.metadata) as JsonObject,
  };
  return kept.event;
}

const charactersIn = ({ texts: { data, metadata } }: Kept): number => data.length + metadata.length;
