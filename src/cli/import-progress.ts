import { Presets, SingleBar } from "cli-progress";
import type { ImportListener } from "../import/irc/import-irc.ts";
import type { Skipped } from "../import/irc/survey.ts";

const listedAtMost = 20;
/** Milliseconds between two steps of the bar; its estimate rests on the last so many of them. */
const stepEvery = 100;
const stepsOfEstimate = 50;

/** Shows on stderr how far an import is, and what it leaves out. On no terminal the bar is a line every two seconds. */
export class ImportProgress implements ImportListener {
  readonly #listsAll: boolean;
  readonly #bar: SingleBar;
  readonly #first: Skipped[] = [];
  #skipped = 0;
  #lines = 0;
  #steppedAt = performance.now();

  constructor({ listsAll }: { listsAll: boolean }) {
    this.#listsAll = listsAll;
    this.#bar = new SingleBar(
      {
        format: "{bar} {percentage} % | {value} of {total} lines | {eta_formatted} left",
        noTTYOutput: true,
        notTTYSchedule: 2_000,
        etaBuffer: stepsOfEstimate,
        stream: process.stderr,
      },
      Presets.shades_classic,
    );
  }

  /** With all of them listed there is no bar, which they would run through. */
  start(lines: number): void {
    if (!this.#listsAll) this.#bar.start(lines, 0);
  }

  stop(): void {
    this.#step();
    this.#bar.stop();
  }

  onLines = (count: number): void => {
    this.#lines += count;
    if (performance.now() - this.#steppedAt >= stepEvery) this.#step();
  };

  onSkipped = (skipped: Skipped): void => {
    this.#skipped += 1;
    if (this.#listsAll) console.error(skippedText(skipped));
    else if (this.#first.length < listedAtMost) this.#first.push(skipped);
  };

  #step(): void {
    this.#bar.increment(this.#lines);
    this.#lines = 0;
    this.#steppedAt = performance.now();
  }

  /** The first ones, where they were not listed as they came. */
  listSkipped(): void {
    for (const skipped of this.#first) console.error(skippedText(skipped));
    const more = this.#listsAll ? 0 : this.#skipped - this.#first.length;
    if (more > 0) console.error(`… and ${more} more; --verbose lists them all.`);
  }
}

function skippedText({ file, line, reason }: Skipped): string {
  return line === undefined ? `left out: ${file}: ${reason}` : `left out: ${file} line ${line}: ${reason}`;
}
