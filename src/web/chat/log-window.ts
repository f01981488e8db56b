import { estimateOf } from "./estimate.ts";
import { rowsIn, sum, topOf, type Part, type Sight } from "./heights.ts";
import type { Row } from "./rows.ts";

/** So close to the end a reader is taken along when something comes, in pixels. */
const followPx = 80;
/** Rows are made so far around what is in sight, and made again when less than the second is left. */
const aroundPx = 700;
const leastAroundPx = 250;
/** A guess for the first drawing, before the page has been laid out. */
const usualHeight = 900;
/** Above a row that is brought to the top. */
const abovePx = 16;

interface Goal {
  readonly key: string;
  readonly align: "start" | "center";
}

/** What is drawn of a log: some of its rows, and the room that the others would take. */
export interface Shown {
  readonly part: Part;
  readonly above: number;
  readonly below: number;
}

/**
 * The rows of a log of which only those in sight are in the page. The log scrolls from its end (`column-reverse`), so
 * the browser itself keeps what is seen in its place when something comes or grows above, and the end when one reads
 * there. What comes or grows below somebody who reads further up is made up for here. Rows are never asked how high
 * they are: the browser tells it when it has laid them out.
 */
export class LogWindow {
  readonly #drawAgain: () => void;
  readonly #measured = new Map<string, number>();
  readonly #estimates = new WeakMap<Row, number>();
  readonly #elements = new Map<string, HTMLElement>();
  readonly #keys = new WeakMap<Element, string>();
  readonly #resizes = new ResizeObserver((entries) => this.#resized(entries));
  #scroller: HTMLElement | null = null;
  #rows: readonly Row[] = [];
  #heights: readonly number[] = [];
  #sight: Sight = { fromEnd: 0, height: usualHeight };
  #part: Part = { from: 0, to: 0 };
  #goal: Goal | null = null;
  /** A row that is seen, and how far its top is from the end: it stays where it is. */
  #kept: { readonly key: string; readonly top: number } | null = null;
  /** Whether the last row is the conversation's last; otherwise nobody is taken along to it. */
  #isWhole = true;
  #isMoved = false;

  constructor(drawAgain: () => void) {
    this.#drawAgain = drawAgain;
  }

  /** From now on this element scrolls. @returns what ends it */
  open(scroller: HTMLElement): () => void {
    this.#scroller = scroller;
    this.#resizes.observe(scroller);
    return () => this.#resizes.disconnect();
  }

  /** What to draw of these rows; `isWhole` where no more come after them. */
  show(rows: readonly Row[], isWhole: boolean): Shown {
    this.#rows = rows;
    this.#reckon();
    this.#isWhole = isWhole;
    const part = rowsIn(this.#heights, this.#sightWanted(), aroundPx);
    this.#part = part;
    return {
      part,
      above: sum(this.#heights.slice(0, part.from)),
      below: sum(this.#heights.slice(part.to)),
    };
  }

  /** After what was to be drawn stands in the page. */
  drawn(): void {
    if (this.#goal) this.#reach(this.#goal);
    else if (this.#isMoved) this.#scrollTo(this.#sight.fromEnd);
    this.#isMoved = false;
  }

  /** A row is in the page. @returns what to do when it no longer is */
  hold(key: string, element: HTMLElement): () => void {
    this.#keys.set(element, key);
    this.#elements.set(key, element);
    this.#resizes.observe(element);
    return () => {
      this.#resizes.unobserve(element);
      if (this.#elements.get(key) === element) this.#elements.delete(key);
    };
  }

  /** Somebody scrolled. */
  scrolled(): void {
    const wasAtEnd = this.isAtEnd;
    this.#look();
    if (!this.#isCovered() || wasAtEnd !== this.isAtEnd) this.#drawAgain();
  }

  scrollToRow(index: number, align: Goal["align"]): void {
    const key = this.#rows[index]?.key;
    if (key === undefined) return;
    this.#goal = { key, align };
    this.#drawAgain();
  }

  scrollToEnd(): void {
    this.#goal = null;
    this.#kept = null;
    this.#scrollTo(0);
    this.#sight = { ...this.#sight, fromEnd: 0 };
    this.#drawAgain();
  }

  /** Whether what is last is seen, or nearly. */
  get isAtEnd(): boolean {
    return this.#goal === null && this.#sight.fromEnd < followPx;
  }

  /** Whether the end is what keeps its place. */
  get #follows(): boolean {
    return this.#isWhole && this.#sight.fromEnd < followPx;
  }

  /** Pixels from what is seen to the first and to the last row. */
  get left(): { readonly above: number; readonly below: number } {
    const { fromEnd, height } = this.#sight;
    return { above: sum(this.#heights) - fromEnd - height, below: fromEnd };
  }

  /** Heights as they are known now. What is seen keeps its place, except at the end, where the end does. */
  #reckon(): void {
    this.#heights = this.#rows.map((row) => this.#measured.get(row.key) ?? this.#estimated(row));
    const kept = this.#kept;
    if (!kept || this.#follows) return;
    const index = this.#rows.findIndex(({ key }) => key === kept.key);
    if (index < 0) return;
    const top = topOf(this.#heights, index);
    if (top === kept.top) return;
    this.#sight = { ...this.#sight, fromEnd: Math.max(0, this.#sight.fromEnd + top - kept.top) };
    this.#kept = { key: kept.key, top };
    this.#isMoved = true;
  }

  /** Takes note of where one looks, and of the highest row there that is known to be as high as it is. */
  #look(): void {
    if (!this.#scroller) return;
    this.#sight = { ...this.#sight, fromEnd: Math.max(0, -this.#scroller.scrollTop) };
    const upper = this.#sight.fromEnd + this.#sight.height;
    this.#kept = null;
    let top = topOf(this.#heights, this.#part.to);
    for (let index = this.#part.to - 1; index >= this.#part.from; index -= 1) {
      const key = this.#rows[index]?.key ?? "";
      const height = this.#measured.get(key);
      top += this.#heights[index] ?? 0;
      if (top > upper) return;
      if (height !== undefined) this.#kept = { key, top };
    }
  }

  #resized(entries: readonly ResizeObserverEntry[]): void {
    const wasAtEnd = this.isAtEnd;
    for (const { target, borderBoxSize } of entries) {
      const height = borderBoxSize[0]?.blockSize ?? 0;
      const key = this.#keys.get(target);
      if (target === this.#scroller) this.#sight = { ...this.#sight, height };
      else if (key !== undefined && height > 0) this.#measured.set(key, height);
    }
    this.#reckon();
    if (this.#isMoved) this.#scrollTo(this.#sight.fromEnd);
    this.#isMoved = false;
    if (this.#follows) this.#kept = null;
    else this.#look();
    // In the next frame: what is drawn now would be measured while measures are told.
    if (!this.#isCovered() || wasAtEnd !== this.isAtEnd) requestAnimationFrame(this.#drawAgain);
  }

  #isCovered(): boolean {
    const { from, to } = rowsIn(this.#heights, this.#sight, leastAroundPx);
    return from >= this.#part.from && to <= this.#part.to;
  }

  #sightWanted(): Sight {
    const goal = this.#goal;
    const index = goal ? this.#rows.findIndex(({ key }) => key === goal.key) : -1;
    if (!goal || index < 0) return this.#sight;
    const { height } = this.#sight;
    const top = topOf(this.#heights, index);
    const fromEnd = goal.align === "start" ? top - height : top - (height + (this.#heights[index] ?? 0)) / 2;
    return { height, fromEnd: Math.max(0, fromEnd) };
  }

  /** Brings a row to its place by where it stands now; all that was drawn around it is measured with it. */
  #reach({ key, align }: Goal): void {
    const row = this.#elements.get(key)?.getBoundingClientRect();
    const box = this.#scroller?.getBoundingClientRect();
    this.#goal = null;
    if (!this.#scroller || !row || !box) return;
    for (const [each, element] of this.#elements) this.#measured.set(each, element.getBoundingClientRect().height);
    this.#kept = null;
    this.#reckon();
    const place = align === "start" ? box.top + abovePx : box.top + (box.height - row.height) / 2;
    this.#scroller.scrollTop += row.top - place;
    this.#look();
    if (!this.#isCovered()) this.#drawAgain();
  }

  #estimated(row: Row): number {
    const known = this.#estimates.get(row);
    if (known !== undefined) return known;
    const estimate = estimateOf(row);
    this.#estimates.set(row, estimate);
    return estimate;
  }

  #scrollTo(fromEnd: number): void {
    if (this.#scroller) this.#scroller.scrollTop = -fromEnd;
  }
}
