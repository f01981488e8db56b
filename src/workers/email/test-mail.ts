import { accountOf } from "../../auth/accounts.ts";
import type { JobKind } from "../jobs/kind.ts";
import { deliver } from "./deliver.ts";
import { languageOf } from "./language-of.ts";
import { letterMail, type Letter } from "./letter.ts";
import { claimMail } from "./mails.ts";
import type { MailParts } from "./parts.ts";
import { testMailKind } from "./request-test-mail.ts";
import { wordsIn } from "./words.ts";

/** Mails somebody that mails come, as they asked to see. */
export function testMail({ settings, transport }: MailParts): JobKind {
  return {
    kind: testMailKind,
    lane: "mail",
    mostAttempts: 4,
    longest: 150_000,
    async run({ id, subject: userId }, { pool, signal }) {
      const { isSent, claimedAt } = await claimMail(pool, { intentId: id, kind: testMailKind, userId });
      const account = isSent ? null : await accountOf({ pool }, userId);
      if (!account || account.email === null || account.isDisabled) return "done";
      const locale = (await languageOf(pool, userId)) ?? settings.locale;
      const say = wordsIn(locale);
      const letter: Letter = {
        locale,
        subject: say("testSubject"),
        hello: null,
        text: say("testText", { host: new URL(settings.publicUrl).host }),
        link: { label: say("testOpen"), url: `${settings.publicUrl}/settings/notifications` },
        otherwise: say("testNot"),
      };
      const mail = letterMail(letter, { id, to: { name: account.username, address: account.email }, date: claimedAt });
      await deliver(pool, { transport, mail, signal });
      return "done";
    },
  };
}
