import type { UserId } from "../domain/ids.ts";
import type { Moment } from "./online-people.ts";

interface Sign {
  at: Moment;
  /** The last sign that other processes were told of. */
  toldAt: Moment;
}

/** Whose signs of life come to this process, and which of them the others have still to be told of: few are enough. */
export class OwnPeople {
  readonly #signs = new Map<UserId, Sign>();
  readonly #tellEveryMs: number;

  constructor(tellEveryMs: number) {
    this.#tellEveryMs = tellEveryMs;
  }

  seen(id: UserId, at: Moment): void {
    const sign = this.#signs.get(id);
    if (sign) sign.at = at;
    else this.#signs.set(id, { at, toldAt: -Infinity });
  }

  /** Those whose last sign is news to others, and who were not told of for a while; from now on they were. */
  toTell(now: Moment): ReadonlyMap<UserId, Moment> {
    const news = new Map<UserId, Moment>();
    for (const [id, sign] of this.#signs) {
      if (sign.at <= sign.toldAt || sign.toldAt > now - this.#tellEveryMs) continue;
      sign.toldAt = now;
      news.set(id, sign.at);
    }
    return news;
  }

  /** For a process that has missed what was told: everybody is to be told of again. */
  tellAgain(): void {
    for (const sign of this.#signs.values()) sign.toldAt = -Infinity;
  }

  forget(id: UserId): void {
    this.#signs.delete(id);
  }
}
