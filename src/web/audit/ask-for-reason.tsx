import { useEffect, useRef, useState } from "preact/hooks";
import { onFollow } from "../app/router.ts";
import { DeskIcon } from "../desk/icons.tsx";
import { Button } from "../parts/button.tsx";
import { t } from "../words/words.ts";
import { reason } from "./looking.ts";

/** Nothing is shown before it is said why. */
export function AskForReason() {
  const [typed, setTyped] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <main class="desk-gate">
      <form
        class="audit-reason"
        onSubmit={(event) => {
          event.preventDefault();
          reason.value = typed.trim();
        }}
      >
        <span class="desk-gate-icon">
          <DeskIcon name="eye" size={24} />
        </span>
        <h1>{t("audit.why")}</h1>
        <p id="audit-reason-note">{t("audit.why.note")}</p>
        <textarea
          ref={field}
          rows={3}
          maxLength={500}
          required
          aria-label={t("audit.reason")}
          aria-describedby="audit-reason-note"
          placeholder={t("audit.why.example")}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <div class="audit-reason-foot">
          <a class="button button-plain" href="/" onClick={onFollow}>
            {t("common.cancel")}
          </a>
          <Button kind="main" type="submit" disabled={typed.trim() === ""}>
            {t("audit.look")}
          </Button>
        </div>
      </form>
    </main>
  );
}
