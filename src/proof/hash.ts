import sodium from "sodium-native";

/** SHA-256, 32 bytes. */
export type Hash = Buffer;

export const hashBytes = 32;

/** 32 bytes of 0: the running hash of no events. */
export const zeros: Hash = Buffer.alloc(hashBytes);

/** The root of a tree and of a map of nothing. */
export const hashOfNothing: Hash = sha256("");

/** What is hashed begins with a byte of its own, so that no hash of one sort passes for one of another. */
export const sorts = { leaf: 0, node: 1, mapLeaf: 2, mapNode: 3, running: 4 } as const;

const pair = Buffer.alloc(1 + 2 * hashBytes);

/** SHA-256(sort ‖ left ‖ right), each 32 bytes. */
export function hashPair(sort: number, left: Hash, right: Hash): Hash {
  pair[0] = sort;
  left.copy(pair, 1);
  right.copy(pair, 1 + hashBytes);
  return sha256(pair);
}

/** Node's own gives each hash memory of its own, which costs three times as much as the hash. */
export function sha256(bytes: Buffer | string): Hash {
  const hash = Buffer.allocUnsafe(hashBytes);
  sodium.crypto_hash_sha256(hash, typeof bytes === "string" ? Buffer.from(bytes) : bytes);
  return hash;
}

/** Each text behind its length in bytes, which is four bytes, big-endian: none runs into the next. */
export function parts(texts: readonly string[], { sort }: { readonly sort?: number } = {}): Buffer {
  let size = sort === undefined ? 0 : 1;
  for (const text of texts) size += 4 + Buffer.byteLength(text);
  const bytes = Buffer.allocUnsafe(size);
  let at = sort === undefined ? 0 : bytes.writeUInt8(sort, 0);
  for (const text of texts) {
    const length = bytes.write(text, at + 4);
    bytes.writeUInt32BE(length, at);
    at += 4 + length;
  }
  return bytes;
}
