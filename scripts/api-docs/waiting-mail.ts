import { readConfig } from "../../src/config.ts";
import { openFoundation } from "../../src/foundation.ts";
import { outboxTransport } from "../../src/workers/email/outbox.ts";
import { openMailSigning, unsubscribeUrl } from "../../src/workers/email/signing.ts";

export interface Deployment {
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly publicUrl: string;
}

/** A mail in the outbox, as no story can wait for one. @returns the path of the link that ends such mails */
export async function waitingMail({ databaseUrl, dataDir, publicUrl }: Deployment, userId: string): Promise<string> {
  const config = readConfig({ DATABASE_URL: databaseUrl, DATA_DIR: dataDir });
  await using foundation = await openFoundation(config, { as: "visitor", report: console.error });
  const url = unsubscribeUrl(await openMailSigning(foundation.keys), publicUrl, userId);
  const outbox = outboxTransport(dataDir, { from: "Verbatim <verbatim@example.org>", host: "chat.example.org" });
  const mail = {
    id: crypto.randomUUID(),
    to: { name: "Bob Noyce", address: "bob@example.org" },
    subject: "1 new message from Ada Lovelace",
    text: "Is anybody at oven 4?",
    html: "<p>Is anybody at oven 4?</p>",
    date: new Date(Date.UTC(2026, 10, 21, 9, 0)),
    unsubscribeUrl: url,
  };
  await outbox.deliver(mail, new AbortController().signal);
  return url.slice(publicUrl.length);
}
