import { accountOf } from "../../auth/accounts.ts";
import { checkpointOfNumber } from "../../proof/checkpoint-table.ts";
import { checkpointJson } from "../../proof/checkpoint.ts";
import type { JobKind } from "../jobs/kind.ts";
import { deliver } from "./deliver.ts";
import { escaped, htmlPage } from "./html.ts";
import { languageOf } from "./language-of.ts";
import { checkpointMailKind } from "./mail-checkpoints.ts";
import { claimMail } from "./mails.ts";
import type { MailParts } from "./parts.ts";
import { wordsIn } from "./words.ts";

/** Mails an auditor a checkpoint: what they keep is out of the server's reach. */
export function checkpointMail({ settings, transport }: MailParts): JobKind {
  return {
    kind: checkpointMailKind,
    lane: "mail",
    mostAttempts: 14,
    longest: 150_000,
    async run({ id, subject: userId, details }, { pool, signal }) {
      const { isSent, claimedAt } = await claimMail(pool, { intentId: id, kind: checkpointMailKind, userId });
      const account = isSent ? null : await accountOf({ pool }, userId);
      if (!account || account.email === null || account.isDisabled || !account.roles.includes("auditor")) return "done";
      const checkpoint = await checkpointOfNumber(pool, Number(details["number"]));
      if (!checkpoint) return "done";
      const locale = (await languageOf(pool, userId)) ?? settings.locale;
      const say = wordsIn(locale);
      const { host } = new URL(settings.publicUrl);
      const { size, time } = checkpoint;
      const json = JSON.stringify(checkpointJson(checkpoint), null, 2);
      const [subject, why, how] = [
        say("checkpointSubject", { host, size }),
        say("checkpointText", { host, time }),
        say("checkpointNot", { host }),
      ];
      const shown = `<pre style="white-space:pre-wrap;overflow-wrap:anywhere;font-size:12px">${escaped(json)}</pre>`;
      const mail = {
        id,
        to: { name: account.username, address: account.email },
        subject,
        text: [why, json, how].join("\n\n"),
        html: htmlPage({ locale, title: subject, body: `<p>${escaped(why)}</p>\n${shown}`, footer: escaped(how) }),
        date: claimedAt,
      };
      await deliver(pool, { transport, mail, signal });
      return "done";
    },
  };
}
