import { signedText, type Checkpoint } from "../../../src/proof/checkpoint.ts";
import type { MapProof, Proofs, PublicKey } from "../../../src/proof/proofs.ts";
import {
  consistencyProof,
  entriesOf,
  inclusionPath,
  leafHash,
  ReferenceMap,
  treeHash,
  type ReferenceEntry,
  type ReferenceKey,
  type StoredEvent,
} from "./reference-log.ts";

/** What was sealed of a log: its leaves, and what the map said after each of its events. */
export interface Sealed {
  readonly events: readonly StoredEvent[];
  readonly leaves: readonly Buffer[];
  /** In the place of what follows from the events: of a server that signs what it likes. */
  readonly entries?: ReadonlyMap<string, ReferenceEntry>;
}

export const sealed = (events: readonly StoredEvent[]): Sealed => ({
  events,
  leaves: events.map((event, index) => leafHash(index, event)),
});

/** Proofs of what was sealed, whatever became of the log since. Positions are indexes and one. */
export class ReferenceProofs implements Proofs {
  readonly #sealed: Sealed;
  readonly #key: ReferenceKey;

  constructor(given: Sealed, key: ReferenceKey) {
    this.#sealed = given;
    this.#key = key;
  }

  publicKey(): Promise<PublicKey> {
    return Promise.resolve({ keyId: this.#key.id, bytes: Buffer.from(this.#key.publicKey, "hex") });
  }

  latest(): Promise<Checkpoint> {
    return this.ofSize(this.#sealed.leaves.length);
  }

  checkpointNow(): Promise<Checkpoint> {
    return this.latest();
  }

  ofSize(size: number): Promise<Checkpoint> {
    const words = {
      size,
      treeRoot: treeHash(this.#sealed.leaves.slice(0, size)),
      mapRoot: this.#mapAt(size).root,
      time: new Date(Date.UTC(2026, 10, 1) + size * 60_000).toISOString(),
      epoch: "0b7ad3a5-0f1c-4b3c-9d0a-53f4b6a3b6a1",
      keyId: this.#key.id,
    };
    return Promise.resolve({ ...words, number: size, signature: this.#key.sign(signedText(words)) });
  }

  conversationsAt(ids: readonly string[], { size }: Checkpoint): Promise<readonly MapProof[]> {
    const map = this.#mapAt(size);
    return Promise.resolve(ids.map((id) => map.proofOf(id)));
  }

  inclusionOf(indexes: readonly number[], size: number): Promise<readonly (readonly Buffer[])[]> {
    const leaves = this.#sealed.leaves.slice(0, size);
    return Promise.resolve(indexes.map((index) => inclusionPath(index, leaves)));
  }

  consistency(from: number, to: number): Promise<readonly Buffer[]> {
    return Promise.resolve(consistencyProof(from, this.#sealed.leaves.slice(0, to)));
  }

  indexesOf(positions: readonly bigint[]): Promise<readonly (number | null)[]> {
    const last = this.#sealed.leaves.length;
    return Promise.resolve(positions.map((position) => (position <= last ? Number(position) - 1 : null)));
  }

  #mapAt(size: number): ReferenceMap {
    const { events, leaves, entries } = this.#sealed;
    if (entries && size === leaves.length) return new ReferenceMap(entries);
    return new ReferenceMap(entriesOf(events.slice(0, size), leaves.slice(0, size)));
  }
}
