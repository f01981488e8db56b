import { z } from "zod";
import type { SignalLine } from "./line.ts";

/** So many signals wait at most while more is said than the line carries. */
const mostWaiting = 2_000;

/** What a text is made of: topics and what is said of each. */
const said = z.array(z.tuple([z.string(), z.unknown()]));

/**
 * What processes tell each other and nobody keeps. A signal reaches every other process within moments, in order, or
 * never: while the line is away it is lost. Those of a moment go out together.
 */
export class Signals {
  readonly #line: SignalLine | null;
  readonly #report: (sentence: string) => void;
  readonly #hearers = new Map<string, (payload: unknown) => void>();
  readonly #onListening: (() => void)[] = [];
  readonly #waiting: string[] = [];
  #lost = 0;
  #lastSent = 0;
  #timer: NodeJS.Timeout | null = null;
  #isOpen = false;

  /** @param line null where there is nobody else to tell */
  constructor(line: SignalLine | null, report: (sentence: string) => void) {
    this.#line = line;
    this.#report = report;
  }

  open(): void {
    this.#isOpen = true;
    this.#line?.open({
      onText: (text) => this.#hear(text),
      onListening: () => this.#onListening.forEach((tell) => tell()),
    });
  }

  /** Tells all other processes. @throws RangeError for what no text can hold. */
  send(topic: string, payload: unknown): void {
    const line = this.#line;
    if (!line || !this.#isOpen) return;
    const signal = JSON.stringify([topic, payload]);
    if (Buffer.byteLength(signal) + 2 > line.mostBytes) throw new RangeError(`A signal of ${topic} is too long.`);
    if (this.#waiting.length < mostWaiting) this.#waiting.push(signal);
    else this.#lost += 1;
    this.#schedule(line);
  }

  /** Told of each signal of a topic that another process sends; what it says is still to be checked. */
  hear(topic: string, hearer: (payload: unknown) => void): void {
    this.#hearers.set(topic, hearer);
  }

  /** Told when others can be heard, at first or again: what was said before is lost. */
  onListening(tell: () => void): void {
    this.#onListening.push(tell);
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#line?.close();
  }

  #schedule(line: SignalLine): void {
    const wait = Math.max(0, this.#lastSent + line.paceMs - performance.now());
    this.#timer ??= setTimeout(() => void this.#flush(line), wait);
  }

  async #flush(line: SignalLine): Promise<void> {
    this.#lastSent = performance.now();
    if (this.#lost > 0) this.#report(`${this.#lost} signals to other processes were left out: there were too many.`);
    this.#lost = 0;
    await line.send(this.#nextText(line.mostBytes));
    this.#timer = null;
    if (this.#isOpen && this.#waiting.length > 0) this.#schedule(line);
  }

  /** As many of those that wait as fit. */
  #nextText(mostBytes: number): string {
    let bytes = 1;
    const end = this.#waiting.findIndex((signal) => (bytes += Buffer.byteLength(signal) + 1) > mostBytes);
    return `[${this.#waiting.splice(0, end < 0 ? this.#waiting.length : end).join(",")}]`;
  }

  #hear(text: string): void {
    const signals = signalsIn(text);
    if (!signals) return this.#report("Another process said what is no signal; is it of another release?");
    for (const [topic, payload] of signals) this.#hearers.get(topic)?.(payload);
  }
}

function signalsIn(text: string): z.output<typeof said> | null {
  try {
    return said.parse(JSON.parse(text));
  } catch {
    return null; // reported
  }
}
