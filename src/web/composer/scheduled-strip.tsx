import { useEffect } from "preact/hooks";
import { openReview } from "../dialogs/open.ts";
import { Icon } from "../parts/icon.tsx";
import { plainText } from "../store/heads.ts";
import { report } from "../store/report.ts";
import { timeOf } from "../words/times.ts";
import { rich, t } from "../words/words.ts";
import { loadScheduled, scheduledIn } from "./scheduled.ts";

/** Over the field: what of mine is sent here later. */
export function ScheduledStrip({ conversationId }: { readonly conversationId: string }) {
  useEffect(() => {
    void loadScheduled(conversationId).catch(report);
  }, [conversationId]);
  const waiting = scheduledIn.value.get(conversationId) ?? [];
  const [first] = waiting;
  // What was due has become a message, which the stream tells; what is left is asked for again.
  useEffect(() => {
    if (!first) return undefined;
    const wait = Math.min(2 ** 31 - 1, Math.max(0, Date.parse(first.send_at) - Date.now()) + 3_000);
    const due = setTimeout(() => void loadScheduled(conversationId).catch(report), wait);
    return () => clearTimeout(due);
  }, [first?.id, first?.send_at]);
  if (!first) return null;
  const words = first.content_type === "html" ? plainText(first.content) : first.content;
  return (
    <div class="strip scheduled-strip">
      <Icon name="schedule" size={18} />
      <p class="cut">
        {rich("schedule.strip", { n: waiting.length, time: timeOf(first.send_at), b: (b) => <strong>{b}</strong> })} · “
        {words}”
      </p>
      <button type="button" class="text-button" onClick={() => openReview(conversationId)}>
        {t("schedule.review")}
      </button>
    </div>
  );
}
