import { expect } from "vitest";
import { made, Person } from "../../support/api-client.ts";
import type { GivenMail, MailServer } from "../../support/mail-server.ts";

/** Seconds that messages are left unread, as short as they can be. */
export const quiet = { MAIL_QUIET: "1", MAIL_QUIET_GROUP: "2" };

export const mailHost = { MAIL_FROM: "Verbatim <chat@example.org>" };

/** Somebody with an address that only they have. */
export async function person(url: string, name: string): Promise<Person & { readonly email: string }> {
  const somebody = await Person.register(url, name);
  const { email } = made(await somebody.get<{ email: string }>("/api/users/me"));
  return Object.assign(somebody, { email });
}

export type Mailed = Awaited<ReturnType<typeof person>>;

/** Waits until so many mails have been given for somebody. What a killed worker had at hand is taken up after half a minute. */
export async function mailsTo(
  server: MailServer,
  { email }: { readonly email: string },
  count = 1,
): Promise<readonly GivenMail[]> {
  await expect.poll(() => server.to(email).length, { timeout: 50_000, interval: 50 }).toBeGreaterThanOrEqual(count);
  return server.to(email);
}

/** The header's value, unfolded; absent: it is not there. */
export function header({ mail }: GivenMail, name: string): string | undefined {
  return mail.headers.find(({ key }) => key === name.toLowerCase())?.value;
}
