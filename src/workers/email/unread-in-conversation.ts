import type { Pool } from "pg";
import { conversationOf, type Logged } from "../../events/logged.ts";
import type { ConversationEvent } from "../../domain/conversation/events.ts";
import type { NewIntent, TakenIntent } from "../jobs/intent.ts";
import { addIntents } from "../jobs/intents.ts";
import type { JobKind } from "../jobs/kind.ts";
import { digestIntent } from "./digest-intent.ts";
import { noteUnread } from "./notices.ts";
import { isWorthMailing } from "./notify-rule.ts";
import { quietWindow } from "./quiet-window.ts";
import type { MailSettings } from "./settings.ts";
import { unreadBy, kindOfConversation, type UnreadOf } from "./unread-by.ts";
import { untilShown, type LogHead } from "./until-shown.ts";
import { whenToMail } from "./when-to-mail.ts";

export interface UnreadParts {
  readonly store: LogHead;
  readonly settings: Pick<MailSettings, "quiet" | "timeZone">;
}

type Stage = "soon" | "later";

const pageSize = 1_000;
/** Milliseconds: an intent may be taken a second early, and what is noted after that needs the next one. */
const early = 2_000;

/**
 * Looks at a conversation once what was said in a stretch of time has been left in quiet, and notes who is to be mailed
 * about it, and when: one intent for all messages and members, three queries for each thousand of these.
 */
export function unreadInConversation({ store, settings }: UnreadParts): JobKind {
  return {
    kind: "mail.unread",
    lane: "house",
    prefixes: ["conversation-"],
    calls: { MessageSent: (event) => [intentOf("soon", event, settings), intentOf("later", event, settings)] },
    mostAttempts: 12,
    longest: 60_000,
    async run(intent, { pool, signal }) {
      const kind = await kindOfConversation(pool, intent.subject);
      const after: Stage = intent.window.startsWith("soon") ? "soon" : "later";
      await untilShown(pool, store, signal);
      if (kind !== null)
        await noteAll(pool, intent, { settings, isDue: (unread) => isWorthMailing({ ...unread, kind, after }) });
      return "done";
    },
  };
}

/** What the shorter quiet time has left is looked at again after the longer one. */
function intentOf(
  stage: Stage,
  event: Logged<Extract<ConversationEvent, { type: "MessageSent" }>>,
  { quiet }: UnreadParts["settings"],
): NewIntent {
  const at = Date.parse(event.at);
  const { name, dueAt } = quietWindow(at, stage === "soon" ? quiet.direct : quiet.group);
  return {
    kind: "mail.unread",
    subject: conversationOf(event),
    window: `${stage} ${name}`,
    dueAt: new Date(dueAt),
    details: { at },
  };
}

interface Noting {
  readonly settings: UnreadParts["settings"];
  readonly isDue: (unread: UnreadOf) => boolean;
}

async function noteAll(pool: Pool, intent: TakenIntent, { settings, isDue }: Noting): Promise<void> {
  const { subject, details, correlationId } = intent;
  // As far back as anything may wait for its longer quiet time.
  const since = new Date(Number(details["at"]) - settings.quiet.group * 1.25 - settings.quiet.direct * 1.25);
  let after = "";
  for (;;) {
    const page = await unreadBy(pool, { conversationId: subject, since, after, limit: pageSize });
    const due = page.filter(isDue);
    await noteUnread(
      pool,
      subject,
      due.map(({ userId, first, firstAt }) => ({ userId, from: first, since: firstAt })),
    );
    const digests = due.flatMap(intentFor(settings));
    await addIntents(
      pool,
      digests.map((digest) => ({ ...digest, correlationId })),
    );
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = last.userId;
  }
}

const intentFor =
  ({ timeZone: usual = "UTC" }: UnreadParts["settings"]) =>
  ({ userId, choice, timeZone }: UnreadOf): readonly NewIntent[] => {
    const at = whenToMail(choice, { now: Date.now() + early, timeZone: timeZone ?? usual });
    return at === null ? [] : [digestIntent(userId, at)];
  };
