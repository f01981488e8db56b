import { hash } from "node:crypto";
import { parse, v7 } from "uuid";

/** Of the UUIDs made from keys; any fixed one would do. */
const namespace = parse("5f1c6e1e-9f0b-4c0d-8a3e-7b2d41c0a9f3");

export interface KeyedPlace {
  readonly actor: string;
  readonly stream: string;
  readonly key: string;
  /** Of the event among those of its command. */
  readonly index: number;
}

/** A UUIDv5 (RFC 9562): the same for each retry, so that the event store knows the event again. */
export function keyedEventId({ actor, stream, key, index }: KeyedPlace): string {
  return namedUuid([actor, stream, key, index]);
}

/** A UUIDv5 (RFC 9562, 5.5) of these parts in their order. Each message takes one, so it is made without a hash object. */
export function namedUuid(parts: readonly (string | number)[]): string {
  // As JSON, since a separator could be part of a key.
  const name = Buffer.from(JSON.stringify(parts));
  const hex = hash("sha1", Buffer.concat([namespace, name]), "hex");
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A UUIDv7 (RFC 9562): time first, so that ids made one after the other lie side by side in an index. */
export const newEventId = (): string => v7();
