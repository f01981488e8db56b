import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { canonical } from "../../../verifier/verify.mjs";
import type { JsonObject } from "../../../src/event-store/port.ts";

/** An event as the log has it. */
export interface StoredEvent {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject;
  readonly metadata: JsonObject;
}

export interface ReferenceEntry {
  readonly count: number;
  readonly lastIndex: number;
  readonly running: Buffer;
}

export type ReferenceMapProof =
  | { readonly kind: "present"; readonly entry: ReferenceEntry; readonly path: readonly ReferenceStep[] }
  | { readonly kind: "absent"; readonly found: ReferenceMapLeaf | null; readonly path: readonly ReferenceStep[] };

interface ReferenceStep {
  readonly bit: number;
  readonly other: Buffer;
}

interface ReferenceMapLeaf {
  readonly key: Buffer;
  readonly value: Buffer;
}

/**
 * The formulas of docs/proof.md and RFC 9162, written down as they stand there, without a thought of speed: the second
 * opinion on what the server computes.
 */
export function leafHash(index: number, event: StoredEvent): Buffer {
  const { stream, revision, id, type, data, metadata } = event;
  return H(0x00, parts("verbatim.leaf.v1", index, stream, revision, id, type, canonical(data), canonical(metadata)));
}

/** RFC 9162, 2.1.1, over leaf hashes. */
export function treeHash(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return H();
  if (leaves.length === 1) return first;
  const k = splitOf(leaves.length);
  return H(0x01, treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)));
}

/** RFC 9162, 2.1.3.1. */
export function inclusionPath(m: number, leaves: readonly Buffer[]): Buffer[] {
  if (leaves.length <= 1) return [];
  const k = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return m < k ? [...inclusionPath(m, left), treeHash(right)] : [...inclusionPath(m - k, right), treeHash(left)];
}

/** RFC 9162, 2.1.4.1. */
export function consistencyProof(m: number, leaves: readonly Buffer[]): Buffer[] {
  return m === 0 || m === leaves.length ? [] : subproof(m, leaves, true);
}

function subproof(m: number, leaves: readonly Buffer[], isWhole: boolean): Buffer[] {
  if (m === leaves.length) return isWhole ? [] : [treeHash(leaves)];
  const k = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return m <= k ? [...subproof(m, left, isWhole), treeHash(right)] : [...subproof(m - k, right, false), treeHash(left)];
}

/** The conversation whose history an event is part of. */
export function conversationOf({ stream, data }: Pick<StoredEvent, "stream" | "data">): string | null {
  if (stream.startsWith("conversation-")) return stream.slice("conversation-".length);
  const isOfOne = stream.startsWith("message-") || stream.startsWith("inbox-");
  return isOfOne && typeof data["conversationId"] === "string" ? data["conversationId"] : null;
}

/** A sorted map of conversations, built anew each time. */
export class ReferenceMap {
  readonly #leaves: readonly (ReferenceMapLeaf & { readonly entry: ReferenceEntry })[];

  constructor(entries: ReadonlyMap<string, ReferenceEntry>) {
    this.#leaves = [...entries]
      .map(([id, entry]) => ({ entry, key: H(Buffer.from(id)), value: mapValue(id, entry) }))
      .toSorted((one, other) => one.key.compare(other.key));
  }

  get root(): Buffer {
    return mapRoot(this.#leaves);
  }

  proofOf(id: string): ReferenceMapProof {
    const key = H(Buffer.from(id));
    const path: ReferenceStep[] = [];
    let below = this.#leaves;
    while (below.length > 1) {
      const bit = firstDifference(below);
      const isRight = bitOf(key, bit);
      path.unshift({ bit, other: mapRoot(below.filter((leaf) => bitOf(leaf.key, bit) !== isRight)) });
      below = below.filter((leaf) => bitOf(leaf.key, bit) === isRight);
    }
    const [leaf] = below;
    if (leaf?.key.equals(key)) return { kind: "present", entry: leaf.entry, path };
    return { kind: "absent", found: leaf ? { key: leaf.key, value: leaf.value } : null, path };
  }
}

function mapRoot(leaves: readonly ReferenceMapLeaf[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return H();
  if (leaves.length === 1) return H(0x02, first.key, first.value);
  const bit = firstDifference(leaves);
  const [left, right] = [false, true].map((side) => leaves.filter(({ key }) => bitOf(key, bit) === side));
  return H(0x03, Buffer.of(bit >> 8, bit & 255), mapRoot(left ?? []), mapRoot(right ?? []));
}

function firstDifference(leaves: readonly ReferenceMapLeaf[]): number {
  for (let bit = 0; bit < 256; bit += 1) {
    if (new Set(leaves.map(({ key }) => bitOf(key, bit))).size > 1) return bit;
  }
  throw new Error("Two conversations have the same key.");
}

const bitOf = (key: Buffer, bit: number): boolean => (((key[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1;

const mapValue = (id: string, { count, lastIndex, running }: ReferenceEntry): Buffer =>
  H(parts("verbatim.map.v1", id, count, lastIndex, running.toString("hex")));

/** What the map says of each conversation after these events, given their leaves. */
export function entriesOf(events: readonly StoredEvent[], leaves: readonly Buffer[]): Map<string, ReferenceEntry> {
  const entries = new Map<string, ReferenceEntry>();
  for (const [index, event] of events.entries()) {
    const id = conversationOf(event);
    const leaf = leaves[index];
    if (id === null || leaf === undefined) continue;
    const { count, running } = entries.get(id) ?? { count: 0, running: Buffer.alloc(32) };
    entries.set(id, { count: count + 1, lastIndex: index, running: H(0x04, running, leaf) });
  }
  return entries;
}

/** A server's signing key. */
export class ReferenceKey {
  readonly #secret: KeyObject;
  /** 64 hex digits. */
  readonly publicKey: string;

  constructor(secret: KeyObject = generateKeyPairSync("ed25519").privateKey) {
    this.#secret = secret;
    const { x = "" } = secret.export({ format: "jwk" });
    this.publicKey = Buffer.from(x, "base64url").toString("hex");
  }

  get id(): string {
    return H(Buffer.from(this.publicKey, "hex")).toString("hex");
  }

  sign(text: string): Buffer {
    return sign(null, Buffer.from(text), this.#secret);
  }
}

function H(...pieces: readonly (number | Buffer)[]): Buffer {
  const hash = createHash("sha256");
  for (const piece of pieces) hash.update(typeof piece === "number" ? Buffer.of(piece) : piece);
  return hash.digest();
}

function parts(...texts: readonly (string | number)[]): Buffer {
  return Buffer.concat(
    texts.flatMap((text) => {
      const bytes = Buffer.from(String(text));
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );
}

/** The largest power of two below n. */
function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}
