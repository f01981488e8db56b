import { useState } from "preact/hooks";
import { scheduleText, usualTimes } from "../composer/scheduled.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { state } from "../store/store.ts";
import { t } from "../words/words.ts";
import { closeDialog } from "./open.ts";

interface ScheduleProps {
  readonly conversationId: string;
  readonly text: string;
  readonly onScheduled: () => void;
}

/** A time of one's own choice. */
export function Schedule({ conversationId, text, onScheduled }: ScheduleProps) {
  const [time, setTime] = useState(forField(usualTimes()[1]?.at ?? new Date()));
  const [isBusy, setBusy] = useState(false);
  const conversation = state.value.conversations.get(conversationId);
  const send = async (): Promise<void> => {
    if (!conversation) return;
    setBusy(true);
    const isDone = await scheduleText(conversation, text, new Date(time));
    setBusy(false);
    if (!isDone) return;
    onScheduled();
    closeDialog();
  };
  const foot = (
    <>
      <Button onClick={closeDialog}>{t("common.cancel")}</Button>
      <Button kind="main" isBusy={isBusy} disabled={time === ""} onClick={() => void send()}>
        {t("schedule.do")}
      </Button>
    </>
  );
  return (
    <Dialog title={t("schedule.title")} size="small" onClose={closeDialog} foot={foot}>
      <label class="field">
        <span>{t("schedule.when")}</span>
        <input
          type="datetime-local"
          value={time}
          min={forField(new Date())}
          onInput={(event) => setTime(event.currentTarget.value)}
        />
      </label>
    </Dialog>
  );
}

/** As a field for day and time takes it: in this device's time zone, without naming it. */
export function forField(time: Date): string {
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
