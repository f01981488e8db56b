import { createHmac, timingSafeEqual } from "node:crypto";
import type { KeyName, Keys } from "../../event-store/codec/event-type.ts";
import { KeyDestroyed } from "../../event-store/codec/seal.ts";

const secretName: KeyName = "deployment:mail";

/** What links in mails are made with, so that nothing secret has to be kept for them. */
export interface MailSigning {
  /** The same for the same purpose and words; nobody without the deployment's secret can make it. base64url. */
  sign(purpose: "unsubscribe" | "reset" | "invite" | "thread", words: string): string;
}

export async function openMailSigning(keys: Pick<Keys, "forSealing">): Promise<MailSigning> {
  const key = (await keys.forSealing([secretName])).get(secretName);
  const secret = key?.secret;
  if (!secret) throw new KeyDestroyed(key?.id ?? secretName);
  return { sign: (purpose, words) => createHmac("sha256", secret).update(`${purpose}\n${words}`).digest("base64url") };
}

/** Where one click ends the mails of somebody. */
export function unsubscribeUrl(signing: MailSigning, publicUrl: string, userId: string): string {
  return `${publicUrl}/api/mail/unsubscribe?user=${encodeURIComponent(userId)}&mac=${signing.sign("unsubscribe", userId)}`;
}

export function mayUnsubscribe(signing: MailSigning, { userId, mac }: { userId: string; mac: string }): boolean {
  const [given, right] = [Buffer.from(mac), Buffer.from(signing.sign("unsubscribe", userId))];
  return given.length === right.length && timingSafeEqual(given, right);
}
