import { openReset, resetMinutes } from "../../auth/password-resets.ts";
import { tokenOf } from "../../auth/token.ts";
import type { JobKind } from "../jobs/kind.ts";
import { deliver } from "./deliver.ts";
import { languageOf } from "./language-of.ts";
import { letterMail, type Letter } from "./letter.ts";
import { claimMail } from "./mails.ts";
import type { MailParts } from "./parts.ts";
import { resetKind } from "./request-reset.ts";
import { wordsIn } from "./words.ts";

/**
 * Mails somebody the link by which their password is set anew. Its token is made when it is mailed, the same at each
 * attempt, and is kept nowhere.
 */
export function passwordReset({ settings, signing, transport }: MailParts): JobKind {
  return {
    kind: resetKind,
    lane: "mail",
    mostAttempts: 8,
    longest: 150_000,
    async run({ id, subject: userId }, { pool, signal }) {
      const { isSent, claimedAt } = await claimMail(pool, { intentId: id, kind: resetKind, userId });
      if (isSent) return "done";
      const { token, hash } = tokenOf("reset", signing.sign("reset", id));
      const account = await openReset({ pool, now: () => new Date() }, { userId, hash });
      if (!account) return "done";
      const locale = (await languageOf(pool, userId)) ?? settings.locale;
      const say = wordsIn(locale);
      const letter: Letter = {
        locale,
        subject: say("resetSubject"),
        hello: null,
        text: say("resetText", {
          username: account.username,
          host: new URL(settings.publicUrl).host,
          minutes: resetMinutes,
        }),
        link: { label: say("resetOpen"), url: `${settings.publicUrl}/?reset=${token}` },
        otherwise: say("resetNot"),
      };
      const to = { name: account.username, address: account.email };
      const mail = letterMail(letter, { id, to, date: claimedAt });
      await deliver(pool, { transport, mail, signal });
      return "done";
    },
  };
}
