import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import type { KeyName, Keys } from "../event-store/codec/event-type.ts";
import { KeyDestroyed } from "../event-store/codec/seal.ts";
import { signedText, type Checkpoint, type CheckpointWords } from "./checkpoint.ts";
import { sha256 } from "./hash.ts";
import type { PublicKey } from "./proofs.ts";

/** Kept with the deployment's other keys, wrapped by the master key: a backup of those has it. */
const secretName: KeyName = "deployment:checkpoints";

/** What precedes the 32 bytes of an Ed25519 key in PKCS #8, and what precedes those of a public one in SPKI. */
const privateHeader = Buffer.from("302e020100300506032b657004220420", "hex");
const publicHeaderBytes = 12;

/** What checkpoints are signed with. */
export interface CheckpointSigning {
  readonly publicKey: PublicKey;
  /** Whether this key signed just what it says. */
  isOwn(checkpoint: Checkpoint): boolean;
  signed(words: Omit<CheckpointWords, "keyId"> & Pick<Checkpoint, "number">): Checkpoint;
}

/** The deployment's own key, made at the first need. @throws KeyDestroyed */
export async function openSigning(keys: Pick<Keys, "forSealing">): Promise<CheckpointSigning> {
  const found = (await keys.forSealing([secretName])).get(secretName);
  const seed = found?.secret;
  if (!seed) throw new KeyDestroyed(found?.id ?? secretName);
  const key = createPrivateKey({ key: Buffer.concat([privateHeader, seed]), format: "der", type: "pkcs8" });
  const publicPart = createPublicKey(key);
  const bytes = publicPart.export({ format: "der", type: "spki" }).subarray(publicHeaderBytes);
  const publicKey = { keyId: sha256(bytes).toString("hex"), bytes };
  return {
    publicKey,
    isOwn: (checkpoint) => verify(null, Buffer.from(signedText(checkpoint)), publicPart, checkpoint.signature),
    signed({ number, ...given }) {
      const words = { ...given, keyId: publicKey.keyId };
      return { ...words, number, signature: sign(null, Buffer.from(signedText(words)), key) };
    },
  };
}
