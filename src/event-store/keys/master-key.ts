import { randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import sodium from "sodium-native";
import { reasonOf, StartRefused } from "../../platform/start-refused.ts";
import { syncFolder } from "../../platform/sync-folder.ts";

const keyBytes = sodium.crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
const nonceBytes = sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
const tagBytes = sodium.crypto_aead_xchacha20poly1305_ietf_ABYTES;

/** Wraps the keys of persons, conversations and months for their table, XChaCha20-Poly1305 bound to the key's id. */
export class MasterKey {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  wrap(secret: Buffer, id: string): Buffer {
    const wrapped = Buffer.alloc(nonceBytes + secret.length + tagBytes);
    const nonce = wrapped.subarray(0, nonceBytes);
    sodium.randombytes_buf(nonce);
    const box = wrapped.subarray(nonceBytes);
    sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(box, secret, Buffer.from(id), null, nonce, this.#key);
    return wrapped;
  }

  /** @throws when it was wrapped under another master key, for another id, or is damaged. */
  unwrap(wrapped: Buffer, id: string): Buffer {
    const secret = Buffer.alloc(wrapped.length - nonceBytes - tagBytes);
    const nonce = wrapped.subarray(0, nonceBytes);
    const box = wrapped.subarray(nonceBytes);
    sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(secret, null, box, Buffer.from(id), nonce, this.#key);
    return secret;
  }
}

/** `SECRET_KEY`, or the key in `DATA_DIR/secret.key`, made there (for its owner only) when there is none. */
export async function masterKey(settings: { secretKey: string | undefined; dataDir: string }): Promise<MasterKey> {
  if (settings.secretKey !== undefined) return new MasterKey(parse(settings.secretKey, "SECRET_KEY"));
  const path = join(settings.dataDir, "secret.key");
  try {
    return new MasterKey(parse((await readOrMake(path)).trim(), `SECRET_KEY (in ${path})`));
  } catch (error) {
    if (error instanceof StartRefused) throw error;
    throw new StartRefused("SECRET_KEY", `it is not set, and ${path} cannot be used: ${reasonOf(error)}.`);
  }
}

function parse(text: string, setting: string): Buffer {
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, "hex") : Buffer.from(text, "base64");
  if (key.length === keyBytes) return key;
  throw new StartRefused(
    setting,
    "it must be 32 random bytes in base64 or hex, as `openssl rand -base64 32` makes them.",
  );
}

async function readOrMake(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const key = Buffer.alloc(keyBytes);
  sodium.randombytes_buf(key);
  await mkdir(dirname(path), { recursive: true });
  await makeDurably(path, `${key.toString("base64")}\n`);
  return readFile(path, "utf8");
}

/** Another process may be making it at the same moment: the first one's stays, and is there as a whole or not at all. */
async function makeDurably(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    const file = await open(draft, "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(draft, path);
    await syncFolder(dirname(path)); // before anything is wrapped with it
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
