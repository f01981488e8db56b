import { useState } from "preact/hooks";
import { t } from "../words/words.ts";
import { useAttempt } from "./attempt.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { FailureText } from "./failure-text.tsx";
import { showOver } from "./overlays.tsx";

interface Question {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  /** What is asked beside; its answer is handed on. */
  readonly ask?: string;
  /** Without an answer nothing is done. */
  readonly isAskRequired?: boolean;
  /** Of what can be taken back. */
  readonly kind?: "main" | "danger";
  /** Runs while the dialog is busy; a failure is said in it. */
  readonly run: (answer: string) => Promise<void>;
}

/** Asks before something that others will feel, or that cannot be taken back. */
export function confirm(question: Question): void {
  showOver((close) => <Confirm {...question} onClose={close} />);
}

function Confirm({
  title,
  text,
  action,
  ask,
  isAskRequired = false,
  kind = "danger",
  run,
  onClose,
}: Question & { readonly onClose: () => void }) {
  const { isBusy, failure, attempt } = useAttempt();
  const [answer, setAnswer] = useState("");
  const act = (): void =>
    attempt(async () => {
      await run(answer);
      onClose();
    });
  const foot = (
    <>
      <Button onClick={onClose}>{t("common.cancel")}</Button>
      <Button kind={kind} isBusy={isBusy} disabled={isAskRequired && answer.trim() === ""} onClick={act}>
        {action}
      </Button>
    </>
  );
  return (
    <Dialog title={title} size="small" onClose={onClose} foot={foot}>
      <p class="dialog-text">{text}</p>
      {ask !== undefined && (
        <label class="field">
          <span>{ask}</span>
          <input value={answer} maxLength={500} onInput={(event) => setAnswer(event.currentTarget.value)} />
        </label>
      )}
      <FailureText of={failure} />
    </Dialog>
  );
}
