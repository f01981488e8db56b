import type { Position } from "../event-store/port.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { Hash } from "./hash.ts";

/** What a map holds of a conversation. */
export interface Entry {
  /** How many events it has in all its streams. */
  readonly count: number;
  /** Index of the last one. */
  readonly lastIndex: number;
  /** Over the leaves of all of them, in order. */
  readonly running: Hash;
}

/** A step of the way from a leaf up to the map's root: the first bit in which keys differ there, and the other side. */
export interface Step {
  readonly bit: number;
  readonly other: Hash;
}

/** That a conversation is in a map with just this entry, or that it is not: docs/proof.md, "Map". */
export type MapProof =
  | { readonly kind: "present"; readonly entry: Entry; readonly path: readonly Step[] }
  | { readonly kind: "absent"; readonly found: MapLeaf | null; readonly path: readonly Step[] };

export interface MapLeaf {
  readonly key: Hash;
  readonly value: Hash;
}

export interface PublicKey {
  /** Hex of SHA-256 of the bytes. */
  readonly keyId: string;
  /** The 32 bytes. */
  readonly bytes: Buffer;
}

/** What can be proved of the log. The tree answers for every size that it had, the map for every checkpoint. */
export interface Proofs {
  publicKey(): Promise<PublicKey>;

  /** The last one that was made, null before the first. */
  latest(): Promise<Checkpoint | null>;

  /** The last one of just this size; null: none was made of it. */
  ofSize(size: number): Promise<Checkpoint | null>;

  /**
   * A checkpoint of all that the log holds now: the last one where nothing came since.
   * @throws ProofBehind when too much is still to be built, LogRewritten when the log is not what was proved of it.
   */
  checkpointNow(): Promise<Checkpoint>;

  /**
   * What the map of a checkpoint says of each of these conversations, in the order in which they are named. That of the
   * last checkpoint is at hand; for an older one all conversations are gone through once, however many are named.
   * At most 1,000 at once.
   */
  conversationsAt(conversationIds: readonly string[], checkpoint: Checkpoint): Promise<readonly MapProof[]>;

  /**
   * For each index the audit path in the tree of that size, from the leaf up (RFC 9162, 2.1.3). At most 1,000 at once.
   * @throws RangeError for an index or a size that the tree does not have.
   */
  inclusionOf(indexes: readonly number[], size: number): Promise<readonly (readonly Hash[])[]>;

  /** RFC 9162, 2.1.4; nothing where one of the sizes is 0, or both are the same. @throws RangeError */
  consistency(from: number, to: number): Promise<readonly Hash[]>;

  /** The index of the event at each position; null where the tree has none yet. At most 1,000 at once. */
  indexesOf(positions: readonly Position[]): Promise<readonly (number | null)[]>;
}

/** The tree is still being built, by a server with the role workers. */
export class ProofBehind extends Error {
  override readonly name = "ProofBehind";
}

/** The log is not the one that was proved before: events of it were changed, removed or slipped in. */
export class LogRewritten extends Error {
  override readonly name = "LogRewritten";
}
