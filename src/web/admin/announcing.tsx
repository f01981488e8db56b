import { useId, useRef, useState } from "preact/hooks";
import { announce } from "../api/administration.ts";
import { AnnouncementWords } from "../app/announcements.tsx";
import { useAttempt } from "../parts/attempt.ts";
import { Button } from "../parts/button.tsx";
import { FailureText } from "../parts/failure-text.tsx";
import { toast } from "../parts/toast.tsx";
import { Card } from "../settings/setting.tsx";
import { me } from "../store/store.ts";
import { lettersOf } from "../words/letters.ts";
import { t } from "../words/words.ts";
import "./admin.css";

const mostLetters = 2_000;
const fewLetters = 200;

/** Something for everybody, which stands over their chats until they put it away. */
export function Announcing() {
  const id = useId();
  const [text, setText] = useState("");
  const { isBusy, failure, attempt } = useAttempt();
  // Of one announcement, however often it is sent.
  const key = useRef(crypto.randomUUID());
  const left = mostLetters - lettersOf(text).length;
  const isReady = text.trim() !== "" && left >= 0;
  const send = (): void =>
    attempt(async () => {
      await announce(text.trim(), key.current);
      setText("");
      toast(t("announce.done"));
    });
  const write = (next: string): void => {
    key.current = crypto.randomUUID();
    setText(next);
  };
  return (
    <Card>
      <form
        class="setting-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) send();
        }}
      >
        <div class={`field ${left < 0 ? "has-problem" : ""}`}>
          <label for={id}>{t("announce.text")}</label>
          <textarea
            id={id}
            rows={4}
            value={text}
            aria-invalid={left < 0}
            aria-describedby={`${id}-note`}
            onInput={(event) => write(event.currentTarget.value)}
          />
          <p id={`${id}-note`} class="field-below">
            {left < fewLetters ? t("announce.left", { n: left }) : t("announce.note")}
          </p>
        </div>
        {text.trim() !== "" && (
          <section class="announce-preview" aria-label={t("announce.preview")}>
            <h2>{t("announce.preview")}</h2>
            <div class="link-strip is-info">
              <AnnouncementWords by={me.value?.display_name ?? ""} text={text.trim()} />
            </div>
          </section>
        )}
        <FailureText of={failure} />
        <Button kind="main" type="submit" icon="megaphone" isBusy={isBusy} disabled={!isReady}>
          {t("announce.do")}
        </Button>
      </form>
    </Card>
  );
}
