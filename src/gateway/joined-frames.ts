import type { Framed } from "./frame.ts";

interface Joined {
  readonly frames: readonly Buffer[];
  readonly bytes: Buffer;
}

/** Of what thousands who come back at once are told; each is a write, so that all of them take a few megabytes. */
const mostKept = 64;

/**
 * Joins frames for one write. Whoever listens to the same conversation is written the same, so what was joined last is
 * kept, and given again to all who need just that.
 */
export class JoinedFrames {
  /** By the first frame, the oldest first. */
  readonly #kept = new Map<Buffer, Joined>();

  /** @returns null when there is nothing to write. */
  of(framed: readonly Framed[]): Buffer | null {
    const frames = framed.map(({ frame }) => frame).filter((frame) => Buffer.isBuffer(frame));
    const [first, second] = frames;
    if (!first || !second) return first ?? null;
    const kept = this.#kept.get(first);
    if (kept && areSame(kept.frames, frames)) return kept.bytes;
    const bytes = Buffer.concat(frames);
    this.#keep(first, { frames, bytes });
    return bytes;
  }

  /** Lets go of everything: there may be words in it that were taken back. */
  clear(): void {
    this.#kept.clear();
  }

  #keep(first: Buffer, joined: Joined): void {
    const [oldest] = this.#kept.keys();
    if (oldest && this.#kept.size >= mostKept) this.#kept.delete(oldest);
    this.#kept.set(first, joined);
  }
}

function areSame(some: readonly Buffer[], others: readonly Buffer[]): boolean {
  return some.length === others.length && some.every((each, index) => each === others[index]);
}
