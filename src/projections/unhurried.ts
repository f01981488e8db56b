import { setTimeout as pause } from "node:timers/promises";
import type { EventStore, Position } from "../event-store/port.ts";
import type { Page, PageSource } from "./pages.ts";

/** Of a page that is written while commands are carried out: a batch is over soon, and others get their turn. */
const fewEvents = 250;
/** So many times as long as the last page took there is a rest, while commands are carried out. */
const restFor = 2;
const longestRestMs = 2_000;
/** So long after the last event was appended commands are taken to be carried out still. */
const busyForMs = 1_000;

export interface UnhurriedParts {
  readonly store: Pick<EventStore, "head">;
  readonly signal: AbortSignal;
}

/**
 * The pages of another source, for what is built beside a read model that is asked. While nothing is appended they come
 * as fast as they can be written; otherwise small ones, each after a rest. From the log's end on they come as they are.
 */
export class Unhurried implements PageSource {
  readonly #source: PageSource;
  readonly #parts: UnhurriedParts;
  #rest: Page | null = null;
  #isLive = false;
  #head: Position | null = null;
  #busyUntil = 0;
  /** When the last page was asked for, in `performance.now()`. */
  #askedAt: number | null = null;

  constructor(source: PageSource, parts: UnhurriedParts) {
    this.#source = source;
    this.#parts = parts;
  }

  async next(after: Position): Promise<Page | null> {
    if (this.#isLive) return this.#source.next(after);
    const isBusy = await this.#isBusy();
    if (isBusy) await this.#takeRest();
    this.#askedAt = performance.now();
    const page = this.#rest ?? (await this.#source.next(after));
    this.#rest = null;
    if (!page) return null;
    const { now, later } = isBusy ? cut(page) : { now: page, later: null };
    this.#rest = later;
    this.#isLive = now.caughtUp;
    return now;
  }

  async close(): Promise<void> {
    await this.#source.close();
  }

  async #isBusy(): Promise<boolean> {
    const head = await this.#parts.store.head();
    const now = performance.now();
    if (this.#head !== null && head !== this.#head) this.#busyUntil = now + busyForMs;
    this.#head = head;
    return now < this.#busyUntil;
  }

  async #takeRest(): Promise<void> {
    if (this.#askedAt === null) return;
    const ms = Math.min(longestRestMs, (performance.now() - this.#askedAt) * restFor);
    await pause(ms, undefined, { signal: this.#parts.signal }).catch(() => undefined); // aborted: the reader ends
  }
}

/** A page's first events, and the page of the others. */
function cut(page: Page): { readonly now: Page; readonly later: Page | null } {
  const last = page.events[fewEvents - 1]?.event.position;
  if (last === undefined || page.events.length === fewEvents) return { now: page, later: null };
  const now = { ...page, position: last, caughtUp: false, events: page.events.slice(0, fewEvents) };
  return { now, later: { ...page, after: last, events: page.events.slice(fewEvents) } };
}
