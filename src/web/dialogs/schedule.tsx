import { useState } from "preact/hooks";
import { scheduleText } from "../composer/scheduled.ts";
import { usualTimes } from "../composer/usual-times.ts";
import { useAttempt } from "../parts/attempt.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { FailureText } from "../parts/failure-text.tsx";
import { state } from "../store/store.ts";
import { fieldOf, timeIn } from "../words/zoned.ts";
import { t } from "../words/words.ts";
import { closeDialog } from "./open.ts";
import { WhenField } from "./when-field.tsx";

interface ScheduleProps {
  readonly conversationId: string;
  readonly text: string;
  readonly onScheduled: () => void;
}

/** A time of one's own choice. */
export function Schedule({ conversationId, text, onScheduled }: ScheduleProps) {
  const [when, setWhen] = useState(() => fieldOf(usualTimes()[1]?.at ?? Date.now()));
  const { isBusy, failure, attempt } = useAttempt();
  const conversation = state.value.conversations.get(conversationId);
  const at = timeIn(when);
  const send = (): void =>
    attempt(async () => {
      if (!conversation) return;
      await scheduleText(conversation, text, at);
      onScheduled();
      closeDialog();
    });
  const foot = (
    <>
      <Button onClick={closeDialog}>{t("common.cancel")}</Button>
      <Button kind="main" isBusy={isBusy} disabled={!(at > Date.now())} onClick={send}>
        {t("schedule.do")}
      </Button>
    </>
  );
  return (
    <Dialog title={t("schedule.title")} size="small" onClose={closeDialog} foot={foot}>
      <p class="dialog-text scheduled-words">{text}</p>
      <WhenField value={when} onChange={setWhen} />
      <FailureText of={failure} />
    </Dialog>
  );
}
