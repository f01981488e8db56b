import { useState } from "preact/hooks";
import type { Scheduled } from "../api/scheduled.ts";
import { reasonKey } from "../chat/outgoing.tsx";
import { startWriting } from "../composer/modes.ts";
import { cancel, changeWords, putAway, sendNow } from "../composer/scheduled.ts";
import { wordsIn } from "../composer/scheduled-strip.tsx";
import { useAttempt } from "../parts/attempt.ts";
import { Button } from "../parts/button.tsx";
import { FailureText } from "../parts/failure-text.tsx";
import { Icon } from "../parts/icon.tsx";
import type { Conversation } from "../wire/shapes.ts";
import { laterText } from "../words/later.ts";
import { t } from "../words/words.ts";
import { fieldOf, timeIn } from "../words/zoned.ts";
import { closeDialog } from "./open.ts";
import { WhenField } from "./when-field.tsx";

interface RowProps {
  readonly scheduled: Scheduled;
}

/** What waits for its time. */
export function WaitingRow({ scheduled, onChange }: RowProps & { readonly onChange: () => void }) {
  const { isBusy, failure, attempt } = useAttempt();
  return (
    <li class="scheduled">
      <p class="scheduled-when">
        <Icon name="schedule" size={16} /> {laterText(scheduled.send_at)}
      </p>
      <p class="scheduled-words">{wordsIn(scheduled)}</p>
      <div class="scheduled-row">
        <Button icon="pencil" disabled={isBusy} onClick={onChange}>
          {t("schedule.change")}
        </Button>
        <Button icon="send" disabled={isBusy} onClick={() => attempt(async () => sendNow(scheduled))}>
          {t("schedule.now")}
        </Button>
        <button
          type="button"
          class="text-button is-danger"
          disabled={isBusy}
          onClick={() => attempt(async () => cancel(scheduled))}
        >
          {t("schedule.cancel")}
        </button>
      </div>
      <FailureText of={failure} />
    </li>
  );
}

interface ChangingProps extends RowProps {
  readonly conversation: Conversation;
  readonly onDone: () => void;
}

/** Formatted words stay as they are: only their time is changed here. */
export function ChangingRow({ conversation, scheduled, onDone }: ChangingProps) {
  const [words, setWords] = useState(scheduled.content);
  const [when, setWhen] = useState(() => fieldOf(Date.parse(scheduled.send_at)));
  const { isBusy, failure, attempt } = useAttempt();
  const at = timeIn(when);
  const save = (): void =>
    attempt(async () => {
      await changeWords(conversation, scheduled, { content: words, at });
      onDone();
    });
  return (
    <li class="scheduled">
      {scheduled.content_type === "html" ? (
        <p class="scheduled-words">{wordsIn(scheduled)}</p>
      ) : (
        <textarea
          aria-label={t("schedule.words")}
          rows={3}
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      )}
      <WhenField value={when} onChange={setWhen} />
      <div class="scheduled-row">
        <Button kind="main" isBusy={isBusy} disabled={words.trim() === "" || !(at > Date.now())} onClick={save}>
          {t("info.save")}
        </Button>
        <Button onClick={onDone}>{t("common.cancel")}</Button>
      </div>
      <FailureText of={failure} />
    </li>
  );
}

/** What the rules of its time did not let through. */
export function RefusedRow({ scheduled }: RowProps) {
  const writeAgain = (): void => {
    startWriting(scheduled.conversation_id, wordsIn(scheduled));
    putAway(scheduled);
    closeDialog();
  };
  return (
    <li class="scheduled is-failed">
      <p class="scheduled-when">
        <Icon name="alert" size={16} /> {laterText(scheduled.send_at)} ·{" "}
        {t("message.not_sent", { reason: t(reasonKey(scheduled.code)) })}
      </p>
      <p class="scheduled-words">{wordsIn(scheduled)}</p>
      <div class="scheduled-row">
        <Button icon="pencil" onClick={writeAgain}>
          {t("message.edit")}
        </Button>
        <button type="button" class="text-button is-danger" onClick={() => putAway(scheduled)}>
          {t("message.discard")}
        </button>
      </div>
    </li>
  );
}
