import { LRUCache } from "lru-cache";
import type pg from "pg";
import { atMost } from "../../platform/at-most.ts";
import { Listener } from "../../platform/postgres/listener.ts";
import { ownerIn, type Destroyed, type KeyName, type Keys } from "../codec/event-type.ts";
import type { Key, KeyTable } from "./key-table.ts";

const maxCached = 50_000;
/** Ids in one notification, which holds 8,000 bytes. */
const notifiedAtOnce = 200;

interface Erasure {
  /** Where it is a person's key: what they are called since. */
  readonly personNumber?: number | null;
}

/** The id of a key that no table holds: a wrong backup of the keys, not an erasure. */
export class KeyMissing extends Error {
  override readonly name = "KeyMissing";

  constructor(ids: readonly string[]) {
    super(`Keys ${ids.join(", ")} are in no table: restore the backup of the keys that belongs to this log.`);
  }
}

/**
 * Keys by name for sealing and by id for opening, cached with a bound. A destroyed key leaves the caches of all
 * processes as it is destroyed; a process that cannot hear of it keeps nothing.
 */
export class KeyRing implements Keys {
  readonly #table: KeyTable;
  readonly #listener: Listener;
  readonly #idsByOwner = new Map<string, readonly string[]>();
  readonly #byId = new LRUCache<string, Key>({
    ...atMost(maxCached),
    noDisposeOnSet: true,
    dispose: (key) => this.#disown(key),
  });
  readonly #idByName = new LRUCache<KeyName, string>(atMost(maxCached));
  #mayCache = false;
  /** Counts what was forgotten: what was looked up before is not kept. */
  #forgotten = 0;

  constructor(table: KeyTable, config: pg.ClientConfig, report: (sentence: string) => void) {
    this.#table = table;
    this.#listener = new Listener(config, {
      channel: "verbatim_keys",
      onNotification: (payload) => this.#forget(payload.split(",")),
      onListening: () => (this.#mayCache = true),
      onLost: () => this.#forgetAll(),
      report,
    });
  }

  open(): void {
    this.#listener.open();
  }

  async forSealing(names: readonly KeyName[]): Promise<ReadonlyMap<KeyName, Key>> {
    const keys = new Map<KeyName, Key>();
    const unknown: KeyName[] = [];
    for (const name of names) {
      const key = this.#byId.get(this.#idByName.get(name) ?? "");
      if (key) keys.set(name, key);
      else unknown.push(name);
    }
    if (unknown.length === 0) return keys;
    const before = this.#forgotten;
    const found = await this.#table.byNames(unknown);
    const missing = unknown.filter((name) => !found.some((key) => key.name === name));
    const made = missing.length > 0 ? await this.#table.make(missing) : [];
    for (const key of [...found, ...made]) keys.set(key.name, this.#remember(key, before));
    return keys;
  }

  async forOpening(ids: ReadonlySet<string>): Promise<ReadonlyMap<string, Key>> {
    const keys = new Map<string, Key>();
    const unknown: string[] = [];
    for (const id of ids) {
      const key = this.#byId.get(id);
      if (key) keys.set(id, key);
      else unknown.push(id);
    }
    if (unknown.length === 0) return keys;
    const before = this.#forgotten;
    for (const key of await this.#table.byIds(unknown)) keys.set(key.id, this.#remember(key, before));
    const missing = unknown.filter((id) => !keys.has(id));
    if (missing.length > 0) throw new KeyMissing(missing);
    return keys;
  }

  /** Destroys keys for ever, here and in every process. What they sealed stays in the log, unreadable. */
  async destroy(names: readonly KeyName[], { personNumber = null }: Erasure = {}): Promise<void> {
    const ids = await this.#table.destroy(names, personNumber);
    this.#forget(ids);
    for (const some of grouped(ids)) await this.#listener.notify(some.join(","));
  }

  /** What is looked up just now is not kept either. */
  forget({ owner, isMeant }: Destroyed): void {
    this.#forgotten += 1;
    for (const id of this.#idsByOwner.get(owner) ?? []) {
      const key = this.#byId.peek(id);
      if (key && isMeant(key.name)) this.#byId.delete(id);
    }
  }

  async close(): Promise<void> {
    await this.#listener.close();
    this.#forgetAll();
  }

  #remember(key: Key, before: number): Key {
    if (this.#mayCache && before === this.#forgotten) {
      const owner = ownerIn(key.name);
      if (!this.#byId.has(key.id)) this.#idsByOwner.set(owner, [...(this.#idsByOwner.get(owner) ?? []), key.id]);
      this.#byId.set(key.id, key);
      this.#idByName.set(key.name, key.id);
    }
    return key;
  }

  #disown({ id, name }: Key): void {
    const owner = ownerIn(name);
    const left = (this.#idsByOwner.get(owner) ?? []).filter((other) => other !== id);
    if (left.length > 0) this.#idsByOwner.set(owner, left);
    else this.#idsByOwner.delete(owner);
  }

  #forget(ids: readonly string[]): void {
    this.#forgotten += 1;
    for (const id of ids) this.#byId.delete(id);
  }

  #forgetAll(): void {
    this.#forgotten += 1;
    this.#mayCache = false;
    this.#byId.clear();
    this.#idByName.clear();
  }
}

function grouped(ids: readonly string[]): readonly (readonly string[])[] {
  const groups = Math.ceil(ids.length / notifiedAtOnce);
  return Array.from({ length: groups }, (_, n) => ids.slice(n * notifiedAtOnce, (n + 1) * notifiedAtOnce));
}
