import { createHash, randomBytes } from "node:crypto";

/** Of the UUIDs made from keys; any fixed one would do. */
const namespace = Buffer.from("5f1c6e1e9f0b4c0d8a3e7b2d41c0a9f3", "hex");

export interface KeyedPlace {
  readonly actor: string;
  readonly stream: string;
  readonly key: string;
  /** Of the event among those of its command. */
  readonly index: number;
}

/** A UUIDv5 (RFC 9562): the same for each retry, so that the event store knows the event again. */
export function keyedEventId({ actor, stream, key, index }: KeyedPlace): string {
  // As JSON, since a separator could be part of a key.
  const name = JSON.stringify([actor, stream, key, index]);
  const hash = createHash("sha1").update(namespace).update(name).digest();
  return formatted(hash.subarray(0, 16), 5);
}

/** A UUIDv7 (RFC 9562): time first, so that ids made one after the other lie side by side in an index. */
export function newEventId(now = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  return formatted(bytes, 7);
}

function formatted(bytes: Buffer, version: number): string {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | (version << 4), 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
