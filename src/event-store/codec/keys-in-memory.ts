import { randomBytes, randomUUID } from "node:crypto";
import type { KeyName, Keys, SealingKey } from "./event-type.ts";

/** Keys that are gone with the process: for specs. */
export class KeysInMemory implements Keys {
  readonly #keys = new Map<KeyName, SealingKey>();

  forSealing(names: readonly KeyName[]): Promise<ReadonlyMap<KeyName, SealingKey>> {
    return Promise.resolve(new Map(names.map((name) => [name, this.#key(name)])));
  }

  forOpening(): Promise<ReadonlyMap<string, SealingKey>> {
    return Promise.resolve(new Map([...this.#keys.values()].map((key) => [key.id, key])));
  }

  #key(name: KeyName): SealingKey {
    const key = this.#keys.get(name) ?? { id: randomUUID(), secret: randomBytes(32) };
    this.#keys.set(name, key);
    return key;
  }

  /** Nothing is kept beside the keys themselves. */
  forget(): void {}

  destroy(name: KeyName): void {
    const key = this.#keys.get(name);
    if (key) this.#keys.set(name, { ...key, secret: null });
  }
}
