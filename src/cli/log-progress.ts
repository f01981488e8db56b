import type { Position } from "../event-store/port.ts";

const sayEveryMs = 1_000;
const windowMs = 10_000;

interface Sample {
  readonly at: number;
  readonly events: number;
  readonly position: Position;
}

export interface Shown {
  /** What is being done. */
  readonly doing: string;
  readonly events: number;
  readonly position: Position;
  readonly head: Position;
}

/** Shows on stderr, once a second, how far a log was read, how fast, and how long it will take. */
export class LogProgress {
  #samples: readonly Sample[] = [];
  #saidAt = Number.NEGATIVE_INFINITY;

  show({ doing, events, position, head }: Shown): void {
    const now = performance.now();
    if (now - this.#saidAt < sayEveryMs) return;
    this.#saidAt = now;
    this.#samples = [...this.#samples.filter(({ at }) => at > now - windowMs), { at: now, events, position }];
    const done = head === 0n ? 100 : Math.min(100, Number((position * 1_000n) / head) / 10);
    this.#say(`${doing}: ${number(events)} events, ${done.toFixed(1)} %${this.#speed({ position, head })}`);
  }

  /** Leaves the last line where it is. */
  end(): void {
    if (process.stderr.isTTY && this.#samples.length > 0) process.stderr.write("\n");
  }

  #speed({ position, head }: Pick<Shown, "position" | "head">): string {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (!first || !last || last.at === first.at) return "";
    const seconds = (last.at - first.at) / 1_000;
    const moved = Number(last.position - first.position);
    const left = head > position && moved > 0 ? (Number(head - position) * seconds) / moved : 0;
    return `, ${number((last.events - first.events) / seconds)} events/s, ${timeText(left)} left`;
  }

  #say(line: string): void {
    if (process.stderr.isTTY) process.stderr.write(`\r\u{1B}[K${line}`);
    else console.error(line);
  }
}

const number = (value: number): string => Math.round(value).toLocaleString("en");

function timeText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? `${minutes} min ${Math.ceil(seconds % 60)} s` : `${Math.ceil(seconds)} s`;
}
