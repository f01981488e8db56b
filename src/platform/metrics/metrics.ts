import { setTimeout as pause } from "node:timers/promises";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** What something measured is called, and what it says; the unit is the last part of its name. */
export interface Described {
  readonly name: string;
  readonly help: string;
}

/** A value, and of what it is: each label has few values, whatever people do. */
export interface Reading {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface ReadOf extends Described {
  readonly labels?: readonly string[];
  /** Asked at each scrape; what it cannot tell in two seconds is left out of that one. */
  readonly read: () => readonly Reading[] | Promise<readonly Reading[]>;
}

const longestReadMs = 2_000;

/**
 * What a process tells of itself, as Prometheus reads it. Counting is adding to a number, and what is known elsewhere is
 * read when somebody asks: nothing here is made for each event.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #unread: Counter;
  #scrape: Promise<string> | null = null;

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
    this.#unread = new Counter({
      name: "verbatim_metric_failures_total",
      help: "Times that something measured could not be read in time, and was left out of a scrape.",
      labelNames: ["metric"],
      registers: [this.#registry],
    });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** What goes up and down. */
  gauge(described: ReadOf): void {
    const { name, help, labels = [] } = described;
    const collect = (): Promise<void> => this.#collect(described, gauge);
    const gauge = new Gauge({ name, help, labelNames: [...labels], registers: [this.#registry], collect });
  }

  /** What only grows, from the start of the process on. */
  counter(described: ReadOf): void {
    const { name, help, labels = [] } = described;
    const collect = (): Promise<void> => this.#collect(described, counter);
    const counter = new Counter({ name, help, labelNames: [...labels], registers: [this.#registry], collect });
  }

  /** How long something took. */
  histogram<Label extends string = never>({
    name,
    help,
    labels = [],
    buckets,
  }: Described & { readonly labels?: readonly Label[]; readonly buckets: readonly number[] }): Histogram<Label> {
    return new Histogram({ name, help, labelNames: [...labels], buckets: [...buckets], registers: [this.#registry] });
  }

  /** All of it as text. Those who ask at the same time are told the same. */
  async text(): Promise<string> {
    this.#scrape ??= this.#registry.metrics().finally(() => (this.#scrape = null));
    return this.#scrape;
  }

  async #collect({ name, read }: ReadOf, into: Gauge | Counter): Promise<void> {
    into.reset();
    const readings = await inTime(read).catch(() => null);
    if (!readings) this.#unread.inc({ metric: name });
    for (const { labels = {}, value } of readings ?? []) into.inc(labels, value);
  }
}

async function inTime(read: ReadOf["read"]): Promise<readonly Reading[] | null> {
  const late = new AbortController();
  const { signal } = late;
  try {
    return await Promise.race([read(), pause(longestReadMs, null, { signal, ref: false })]);
  } finally {
    late.abort();
  }
}
