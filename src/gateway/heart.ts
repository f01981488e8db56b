import { reasonOf } from "../platform/start-refused.ts";
import type { Stream } from "./stream.ts";

/** Beats between two comments, and between two questions whether a session is open. With a beat a second: 20 s, 60 s. */
const commentEvery = 20;
const askEvery = 60;

/**
 * One timer for all streams: each is sent a comment from time to time, so that nobody on the way takes it for dead, and
 * its session is asked for. Each stream has its slot, so that not all have their turn at once.
 */
export class Heart {
  readonly #slots = Array.from({ length: askEvery }, () => new Set<Stream>());
  readonly #report: (sentence: string) => void;
  #beats = 0;
  #nextSlot = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(report: (sentence: string) => void) {
    this.#report = report;
  }

  start(beatMs: number): void {
    this.#timer = setInterval(() => this.#beat(), beatMs);
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
  }

  add(stream: Stream): void {
    this.#slots[this.#nextSlot]?.add(stream);
    this.#nextSlot = (this.#nextSlot + 1) % askEvery;
  }

  remove(stream: Stream): void {
    for (const slot of this.#slots) if (slot.delete(stream)) return;
  }

  #beat(): void {
    this.#beats += 1;
    for (let slot = this.#beats % commentEvery; slot < askEvery; slot += commentEvery) {
      for (const stream of this.#slots[slot] ?? []) stream.comment();
    }
    const asked = [...(this.#slots[this.#beats % askEvery] ?? [])].map((stream) => endIfOver(stream));
    void Promise.allSettled(asked).then((answers) => this.#reportFailed(answers));
  }

  /** A session that cannot be asked for just now is left open and asked for again. */
  #reportFailed(answers: readonly PromiseSettledResult<void>[]): void {
    const failed = answers.filter((answer) => answer.status === "rejected");
    const [first] = failed;
    if (first) this.#report(`Whether ${failed.length} sessions are open is not known: ${reasonOf(first.reason)}`);
  }
}

async function endIfOver(stream: Stream): Promise<void> {
  if (!(await stream.isSessionOpen())) stream.stop();
}
