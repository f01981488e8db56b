import { Presets, SingleBar } from "cli-progress";
import type { Pace } from "../projections/pace.ts";
import { paceText } from "./pace-text.ts";

const lineEveryMs = 1_000;

export interface RebuildProgress {
  readonly position: bigint;
  readonly head: bigint;
  readonly eventsPerSecond: number;
  /** Null while there is nothing to tell it from. */
  readonly secondsLeft: number | null;
  /** Of one that is built beside. */
  readonly pace?: Pace | null;
}

export interface RebuildDisplay {
  show(progress: RebuildProgress): void;
  /** Says what became of it. */
  end(outcome: string): void;
}

/** A bar for people who watch; a line a second for what is not a terminal. */
export function rebuildDisplay(name: string): RebuildDisplay {
  return process.stderr.isTTY ? bar(name) : lines(name);
}

function bar(name: string): RebuildDisplay {
  const shown = new SingleBar(
    { format: `${name} {bar} {percentage} % | {speed} events/s | {left}`, hideCursor: true, etaBuffer: 1 },
    Presets.shades_classic,
  );
  let isShown = false;
  return {
    show(progress) {
      const { done, speed, left } = wordsOf(progress);
      if (!isShown) shown.start(100, 0, { speed, left });
      isShown = true;
      shown.update(done, { speed, left });
    },
    end(outcome) {
      if (isShown) shown.stop();
      console.log(`${name}: ${outcome}.`);
    },
  };
}

function lines(name: string): RebuildDisplay {
  let saidAt = Number.NEGATIVE_INFINITY;
  return {
    show(progress) {
      if (performance.now() - saidAt < lineEveryMs) return;
      saidAt = performance.now();
      const { done, speed, left } = wordsOf(progress);
      console.log(`${name}: ${done} %, ${speed} events/s, ${left}`);
    },
    end: (outcome) => console.log(`${name}: ${outcome}.`),
  };
}

interface Words {
  /** Of 100. */
  readonly done: number;
  readonly speed: string;
  readonly left: string;
}

/** The log may have grown since the head was read: then it is done, and a little more. */
function wordsOf({ position, head, eventsPerSecond, secondsLeft, pace = null }: RebuildProgress): Words {
  const done = head === 0n ? 100 : Math.min(100, Number((position * 100n) / head));
  const time = secondsLeft === null ? "working out how long" : leftText(secondsLeft);
  const left = pace === null || pace === "free" ? time : `${time} (${paceText[pace]})`;
  return { done, speed: eventsPerSecond.toFixed(0), left };
}

function leftText(seconds: number): string {
  return seconds < 120 ? `${Math.ceil(seconds)} s left` : `about ${Math.round(seconds / 60)} minutes left`;
}
