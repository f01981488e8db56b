import { setTimeout as pause } from "node:timers/promises";
import type { EventStore, Position } from "../event-store/port.ts";
import { Meter } from "./meter.ts";
import { restFor, type Pace } from "./pace.ts";
import type { Page, PageSource } from "./pages.ts";

/** Of a page that is written while commands are carried out: a batch is over soon, and others get their turn. */
const fewEvents = 250;
const longestRestMs = 2_000;
/** So long after the last event was appended commands are taken to be carried out still. */
const busyForMs = 1_000;

export interface UnhurriedParts {
  readonly store: Pick<EventStore, "head">;
  /** Whether an operator has it take no rests; asked before each. */
  readonly isHurried: () => Promise<boolean>;
  readonly signal: AbortSignal;
}

/**
 * The pages of another source, for what is built beside a read model that is asked. While nothing is appended, or when an
 * operator hurries it, they come as fast as they can be written; otherwise small ones, each after a rest. From the log's
 * end on they come as they are.
 */
export class Unhurried implements PageSource {
  readonly #source: PageSource;
  readonly #parts: UnhurriedParts;
  readonly #growth = new Meter();
  readonly #way = new Meter();
  readonly #workedMs = new Meter();
  #rest: Page | null = null;
  #isLive = false;
  #head: Position | null = null;
  #busyUntil = 0;
  #handedOut: { readonly page: Page; readonly at: number } | null = null;

  constructor(source: PageSource, parts: UnhurriedParts) {
    this.#source = source;
    this.#parts = parts;
  }

  async next(after: Position): Promise<Page | null> {
    if (this.#isLive) return this.#source.next(after);
    const worked = this.#countWork();
    const pace = await this.#takeRest(worked);
    const at = performance.now();
    const page = this.#rest ?? (await this.#source.next(after));
    this.#rest = null;
    if (!page) return null;
    const { now, later } = pace === "free" || pace === "hurried" ? { now: page, later: null } : cut(page);
    this.#rest = later;
    this.#isLive = now.caughtUp;
    this.#handedOut = { page: now, at };
    return this.#isLive ? now : { ...now, pace };
  }

  async close(): Promise<void> {
    await this.#source.close();
  }

  /** Milliseconds that the last page took, from when it was asked for until it was written. */
  #countWork(): number {
    if (!this.#handedOut) return 0;
    const { page, at } = this.#handedOut;
    const ms = performance.now() - at;
    this.#handedOut = null;
    this.#way.count(Number(page.position - page.after));
    this.#workedMs.count(ms);
    return ms;
  }

  async #takeRest(workedMs: number): Promise<Pace> {
    if (!(await this.#isBusy())) return "free";
    if (await this.#parts.isHurried()) return "hurried";
    const worked = this.#workedMs.perSecond();
    const speed = worked > 0 ? (this.#way.perSecond() * 1_000) / worked : 0;
    const { pace, times } = restFor({ growth: this.#growth.perSecond(), speed });
    const ms = Math.min(longestRestMs, workedMs * times);
    await pause(ms, undefined, { signal: this.#parts.signal }).catch(() => undefined); // aborted: the reader ends
    return pace;
  }

  async #isBusy(): Promise<boolean> {
    const head = await this.#parts.store.head();
    const now = performance.now();
    if (this.#head !== null && head > this.#head) {
      this.#growth.count(Number(head - this.#head));
      this.#busyUntil = now + busyForMs;
    }
    this.#head = head;
    return now < this.#busyUntil;
  }
}

/** A page's first events, and the page of the others. */
function cut(page: Page): { readonly now: Page; readonly later: Page | null } {
  const last = page.events[fewEvents - 1]?.event.position;
  if (last === undefined || page.events.length === fewEvents) return { now: page, later: null };
  const now = { ...page, position: last, caughtUp: false, events: page.events.slice(0, fewEvents) };
  return { now, later: { ...page, after: last, events: page.events.slice(fewEvents) } };
}
