import type pg from "pg";
import { Wakeups } from "../event-store/wakeups.ts";
import type { Position } from "../event-store/port.ts";
import { Listener } from "../platform/postgres/listener.ts";
import { reasonOf } from "../platform/start-refused.ts";
import { channel } from "./channel.ts";
import { isOutage } from "./outage.ts";

const pollMs = 250;

/** By name; of the active version. One that is being made from the log's start stands nowhere until it has been at its end. */
export type Positions = ReadonlyMap<string, Position>;

export interface Waited {
  readonly kind: "reached" | "timed out";
  /** Where they stood at the last look; a projection that never ran, or is made anew, has none. */
  readonly positions: Positions;
}

export interface PositionWatchOptions {
  readonly pool: pg.Pool;
  /** For the connection that listens. */
  readonly connection: pg.ClientConfig;
  readonly report?: (sentence: string) => void;
}

/**
 * Lets queries wait until the read models have reached a position, in whatever process they are written. All who wait
 * share the looks at the table: one at each notification, and one every 250 ms in case a notification is lost.
 */
export class PositionWatch {
  readonly #pool: pg.Pool;
  readonly #listener: Listener;
  readonly #report: (sentence: string) => void;
  readonly #wakeups = new Wakeups(pollMs);
  readonly #closed = new AbortController();
  /** The look under way, and the one after it: who asks during a look cannot trust it. */
  #looking: Promise<Positions> | null = null;
  #lookingNext: Promise<Positions> | null = null;
  #lastSeen: Positions = new Map();

  constructor({ pool, connection, report = () => undefined }: PositionWatchOptions) {
    this.#pool = pool;
    this.#report = report;
    const wake = (): void => this.#wakeups.wakeAll();
    this.#listener = new Listener(connection, { channel, onNotification: wake, onListening: wake, report });
  }

  open(): void {
    this.#listener.open();
  }

  /** Where the active versions stood at the last look. */
  get lastSeen(): Positions {
    return this.#lastSeen;
  }

  /** Where the active versions stand now. */
  async positions(): Promise<Positions> {
    if (!this.#looking) return this.#look();
    this.#lookingNext ??= this.#looking
      .then(
        () => undefined,
        () => undefined, // whoever asked for that look hears of it
      )
      .then(() => this.#looking ?? this.#look()); // somebody else may have begun one, behind the other
    return this.#lookingNext;
  }

  /** Waits until all of the named have reached the position. An outage in the meantime is waited out, too. */
  async waitFor(
    names: string | readonly string[],
    position: Position,
    { timeoutMs = 2_000 }: { readonly timeoutMs?: number } = {},
  ): Promise<Waited> {
    const all = typeof names === "string" ? [names] : names;
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), this.#closed.signal]);
    const ended = aborted(signal);
    let positions: Positions = new Map();
    for (;;) {
      const seen = this.#wakeups.count;
      const found = await this.#positionsBefore(ended);
      if (found) positions = new Map(all.flatMap((name) => entryOf(found, name)));
      if (all.every((name) => (positions.get(name) ?? -1n) >= position)) return { kind: "reached", positions };
      if (signal.aborted) return { kind: "timed out", positions };
      await this.#wakeups.next(seen, signal);
    }
  }

  /** Ends all waiting. */
  async close(): Promise<void> {
    this.#closed.abort();
    await this.#listener.close();
    await Promise.allSettled([this.#looking, this.#lookingNext]);
  }

  async #positionsBefore(ended: Promise<null>): Promise<Positions | null> {
    const looked = this.positions().catch((error: unknown) => {
      if (!isOutage(error)) throw error;
      this.#report(`The positions of projections are not known: ${reasonOf(error)}`);
      return null;
    });
    return Promise.race([looked, ended]);
  }

  #look(): Promise<Positions> {
    this.#lookingNext = null;
    this.#looking = this.#read().finally(() => (this.#looking = null));
    return this.#looking;
  }

  async #read(): Promise<Positions> {
    this.#lastSeen = await readPositions(this.#pool);
    return this.#lastSeen;
  }
}

async function readPositions(pool: pg.Pool): Promise<Positions> {
  const { rows } = await pool.query<{ name: string; position: string }>({
    name: "positions of read models",
    text: "select name, position from projections.active join projections.builds using (name, build) where is_indexed",
  });
  return new Map(rows.map(({ name, position }) => [name, BigInt(position)]));
}

function entryOf(positions: Positions, name: string): [string, Position][] {
  const position = positions.get(name);
  return position === undefined ? [] : [[name, position]];
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener("abort", () => resolve(null), { once: true });
  });
}
