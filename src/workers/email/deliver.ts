import type { Pool } from "pg";
import { foldEmail } from "../../auth/email.ts";
import { GivenUp } from "../jobs/kind.ts";
import { refuseAddress } from "./bounces.ts";
import { handOver, recordSent, takeBack } from "./mails.ts";
import { NotTaken, type MailTransport, type OutgoingMail } from "./outgoing.ts";

/**
 * Hands over a mail that was claimed, and records it. After a death in between it may be handed over once more, under
 * the same Message-ID, and that is counted; otherwise never.
 * @throws GivenUp where it was refused for good; NotTaken, or what became of it is not known: to be tried again.
 */
export async function deliver(
  pool: Pool,
  { transport, mail, signal }: { transport: MailTransport; mail: OutgoingMail; signal: AbortSignal },
): Promise<void> {
  await handOver(pool, mail.id);
  try {
    await transport.deliver(mail, signal);
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error;
    await takeBack(pool, mail.id);
    if (error.isAddressRefused && error.code !== null)
      await refuseAddress(pool, { folded: foldEmail(mail.to.address), code: error.code });
    throw error.isForGood ? new GivenUp(error.message) : error;
  }
  await recordSent(pool, mail.id);
}
