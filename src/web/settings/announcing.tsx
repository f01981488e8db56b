import { useState } from "preact/hooks";
import { announce } from "../api/administration.ts";
import { Button } from "../parts/button.tsx";
import { failureOf } from "../parts/failure.ts";
import { toast } from "../parts/toast.tsx";
import { t } from "../words/words.ts";
import { Card } from "./setting.tsx";

/** Something for everybody, which stands over their chats until they put it away. */
export function Announcing() {
  const [text, setText] = useState("");
  const [isBusy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    setBusy(true);
    try {
      await announce(text.trim());
      setText("");
      toast(t("announce.done"));
    } catch (error) {
      toast(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card>
      <form
        class="setting-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== "") void send();
        }}
      >
        <label class="field">
          <span>{t("announce.text")}</span>
          <textarea rows={3} maxLength={1_000} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </label>
        <Button kind="main" type="submit" isBusy={isBusy} disabled={text.trim() === ""}>
          {t("announce.do")}
        </Button>
      </form>
    </Card>
  );
}
