import { useState } from "preact/hooks";
import { sendMessage } from "../api/messages.ts";
import { cancelScheduled, changeScheduled, type Scheduled } from "../api/scheduled.ts";
import { loadScheduled, scheduledIn } from "../composer/scheduled.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { failureOf } from "../parts/failure.ts";
import { toast } from "../parts/toast.tsx";
import { change } from "../store/store.ts";
import { t } from "../words/words.ts";
import { closeDialog } from "./open.ts";
import { forField } from "./schedule.tsx";

/** Everything of mine that is sent here later: to be changed, sent now, or not at all. */
export function Review({ conversationId }: { readonly conversationId: string }) {
  const waiting = scheduledIn.value.get(conversationId) ?? [];
  return (
    <Dialog title={t("schedule.all")} onClose={closeDialog}>
      <ul class="scheduled-list">
        {waiting.map((each) => (
          <Waiting key={each.id} conversationId={conversationId} scheduled={each} />
        ))}
        {waiting.length === 0 && <li class="people-none">{t("schedule.none")}</li>}
      </ul>
    </Dialog>
  );
}

interface WaitingProps {
  readonly conversationId: string;
  readonly scheduled: Scheduled;
}

function Waiting({ conversationId, scheduled: { id, content, content_type, send_at } }: WaitingProps) {
  const [words, setWords] = useState(content);
  const [time, setTime] = useState(forField(new Date(send_at)));
  const isChanged = words !== content || time !== forField(new Date(send_at));
  const act = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work;
      await loadScheduled(conversationId);
    } catch (error) {
      toast(failureOf(error));
    }
  };
  // Its key is the one that it would have been sent with: it is not sent twice.
  const sendNow = async (): Promise<void> => {
    const format = content_type === "html" ? { content_type } : {};
    const message = await sendMessage(conversationId, { content, client_message_id: id, ...format });
    change({ kind: "sent", message });
    await cancelScheduled(conversationId, id);
  };
  return (
    <li class="scheduled">
      <textarea
        aria-label={t("schedule.words")}
        rows={2}
        value={words}
        readOnly={content_type === "html"}
        onInput={(event) => setWords(event.currentTarget.value)}
      />
      <div class="scheduled-row">
        <input
          type="datetime-local"
          aria-label={t("schedule.when")}
          value={time}
          onInput={(event) => setTime(event.currentTarget.value)}
        />
        {isChanged ? (
          <Button
            kind="main"
            disabled={words.trim() === "" || time === ""}
            onClick={() =>
              void act(
                changeScheduled(conversationId, id, {
                  ...(words !== content && { content: words }),
                  send_at: new Date(time).toISOString(),
                }),
              )
            }
          >
            {t("info.save")}
          </Button>
        ) : (
          <Button onClick={() => void act(sendNow())}>{t("schedule.now")}</Button>
        )}
        <Button kind="quiet" onClick={() => void act(cancelScheduled(conversationId, id))}>
          {t("schedule.cancel")}
        </Button>
      </div>
    </li>
  );
}
