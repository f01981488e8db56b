import type { Epoch, EventStore, Position } from "../event-store/port.ts";
import type { Positions, PositionWatch } from "../projections/positions.ts";
import type { ReadModel } from "../projections/reads/read-models.ts";
import { parsePlace, type LogPlace } from "../wire/position.ts";
import { invalidField, Problem, unavailable } from "./problem.ts";

/** An epoch lasts from a restore to the next: to look once a second is enough. */
const epochLooksMs = 1_000;

/** Half-way through the log they would show people as members who are none any more. */
export const tellingWhoMayRead: readonly ReadModel[] = ["members", "conversations"];

/** Where a query stands, and up to where it is known who may read what: nothing that is newer is shown. */
export interface QueryPlace extends LogPlace {
  /** Null where that is not asked. */
  readonly knownUpTo: Position | null;
}

/** Where commands and queries stand in the log. */
export class Places {
  readonly #store: Pick<EventStore, "epoch" | "head">;
  readonly #positions: Pick<PositionWatch, "positions" | "waitFor">;
  #epoch: Promise<Epoch> | null = null;
  #epochUntil = 0;

  constructor({
    store,
    positions,
  }: {
    readonly store: Pick<EventStore, "epoch" | "head">;
    readonly positions: Pick<PositionWatch, "positions" | "waitFor">;
  }) {
    this.#store = store;
    this.#positions = positions;
  }

  /** At most a second old. */
  async epoch(): Promise<Epoch> {
    if (this.#epoch && performance.now() < this.#epochUntil) return this.#epoch;
    const looked = this.#store.epoch();
    this.#epoch = looked;
    this.#epochUntil = performance.now() + epochLooksMs;
    return looked.catch((error: unknown) => {
      if (this.#epoch === looked) this.#epoch = null;
      throw error;
    });
  }

  /** A command's: of its last event; where there was nothing to do, the log's end. */
  async ofCommand(events: readonly { readonly position: Position }[]): Promise<LogPlace> {
    const last = events.at(-1);
    const [epoch, position] = await Promise.all([this.epoch(), last ? last.position : this.#store.head()]);
    return { epoch, position };
  }

  /**
   * A query's: the least of its read models, taken before it is asked; without any, the log's end. Given what it has to
   * show at least, it waits for that.
   * @throws Problem where that is malformed, of another epoch, or not reached within two seconds, and while it is not
   * known who may read what.
   */
  async ofQuery(models: readonly ReadModel[], minPosition: string | undefined): Promise<QueryPlace> {
    const epoch = await this.epoch();
    const wanted = minPosition === undefined ? null : parsePlace(minPosition);
    if (minPosition !== undefined && !wanted) throw invalidField("min_position", "This is no position.");
    if (wanted && wanted.epoch !== epoch)
      throw new Problem("conflict", "This position is of another epoch: load afresh.");
    if (models.length === 0) return { epoch, position: await this.#headFrom(wanted?.position ?? 0n), knownUpTo: null };
    const positions = wanted ? await this.#reached(models, wanted.position) : await this.#positionsNow(models);
    return { epoch, position: least(models, positions), knownUpTo: knownUpTo(models, positions) };
  }

  /** Waits until the read models show what was done at a place. @throws Problem after two seconds. */
  async shown(models: readonly ReadModel[], { position }: LogPlace): Promise<void> {
    const { kind } = await this.#positions.waitFor(models, position);
    if (kind === "timed out") throw unavailable("It was done, and will show in a moment.");
  }

  /**
   * Waits until it is known who may read what was said up to there. @returns up to where it is known then
   * @throws Problem after two seconds.
   */
  async untilKnown(position: Position): Promise<Position> {
    const { kind, positions } = await this.#positions.waitFor(tellingWhoMayRead, position);
    if (kind === "timed out") throw unavailable("Who may read this is not known yet; try again.");
    return least(tellingWhoMayRead, positions);
  }

  async #headFrom(wanted: Position): Promise<Position> {
    const head = await this.#store.head();
    if (head < wanted) throw notThere();
    return head;
  }

  async #reached(models: readonly ReadModel[], wanted: Position): Promise<Positions> {
    const { kind, positions } = await this.#positions.waitFor(models, wanted);
    if (kind === "timed out") throw notThere();
    return positions;
  }

  async #positionsNow(models: readonly ReadModel[]): Promise<Positions> {
    const positions = await this.#positions.positions();
    const isKnown = tellingWhoMayRead.every((name) => !models.includes(name) || positions.has(name));
    if (!isKnown) throw unavailable("Who may read what is being worked out anew; try again.");
    return positions;
  }
}

/** Null where it is not asked who may read what. */
function knownUpTo(models: readonly ReadModel[], positions: Positions): Position | null {
  return tellingWhoMayRead.every((name) => models.includes(name)) ? least(tellingWhoMayRead, positions) : null;
}

/** A read model that never ran, or is made anew, is before everything. */
function least(models: readonly ReadModel[], positions: ReadonlyMap<string, Position>): Position {
  return models.map((name) => positions.get(name) ?? 0n).reduce((one, other) => (one < other ? one : other));
}

function notThere(): Problem {
  return unavailable("What is to be shown has not got so far yet.");
}
