import { useState } from "preact/hooks";
import { sendTestMail } from "../api/accounts.ts";
import { Button } from "../parts/button.tsx";
import { failureOf } from "../parts/failure.ts";
import { toast } from "../parts/toast.tsx";
import { t } from "../words/words.ts";

/** Where mails go, and a button that tries it out. */
export function TestMail({ email }: { readonly email: string }) {
  const [isBusy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    setBusy(true);
    try {
      toast(t("mail.tried", { email: await sendTestMail() }));
    } catch (error) {
      toast(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="setting setting-wraps">
      <span class="setting-words setting-about">{t("mail.to", { email })}</span>
      <Button icon="mail" isBusy={isBusy} onClick={() => void send()}>
        {t("mail.try")}
      </Button>
    </div>
  );
}
