import sodium from "sodium-native";

/** What people typed, as a subject that does not tell it. */
export interface Digest {
  (...typed: readonly string[]): string;
}

const bytes = 16;

/** By keyed BLAKE2b. @param secret the same in all processes that count together, 16 to 64 bytes */
export function digestBy(secret: Buffer): Digest {
  return (...typed) => {
    const digest = Buffer.allocUnsafe(bytes);
    sodium.crypto_generichash(digest, Buffer.from(JSON.stringify(typed)), secret);
    return digest.toString("base64url");
  };
}
