import type pg from "pg";
import { Listener } from "../postgres/listener.ts";
import type { Hearing, SignalLine } from "./line.ts";

/** By NOTIFY, to all processes on the same database. */
export class PostgresLine implements SignalLine {
  /** PostgreSQL takes less than 8,000. */
  readonly mostBytes = 7_900;
  /** Each NOTIFY takes a lock that all of them share, the log's wake-ups, too. */
  readonly paceMs = 50;
  readonly #config: pg.ClientConfig;
  readonly #report: (sentence: string) => void;
  #listener: Listener | null = null;

  constructor(config: pg.ClientConfig, report: (sentence: string) => void) {
    this.#config = config;
    this.#report = report;
  }

  open({ onText, onListening }: Hearing): void {
    const told = { onNotification: onText, onListening, report: this.#report };
    this.#listener = new Listener(this.#config, { channel: "verbatim_signals", ...told });
    this.#listener.open();
  }

  async send(text: string): Promise<void> {
    await this.#listener?.notify(text);
  }

  async close(): Promise<void> {
    await this.#listener?.close();
  }
}
