import type { Pool } from "pg";
import type { JobKind } from "../jobs/kind.ts";
import { deliver } from "./deliver.ts";
import { digestOf } from "./digest.ts";
import { digestHtml } from "./digest-html.ts";
import { digestKind } from "./digest-intent.ts";
import { conversationsTable, recipient, unreadIn, type Recipient, type UnreadConversation } from "./digest-reads.ts";
import { digestText } from "./digest-text.ts";
import { claimNotices, type ClaimedMail } from "./mails.ts";
import type { OutgoingMail } from "./outgoing.ts";
import type { MailParts } from "./parts.ts";
import { unsubscribeUrl } from "./signing.ts";
import { untilShown } from "./until-shown.ts";

/** What one mail shows. */
const bounds = { conversations: 20, messages: 10 };

/**
 * Mails somebody what waits for them, as it is now: what they have read meanwhile, what was deleted and where they are no
 * member any more is not in it, and there is no mail when nothing is left. A handful of queries, however much waits.
 */
export function digestToPerson(parts: MailParts): JobKind {
  return {
    kind: digestKind,
    lane: "mail",
    mostAttempts: 14,
    longest: 150_000,
    async run({ id, subject: userId }, { pool, signal }) {
      const claim = { intentId: id, kind: digestKind, userId, conversations: conversationsTable };
      const claimed = await claimNotices(pool, claim);
      if (claimed.isSent || claimed.ranges.length === 0) return "done";
      await untilShown(pool, parts.store, signal);
      const mail = await compose(pool, { id, userId, claimed, parts });
      if (mail) await deliver(pool, { transport: parts.transport, mail, signal });
      return "done";
    },
  };
}

interface Composing {
  readonly id: string;
  readonly userId: string;
  readonly claimed: ClaimedMail;
  readonly parts: MailParts;
}

/** Null: nothing is left that they should be mailed about. */
async function compose(pool: Pool, { id, userId, claimed, parts }: Composing): Promise<OutgoingMail | null> {
  const to = await recipient(pool, userId);
  if (!to || to.choice === "off") return null;
  const found = await unreadIn(pool, {
    userId,
    ranges: claimed.ranges,
    bounds: { ...bounds, conversations: bounds.conversations + 1 },
  });
  if (found.length === 0) return null;
  const shown = found.slice(0, bounds.conversations);
  const { signing, settings } = parts;
  const unsubscribe = unsubscribeUrl(signing, settings.publicUrl, userId);
  const digest = digestOf({
    recipient: to,
    conversations: shown,
    isMore: found.length > shown.length,
    locale: settings.locale,
    timeZone: settings.timeZone ?? "UTC",
    publicUrl: settings.publicUrl,
    unsubscribeUrl: unsubscribe,
  });
  return {
    id,
    to: { name: to.name, address: to.email },
    subject: digest.subject,
    text: digestText(digest),
    html: digestHtml(digest),
    date: claimed.claimedAt,
    thread: parts.signing.sign("thread", threadOf(to, shown)),
    unsubscribeUrl: unsubscribe,
  };
}

/** Mails about the same conversation stand together, and so do those about several. */
function threadOf({ userId }: Recipient, [only, ...others]: readonly UnreadConversation[]): string {
  return `${userId} ${only && others.length === 0 ? only.id : "several"}`;
}
