import { mailedInvite } from "../../auth/invites.ts";
import { tokenOf } from "../../auth/token.ts";
import type { JobKind } from "../jobs/kind.ts";
import { deliver } from "./deliver.ts";
import { languageOf, nameOf } from "./language-of.ts";
import { letterMail, type Letter } from "./letter.ts";
import { claimMail } from "./mails.ts";
import type { MailParts } from "./parts.ts";
import { invitationKind } from "./request-invitation.ts";
import { wordsIn } from "./words.ts";

/** Mails an invitation, in the language of who made it, unless it was used or withdrawn meanwhile. */
export function invitation({ settings, signing, transport }: MailParts): JobKind {
  return {
    kind: invitationKind,
    lane: "mail",
    mostAttempts: 14,
    longest: 150_000,
    async run({ id, subject: inviteId }, { pool, signal }) {
      const { isSent, claimedAt } = await claimMail(pool, { intentId: id, kind: invitationKind, userId: null });
      if (isSent) return "done";
      const { token, hash } = tokenOf("invite", signing.sign("invite", inviteId));
      const invite = await mailedInvite({ pool, now: () => new Date() }, { id: inviteId, hash });
      if (!invite || invite.email === null) return "done";
      const locale = (await languageOf(pool, invite.createdBy)) ?? settings.locale;
      const say = wordsIn(locale);
      const { host } = new URL(settings.publicUrl);
      const name = (await nameOf(pool, invite.createdBy)) ?? say("noOne");
      const timeZone = settings.timeZone ?? "UTC";
      const until = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone }).format(invite.expiresAt);
      const letter: Letter = {
        locale,
        subject: say("inviteSubject", { name, host }),
        hello: null,
        text: say("inviteText", { name, host, until }),
        link: { label: say("inviteOpen"), url: `${settings.publicUrl}/?invite=${token}` },
        otherwise: say("inviteNot"),
      };
      const to = { name: "", address: invite.email };
      const mail = letterMail(letter, { id, to, date: claimedAt });
      await deliver(pool, { transport, mail, signal });
      return "done";
    },
  };
}
