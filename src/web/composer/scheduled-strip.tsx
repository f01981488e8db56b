import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Scheduled } from "../api/scheduled.ts";
import { reasonKey } from "../chat/outgoing.tsx";
import { openReview } from "../dialogs/open.ts";
import { Icon } from "../parts/icon.tsx";
import { plainText } from "../store/heads.ts";
import { report } from "../store/report.ts";
import { laterText } from "../words/later.ts";
import { rich, t } from "../words/words.ts";
import { loadScheduled, scheduledIn } from "./scheduled.ts";

/** How long after its time something is asked for again, in milliseconds. */
const dueMs = 3_000;
const longestTimer = 2 ** 31 - 1;

/** Over the field: what of mine is sent here later, or was refused. */
export function ScheduledStrip({ conversationId }: { readonly conversationId: string }) {
  useEffect(() => {
    void loadScheduled(conversationId).catch(report);
  }, [conversationId]);
  const all = scheduledIn.value.get(conversationId) ?? [];
  const next = all.find(({ status }) => status === "waiting");
  // What was due has become a message, which the stream tells; what is left is asked for again.
  useEffect(() => {
    if (!next) return undefined;
    const wait = Math.min(longestTimer, Math.max(0, Date.parse(next.send_at) - Date.now()) + dueMs);
    const due = setTimeout(() => void loadScheduled(conversationId).catch(report), wait);
    return () => clearTimeout(due);
  }, [next?.id, next?.send_at]);
  const [first] = all;
  if (!first) return null;
  return (
    <div class={`strip scheduled-strip ${first.status === "refused" ? "is-failed" : ""}`} role="status">
      <Icon name={first.status === "refused" ? "alert" : "schedule"} size={18} />
      <p class="cut">{sentenceOf(all, first)}</p>
      <button type="button" class="text-button" onClick={() => openReview(conversationId)}>
        {t("schedule.review")}
      </button>
    </div>
  );
}

function sentenceOf(all: readonly Scheduled[], first: Scheduled) {
  const text = wordsIn(first);
  const alike = all.filter(({ status }) => status === first.status).length;
  const strong = (words: readonly ComponentChildren[]) => <strong>{words}</strong>;
  return first.status === "refused"
    ? rich("schedule.unsent", { n: alike, reason: t(reasonKey(first.code)), text, b: strong })
    : rich("schedule.strip", { n: alike, time: laterText(first.send_at), text, b: strong });
}

export function wordsIn({ content, content_type }: Scheduled): string {
  return content_type === "html" ? plainText(content) : content;
}
