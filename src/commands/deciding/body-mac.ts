import sodium from "sodium-native";
import type { KeyName, SealingKey } from "../../event-store/codec/event-type.ts";
import { conversationOf } from "../streams.ts";

/** A request's body, with what its MAC is bound to. */
export interface KeyedBody {
  readonly stream: string;
  readonly actor: string;
  /** Of the first event that the request causes: equal bodies don't look alike in the log. */
  readonly eventId: string;
  readonly body: string;
}

export type KeysByName = ReadonlyMap<KeyName, SealingKey>;

/** Keeps the MAC's key apart from the one that seals words under the same keys. */
const purpose = Buffer.from("MAC of a request's body");
const macBytes = 16;

/**
 * The keys that a body's MAC takes: those of the words beside it, so that nobody can test a guess once they can't be
 * read. A month matters in conversations only.
 */
export function keyNamesOf({ stream, actor }: Pick<KeyedBody, "stream" | "actor">, month: string | null): KeyName[] {
  const conversation = conversationOf(stream);
  const person: KeyName = `person:${actor}`;
  if (conversation === null || month === null) return [person];
  return [person, `conversation:${conversation}`, `month:${conversation}:${month}`];
}

/**
 * As an event keeps it: in conversations the month comes before, with whose keys it was made. Null where one of the
 * keys was destroyed. `keys` holds those of `keyNamesOf`.
 */
export function macOf(body: KeyedBody, month: string | null, keys: KeysByName): string | null {
  const secrets = keyNamesOf(body, month).map((name) => secretOf(name, keys));
  if (!areAll(secrets)) return null;
  const key = Buffer.allocUnsafe(sodium.crypto_generichash_KEYBYTES);
  sodium.crypto_generichash(key, Buffer.concat(secrets), purpose);
  const mac = Buffer.allocUnsafe(macBytes);
  sodium.crypto_generichash(mac, Buffer.from(`${body.eventId}\n${body.body}`), key);
  const text = mac.toString("base64url");
  return conversationOf(body.stream) === null || month === null ? text : `${month}.${text}`;
}

/** Whether what an event keeps is of this body. Where a key was destroyed nobody can tell any more: it counts as such. */
export function isMacOf(kept: string, body: KeyedBody, keys: KeysByName): boolean {
  const mac = macOf(body, monthIn(kept), keys);
  return mac === null || mac === kept;
}

/** The month in what an event keeps; null where there is none. */
export function monthIn(kept: string): string | null {
  return /^(\d{4}-\d{2})\./.exec(kept)?.[1] ?? null;
}

function secretOf(name: KeyName, keys: KeysByName): Buffer | null {
  const key = keys.get(name);
  if (!key) throw new Error(`Key ${name} was not handed over.`);
  return key.secret;
}

const areAll = (secrets: readonly (Buffer | null)[]): secrets is Buffer[] => secrets.every((secret) => secret !== null);
