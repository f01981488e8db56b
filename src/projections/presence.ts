import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type pg from "pg";
import { Wakeups } from "../event-store/wakeups.ts";
import { Listener } from "../platform/postgres/listener.ts";
import { channel } from "./channel.ts";

/** The first of the two numbers of PostgreSQL's advisory lock; the second one is made from the holder's name. */
const presenceLock = 7265506;

/** SQL: whether the holder that `name` (SQL, too) says is connected. By another's name it may be taken for connected. */
export const isPresent = (name: string): string => `exists (
  select from pg_locks
  where locktype = 'advisory' and classid = ${presenceLock} and objid = hashtext(${name})::oid and objsubid = 2 and granted
    and database = (select oid from pg_database where datname = current_database()))`;

export interface PresenceOptions {
  /** One name for each run of a process. */
  readonly holder: string;
  /** Ends the waiting for it to be shown. */
  readonly signal: AbortSignal;
  /** For the connection that stays open. */
  readonly connection: pg.ClientConfig;
  /** Told of what others tell on the projections' channel. */
  readonly onNotification?: (payload: string) => void;
  /** Present, at first or again; what was told before is lost. */
  readonly onPresent?: () => void;
  /** Told, a sentence each, why it is not present. */
  readonly report: (sentence: string) => void;
}

export const newHolder = (): string => `${hostname()} ${process.pid} ${randomUUID()}`;

/**
 * Shows that a holder of leases is alive, by a lock that PostgreSQL frees as soon as the connection is gone: its leases
 * may be taken then. The lock is shared, so that a connection which is lost but not gone yet keeps nobody of the same
 * name waiting.
 */
export class Presence {
  readonly holder: string;
  readonly #signal: AbortSignal;
  readonly #listener: Listener;
  readonly #comings = new Wakeups();
  #isPresent = false;

  constructor({ holder, signal, connection, onNotification, onPresent, report }: PresenceOptions) {
    this.holder = holder;
    this.#signal = signal;
    this.#listener = new Listener(connection, {
      channel,
      prepare: async (client) => {
        await client.query("select pg_advisory_lock_shared($1, hashtext($2))", [presenceLock, holder]);
      },
      onNotification: (payload) => onNotification?.(payload),
      onListening: () => {
        this.#isPresent = true;
        this.#comings.wakeAll();
        onPresent?.();
      },
      onLost: () => (this.#isPresent = false),
      report,
    });
  }

  open(): void {
    this.#listener.open();
  }

  /** Waits until others can see that the holder is there. False when aborted before. */
  async shown(): Promise<boolean> {
    while (!this.#isPresent && !this.#signal.aborted) await this.#comings.next(this.#comings.count, this.#signal);
    return this.#isPresent;
  }

  /** Whether it went out. */
  async notify(payload: string): Promise<boolean> {
    return this.#listener.notify(payload);
  }

  /** To be called when the leases are let go. */
  async close(): Promise<void> {
    await this.#listener.close();
  }
}
