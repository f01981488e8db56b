import type { UserId } from "../domain/ids.ts";

/** Milliseconds of this process's clock. */
export type Moment = number;

/**
 * Who is online: everybody whose last sign of life, wherever it was given, is not older than the limit. It holds nobody
 * else, and asks no clock.
 */
export class OnlinePeople {
  readonly #lastSigns = new Map<UserId, Moment>();
  readonly #limitMs: number;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /** Signs may come in any order. @returns whether they were offline before. */
  seen(id: UserId, at: Moment): boolean {
    const last = this.#lastSigns.get(id);
    if (last === undefined || last < at) this.#lastSigns.set(id, at);
    return last === undefined;
  }

  lastSign(id: UserId): Moment | null {
    return this.#lastSigns.get(id) ?? null;
  }

  /** Lets go of those who gave no sign for too long. @returns them, with their last sign. */
  expire(now: Moment): ReadonlyMap<UserId, Moment> {
    const gone = new Map<UserId, Moment>();
    for (const [id, at] of this.#lastSigns) if (at <= now - this.#limitMs) gone.set(id, at);
    for (const id of gone.keys()) this.#lastSigns.delete(id);
    return gone;
  }
}
