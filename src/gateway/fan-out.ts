import { setTimeout as pause } from "node:timers/promises";
import { reasonOf } from "../platform/start-refused.ts";
import { isOutage } from "../projections/outage.ts";
import type { Audiences, Connected } from "./audiences.ts";
import { renderFrames } from "./frame.ts";
import { JoinedFrames } from "./joined-frames.ts";
import type { Renderer } from "./renderer.ts";
import type { Ring } from "./ring.ts";
import type { Stream } from "./stream.ts";
import { TakenBack } from "./taken-back.ts";
import type { Entry, ToldByEvent } from "./telling.ts";

export interface FanOutParts {
  readonly ring: Ring;
  readonly audiences: Audiences;
  readonly renderer: Renderer;
  /** What those who catch up were written. */
  readonly joined: JoinedFrames;
  readonly report: (sentence: string) => void;
}

const retryMs = 500;

/** Hands what the log tells to the ring and to everybody who is connected and live. */
export class FanOut {
  readonly #parts: FanOutParts;

  constructor(parts: FanOutParts) {
    this.#parts = parts;
  }

  /**
   * All of it in one go, so that nobody finds the ring half-way. Then what somebody listens to is rendered, and each
   * stream written once. Aborted in an outage, it writes nothing. @returns whether anybody was written to
   */
  async tell(events: readonly ToldByEvent[], signal: AbortSignal): Promise<boolean> {
    const written = new Set<Stream>();
    const needed = new Set<Entry>();
    const takenBack = new TakenBack();
    for (const event of events) {
      this.#tellOne(event, { written, needed });
      takenBack.add(event);
    }
    this.#parts.ring.takeBack(takenBack);
    if (!takenBack.isNone) this.#parts.joined.clear();
    if (!(await this.#isRendered([...needed], signal))) return false;
    const joined = new JoinedFrames();
    for (const stream of written) stream.flush(joined, this.#parts.ring.position);
    return written.size > 0;
  }

  #tellOne(event: ToldByEvent, { written, needed }: Collected): void {
    this.#parts.ring.push(event);
    const audiences = this.#audiencesOf(event);
    event.entries.forEach((entry, index) => {
      for (const { streams } of audiences[index] ?? []) {
        for (const stream of streams) {
          if (!stream.push(entry)) continue;
          written.add(stream);
          needed.add(entry);
        }
      }
    });
  }

  /** A stay that the event opens counts, one that it closes does not; a deletion is told to those whose stay it closes. */
  #audiencesOf({ entries, change }: ToldByEvent): readonly Iterable<Connected>[] {
    const { audiences } = this.#parts;
    const members = change?.isOver ? entries.map((entry) => [...audiences.of(entry)]) : null;
    if (change) audiences.apply(change);
    return members ?? entries.map((entry) => audiences.of(entry));
  }

  /** The log's words may be out of reach for a while; the order stays, so everything waits. */
  async #isRendered(entries: readonly Entry[], signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      try {
        await renderFrames(this.#parts.renderer, entries);
        return true;
      } catch (error) {
        if (!isOutage(error)) throw error;
        this.#parts.report(`What happened cannot be told yet: ${reasonOf(error)}`);
        await pause(retryMs, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
      }
    }
    return false;
  }
}

interface Collected {
  readonly written: Set<Stream>;
  readonly needed: Set<Entry>;
}
