import { z } from "zod";
import { accountOf, allRoles, type Account } from "../../auth/accounts.ts";
import { locales, mailChoices } from "../../domain/user/events.ts";
import { isAddressRefused } from "../../workers/email/bounces.ts";
import { mailUnlessChosen } from "../../workers/email/when-to-mail.ts";
import { userJson } from "../../wire/people.ts";
import type { Api } from "../parts.ts";
import type { Viewer } from "../plugins/session.ts";
import { notFound } from "../problem.ts";
import { list, named } from "../schemas/described.ts";
import { user } from "../schemas/person.ts";

export const me = named(
  user.safeExtend({
    email: z.string().nullable(),
    is_email_refused: z
      .boolean()
      .describe("A server said for good that the address takes no mail: none is sent there."),
    roles: list(z.enum(allRoles)).describe("In the whole deployment."),
    notify_email: z.enum(mailChoices),
    locale: z.enum(locales),
    time_zone: z.string().nullable(),
  }),
  "Me",
);

/** Names by the log, so that one's own are never missing; what was not chosen is the deployment's. */
export async function meJson(api: Api, { userId }: Viewer): Promise<z.output<typeof me>> {
  const [account, people, profile, isEmailRefused] = await Promise.all([
    accountOf(api.auth, userId),
    api.people([userId]),
    api.reads.people.profile(userId),
    isAddressRefused(api.auth.pool, userId),
  ]);
  if (!account) throw notFound();
  const { email, roles }: Account = account;
  return {
    ...userJson(people, userId),
    email,
    is_email_refused: isEmailRefused,
    roles,
    notify_email: profile?.notifyEmail ?? mailUnlessChosen,
    locale: profile?.locale ?? api.settings.locale,
    time_zone: profile?.timeZone ?? api.settings.timeZone ?? null,
  };
}
