import type { Codec } from "../event-store/codec/codec.ts";
import type { EventStore, Position, RecordedEvent } from "../event-store/port.ts";
import { isOutage, Outage } from "./outage.ts";
import type { Pace } from "./pace.ts";

/** An event as the codec opened it; or as it is stored, and why the codec could not. */
export type ReadEvent =
  | { readonly kind: "readable"; readonly event: RecordedEvent }
  | { readonly kind: "unreadable"; readonly event: RecordedEvent; readonly error: unknown };

/** A stretch of the log: all that was asked for after `after` up to and including `position`. */
export interface Page {
  readonly after: Position;
  readonly position: Position;
  readonly caughtUp: boolean;
  readonly events: readonly ReadEvent[];
  /** Of what is built beside: how fast it goes. */
  readonly pace?: Pace;
}

/** Where a leader gets its pages from. */
export interface PageSource {
  /** The page that follows; null: look again. @throws Outage */
  next(after: Position): Promise<Page | null>;
  close(): Promise<void>;
}

export interface Log {
  readonly store: EventStore;
  readonly codec: Pick<Codec, "decode">;
}

export interface Stretch {
  readonly after: Position;
  readonly prefixes?: readonly string[];
  readonly signal: AbortSignal;
}

const mostEvents = 1_000;

/** The log in pages, each decoded once, then live. Ends with the signal. @throws Outage */
export async function* pagesOf({ store, codec }: Log, { after, ...options }: Stretch): AsyncGenerator<Page, void> {
  let from = after;
  let events: RecordedEvent[] = [];
  for await (const item of store.subscribe({ after, ...options })) {
    if (item.kind === "event") events.push(item);
    if (item.kind === "event" && events.length < mostEvents) continue;
    const caughtUp = item.kind === "progress" && item.caughtUp;
    yield { after: from, position: item.position, caughtUp, events: await decoded(codec, events) };
    from = item.position;
    events = [];
  }
}

/** The first of these pages, and as many of those that follow it as make a page together. At least one. */
export function joined(pages: readonly Page[]): Page | null {
  return pages.reduce<Page | null>((page, next) => {
    if (!page) return next;
    if (page.position !== next.after || page.events.length + next.events.length > mostEvents) return page;
    return { ...next, after: page.after, events: [...page.events, ...next.events] };
  }, null);
}

/** Halves what cannot be decoded down to the event, so that one unreadable event does not take its page with it. */
async function decoded(codec: Log["codec"], events: readonly RecordedEvent[]): Promise<ReadEvent[]> {
  const [only] = events;
  if (!only) return [];
  try {
    return (await codec.decode(events)).map((event) => ({ kind: "readable", event }));
  } catch (error) {
    if (isOutage(error)) throw new Outage(error);
    if (events.length === 1) return [{ kind: "unreadable", event: only, error }];
    const middle = Math.ceil(events.length / 2);
    return [...(await decoded(codec, events.slice(0, middle))), ...(await decoded(codec, events.slice(middle)))];
  }
}

/** A reader of its own. It must be asked in order: each page after the position of the one before. */
export class OwnReader implements PageSource {
  readonly #closed = new AbortController();
  readonly #log: Log;
  readonly #stretch: Omit<Stretch, "after">;
  #pages: AsyncGenerator<Page, void> | null = null;

  constructor(log: Log, stretch: Omit<Stretch, "after">) {
    this.#log = log;
    this.#stretch = { ...stretch, signal: AbortSignal.any([stretch.signal, this.#closed.signal]) };
  }

  async next(after: Position): Promise<Page | null> {
    this.#pages ??= pagesOf(this.#log, { ...this.#stretch, after });
    const { value, done } = await this.#pages.next();
    if (!done) return value;
    if (this.#stretch.signal.aborted) return null;
    throw new Outage(new Error("the subscription to the log ended"));
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#pages?.return(undefined);
  }
}
