import { Presets, SingleBar } from "cli-progress";
import type { ImportListener } from "../import/irc/import-irc.ts";
import type { Skipped } from "../import/irc/survey.ts";

const listedAtMost = 20;

/** Shows on stderr how far an import is, and what it leaves out. On no terminal the bar is a line every two seconds. */
export class ImportProgress implements ImportListener {
  readonly #listsAll: boolean;
  readonly #bar: SingleBar;
  readonly #first: Skipped[] = [];
  #skipped = 0;

  constructor({ listsAll }: { listsAll: boolean }) {
    this.#listsAll = listsAll;
    this.#bar = new SingleBar(
      {
        format: "{bar} {percentage} % | {value} of {total} lines | {eta_formatted} left",
        noTTYOutput: true,
        notTTYSchedule: 2_000,
        etaBuffer: 5_000, // lines: they come in groups of some hundred
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
    this.#bar.stop();
  }

  onLines = (count: number): void => this.#bar.increment(count);

  onSkipped = (skipped: Skipped): void => {
    this.#skipped += 1;
    if (this.#listsAll) console.error(skippedText(skipped));
    else if (this.#first.length < listedAtMost) this.#first.push(skipped);
  };

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
