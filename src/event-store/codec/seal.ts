import { hash } from "node:crypto";
import sodium from "sodium-native";
import { exactJson } from "../exact-json.ts";
import type { JsonValue } from "../port.ts";
import type { SealingKey } from "./event-type.ts";

const keyBytes = sodium.crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
const nonceBytes = sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
const tagBytes = sodium.crypto_aead_xchacha20poly1305_ietf_ABYTES;
const saltBytes = 32;

/** A sealed field as it is stored. */
export interface SealedField {
  /** Ids of all the keys that open it. */
  readonly keys: readonly string[];
  /** Base64 of nonce, and of salt and JSON text sealed with XChaCha20-Poly1305. */
  readonly box: string;
  /** Base64 of SHA-256(salt ‖ JSON text): proves disclosed words without a key. */
  readonly commitment: string;
}

/** The box was changed, or belongs to another event or field. */
export class SealBroken extends Error {
  override readonly name = "SealBroken";
}

/** A key that was destroyed seals nothing any more: its owner was erased. */
export class KeyDestroyed extends Error {
  override readonly name = "KeyDestroyed";

  constructor(id: string) {
    super(`Key ${id} was destroyed: nothing can be sealed with it.`);
  }
}

/** `place` binds the box to its event and field, so that it opens nowhere else. @throws KeyDestroyed */
export function seal(value: JsonValue, keys: readonly SealingKey[], place: string): SealedField {
  const text = Buffer.from(exactJson(value, place));
  const random = Buffer.allocUnsafe(saltBytes + nonceBytes);
  sodium.randombytes_buf(random);
  const plain = Buffer.concat([random.subarray(0, saltBytes), text]);
  const sealed = Buffer.allocUnsafe(nonceBytes + plain.length + tagBytes);
  const nonce = sealed.subarray(0, nonceBytes);
  random.copy(nonce, 0, saltBytes);
  const box = sealed.subarray(nonceBytes);
  sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(box, plain, Buffer.from(place), null, nonce, joined(keys));
  return {
    keys: keys.map(({ id }) => id),
    box: sealed.toString("base64"),
    commitment: hash("sha256", plain, "base64"),
  };
}

/** The value again, null when one of its keys was destroyed. @throws SealBroken */
export function unseal(field: SealedField, keys: readonly SealingKey[], place: string): JsonValue {
  const disclosed = disclose(field, keys, place);
  return disclosed && (JSON.parse(disclosed.text) as JsonValue);
}

/** What the commitment was made of, null when one of the keys was destroyed. @throws SealBroken */
export function disclose(
  field: SealedField,
  keys: readonly SealingKey[],
  place: string,
): { readonly salt: Buffer; readonly text: string } | null {
  if (keys.some(({ secret }) => secret === null)) return null;
  const sealed = Buffer.from(field.box, "base64");
  const plain = Buffer.allocUnsafe(Math.max(0, sealed.length - nonceBytes - tagBytes));
  const nonce = sealed.subarray(0, nonceBytes);
  try {
    const box = sealed.subarray(nonceBytes);
    sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(plain, null, box, Buffer.from(place), nonce, joined(keys));
  } catch (cause) {
    throw new SealBroken(`${place} does not open with its keys: it was changed, or moved here.`, { cause });
  }
  return { salt: plain.subarray(0, saltBytes), text: plain.toString("utf8", saltBytes) };
}

/** BLAKE2b-256 over all of the secrets: without any one of them nothing is left. */
function joined(keys: readonly SealingKey[]): Buffer {
  const secrets = keys.map(({ id, secret }) => {
    if (secret === null) throw new KeyDestroyed(id);
    return secret;
  });
  const key = Buffer.allocUnsafe(keyBytes);
  sodium.crypto_generichash(key, secrets.length === 1 ? (secrets[0] ?? key) : Buffer.concat(secrets));
  return key;
}
