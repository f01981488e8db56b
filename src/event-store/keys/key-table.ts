import { randomBytes } from "node:crypto";
import type { Pool } from "pg";
import sodium from "sodium-native";
import { StartRefused } from "../../platform/start-refused.ts";
import type { KeyName } from "../codec/event-type.ts";
import type { MasterKey } from "./master-key.ts";

/** A key as it is used; without a secret it was destroyed. */
export interface Key {
  readonly id: string;
  readonly name: KeyName;
  readonly secret: Buffer | null;
}

interface Row {
  readonly id: string;
  readonly name: KeyName;
  readonly wrapped: Buffer | null;
}

export interface TriedKeys {
  readonly count: number;
  /** Those that the master key does not open: another one wrapped them, or they are damaged. */
  readonly unopened: readonly KeyName[];
}

const pageSize = 5_000;

/** The table keys.keys: every key that ever was, wrapped by the master key. */
export class KeyTable {
  readonly #pool: Pool;
  readonly #master: MasterKey;

  constructor(pool: Pool, master: MasterKey) {
    this.#pool = pool;
    this.#master = master;
  }

  /** @throws StartRefused when the keys here were wrapped by another master key. */
  async assertMasterKey(): Promise<void> {
    const text = Buffer.from("verbatim");
    await this.#pool.query("insert into keys.master_check (wrapped) values ($1) on conflict do nothing", [
      this.#master.wrap(text, "master_check"),
    ]);
    const { rows } = await this.#pool.query<{ wrapped: Buffer }>("select wrapped from keys.master_check");
    try {
      this.#master.unwrap(rows[0]?.wrapped ?? Buffer.alloc(0), "master_check");
    } catch {
      throw new StartRefused(
        "SECRET_KEY",
        "it is not the key that this database's keys are wrapped with; find that one.",
      );
    }
  }

  async byIds(ids: readonly string[]): Promise<Key[]> {
    const text = "select id, name, wrapped from keys.keys where id = any ($1)";
    const { rows } = await this.#pool.query<Row>({ name: "keys by id", text, values: [ids] });
    return rows.map((row) => this.#unwrapped(row));
  }

  async byNames(names: readonly KeyName[]): Promise<Key[]> {
    const text = "select id, name, wrapped from keys.keys where name = any ($1)";
    const { rows } = await this.#pool.query<Row>({ name: "keys by name", text, values: [names] });
    return rows.map((row) => this.#unwrapped(row));
  }

  /** Makes what is missing. When this returns, the keys are on disk; of two who make one at once the first one's stays. */
  async make(names: readonly KeyName[]): Promise<Key[]> {
    const made = names.map(() => newKey());
    const wrapped = made.map(({ id, secret }) => this.#master.wrap(secret, id));
    await this.#pool.query(
      `insert into keys.keys (id, name, wrapped)
       select id, name, wrapped from unnest($1::text[], $2::text[], $3::bytea[]) as made (id, name, wrapped)
       on conflict (name) do nothing`,
      [made.map(({ id }) => id), names, wrapped],
    );
    return this.byNames(names);
  }

  /**
   * Destroys keys for ever, and says so in the list of erased ones; one that never was is marked, so that none is made
   * later. @returns the ids destroyed.
   */
  async destroy(names: readonly KeyName[], personNumber: number | null = null): Promise<string[]> {
    const { rows } = await this.#pool.query<{ id: string }>(
      `with gone as (
         insert into keys.keys (id, name, wrapped, destroyed_at)
         select id, name, null, now() from unnest($1::text[], $2::text[]) as gone (id, name)
         on conflict (name) do update set wrapped = null, destroyed_at = coalesce(keys.destroyed_at, now())
         returning id, name, destroyed_at
       ), listed as (
         insert into keys.erased (id, name, person_number, destroyed_at)
         select id, name, $3, destroyed_at from gone on conflict (id) do nothing
       )
       select id from gone`,
      [names.map(() => newKey().id), names, personNumber],
    );
    return rows.map(({ id }) => id);
  }

  /** Tries the master key on keys that were not destroyed, so many of them at most, whichever they are. */
  async tried(most = Number.POSITIVE_INFINITY): Promise<TriedKeys> {
    const unopened: KeyName[] = [];
    let count = 0;
    let after = "";
    for (;;) {
      const { rows } = await this.#pool.query<Row>(
        "select id, name, wrapped from keys.keys where id > $1 and wrapped is not null order by id limit $2",
        [after, Math.min(pageSize, most - count)],
      );
      for (const row of rows) if (!this.#opens(row)) unopened.push(row.name);
      count += rows.length;
      after = rows.at(-1)?.id ?? "";
      if (rows.length < pageSize || count >= most) return { count, unopened };
    }
  }

  #opens(row: Row): boolean {
    try {
      return this.#unwrapped(row).secret !== null;
    } catch {
      return false;
    }
  }

  #unwrapped({ id, name, wrapped }: Row): Key {
    return { id, name, secret: wrapped && this.#master.unwrap(wrapped, id) };
  }
}

function newKey(): { id: string; secret: Buffer } {
  const secret = Buffer.alloc(sodium.crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
  sodium.randombytes_buf(secret);
  return { id: randomBytes(9).toString("base64url"), secret };
}
