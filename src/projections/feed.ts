import { setTimeout as pause } from "node:timers/promises";
import type { Position } from "../event-store/port.ts";
import { joined, OwnReader, type Log, type Page, type PageSource, type Stretch } from "./pages.ts";

/** So far may one projection fall behind the fastest and still be fed by the shared reader. */
const pagesKept = 8;
/**
 * Milliseconds: so long the fastest waits, before the log's end, for those who would fall further behind. Each of these
 * would read and open the log once more for itself, at the cost of all.
 */
const patience = 500;
/**
 * At the log's end pages come no faster than this, in milliseconds: each costs every projection a transaction, however
 * little is in it. What comes first after a silence does not wait; the more comes, the more a page may hold.
 */
const distance = { least: 10, perEvent: 1, most: 100 };

/**
 * The one reader that a process's projections share. It stands where the foremost of them is and reads when that one
 * asks; the last pages are kept for those close behind, and it waits a moment for whoever would lose touch. Whoever is
 * further behind reads for itself until it meets it, so that a stuck or new projection holds nobody up.
 */
export class Feed {
  readonly #log: Log;
  readonly #stretch: Omit<Stretch, "after">;
  #reader: OwnReader | null = null;
  #position: Position = 0n;
  #kept: Page[] = [];
  /** Up to where each of those was fed that are close behind. */
  readonly #fed = new Map<FeedFollower, Position>();
  /** Called when one of them asks or leaves. */
  #onMoved: () => void = () => undefined;
  #reading: Promise<Page | null> | null = null;
  #isAtTheEnd = false;
  /** When the log's end was reached last, in `performance.now()`. */
  #nextAt = 0;

  constructor(log: Log, stretch: Omit<Stretch, "after">) {
    this.#log = log;
    this.#stretch = stretch;
  }

  /** Null: look again. @throws Outage */
  async pageAfter(after: Position, follower: FeedFollower): Promise<Page | "too far behind" | null> {
    if (!this.#reader || after > this.#position) await this.#startAt(after);
    const page = after === this.#position ? await this.#readOnce(follower) : this.#keptAfter(after);
    if (page === "too far behind") this.leave(follower);
    else this.#move(follower, page?.position ?? after);
    return page;
  }

  /** It is waited for no more, until it asks again. */
  leave(follower: FeedFollower): void {
    this.#fed.delete(follower);
    this.#onMoved();
  }

  /** The part of a page that lies before the shared reader: the rest comes from there. */
  upToHere(page: Page): { readonly page: Page; readonly hasMet: boolean } {
    const here = this.#position;
    if (!this.#reader || page.position < here) return { page, hasMet: false };
    if (page.after > here) return { page, hasMet: true }; // it was opened again further back: whoever is ahead moves it
    const events = page.events.filter(({ event }) => event.position <= here);
    const isCut = page.position > here;
    return { page: { ...page, events, position: here, caughtUp: page.caughtUp && !isCut }, hasMet: true };
  }

  async close(): Promise<void> {
    await this.#reader?.close();
  }

  async #startAt(after: Position): Promise<void> {
    const old = this.#reader;
    this.#reader = new OwnReader(this.#log, this.#stretch);
    this.#position = after;
    this.#kept = [];
    await old?.close();
  }

  #keptAfter(after: Position): Page | "too far behind" | null {
    const first = this.#kept.findIndex((page) => page.after <= after && after < page.position);
    return first < 0 ? "too far behind" : joined(this.#kept.slice(first));
  }

  #move(follower: FeedFollower, to: Position): void {
    this.#fed.set(follower, to);
    this.#onMoved();
  }

  #readOnce(follower: FeedFollower): Promise<Page | null> {
    this.#move(follower, this.#position);
    this.#reading ??= this.#read().finally(() => (this.#reading = null));
    return this.#reading;
  }

  async #read(): Promise<Page | null> {
    const reader = this.#reader;
    if (!reader) return null;
    try {
      await this.#keepDistance();
      if (!this.#isAtTheEnd) await this.#waitForTheSlow();
      const page = await reader.next(this.#position);
      if (reader !== this.#reader || !page) return null;
      this.#isAtTheEnd = page.caughtUp;
      if (page.caughtUp) this.#nextAt = performance.now() + distanceAfter(page);
      if (page.position > this.#position) this.#keep(page);
      return page;
    } catch (error) {
      if (reader === this.#reader) this.#reader = null;
      throw error;
    }
  }

  async #keepDistance(): Promise<void> {
    const left = this.#nextAt - performance.now();
    const { signal } = this.#stretch;
    if (left > 0) await pause(left, undefined, { signal }).catch(() => undefined); // aborted: the reader ends
  }

  async #waitForTheSlow(): Promise<void> {
    const [oldest] = this.#kept;
    if (!oldest || this.#kept.length < pagesKept) return;
    const losingTouch = (): FeedFollower[] =>
      [...this.#fed].flatMap(([follower, position]) => (position < oldest.position ? [follower] : []));
    if (losingTouch().length === 0) return;
    const { promise: theyFollow, resolve } = Promise.withResolvers<void>();
    this.#onMoved = () => losingTouch().length > 0 || resolve();
    const waited = new AbortController();
    const signal = AbortSignal.any([this.#stretch.signal, waited.signal]);
    await Promise.race([theyFollow, pause(patience, undefined, { signal }).catch(() => undefined)]); // aborted: it ends
    waited.abort();
    this.#onMoved = () => undefined;
    for (const follower of losingTouch()) this.#fed.delete(follower); // waited for once, not at each page
  }

  #keep(page: Page): void {
    this.#position = page.position;
    this.#kept.push(page);
    if (this.#kept.length > pagesKept) this.#kept.shift();
  }
}

function distanceAfter({ events }: Page): number {
  return Math.min(distance.most, distance.least + events.length * distance.perEvent);
}

/** One projection's pages: from the shared reader, or from one of its own while it is far behind. */
export class FeedFollower implements PageSource {
  readonly #feed: Feed;
  readonly #open: () => OwnReader;
  #own: OwnReader | null = null;

  constructor(feed: Feed, open: () => OwnReader) {
    this.#feed = feed;
    this.#open = open;
  }

  async next(after: Position): Promise<Page | null> {
    if (!this.#own) {
      const page = await this.#feed.pageAfter(after, this);
      if (page !== "too far behind") return page;
      this.#own = this.#open();
    }
    const page = await this.#own.next(after);
    if (!page) return null;
    const met = this.#feed.upToHere(page);
    if (met.hasMet) await this.#endOwn();
    return met.page;
  }

  async close(): Promise<void> {
    this.#feed.leave(this);
    await this.#endOwn();
  }

  async #endOwn(): Promise<void> {
    const own = this.#own;
    this.#own = null;
    await own?.close();
  }
}
