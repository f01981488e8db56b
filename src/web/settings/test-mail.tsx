import { sendTestMail } from "../api/accounts.ts";
import { useAttempt } from "../parts/attempt.ts";
import { Button } from "../parts/button.tsx";
import { failureOf } from "../parts/failure.ts";
import { toast } from "../parts/toast.tsx";
import { t } from "../words/words.ts";

/** Where mails go, and a button that tries it out. */
export function TestMail({ email }: { readonly email: string }) {
  const { isBusy, attempt } = useAttempt();
  const send = (): void =>
    attempt(async () => toast(await sendTestMail().then((to) => t("mail.tried", { email: to }), failureOf)));
  return (
    <div class="setting setting-wraps">
      <span class="setting-words setting-about">{t("mail.to", { email })}</span>
      <Button icon="mail" isBusy={isBusy} onClick={send}>
        {t("mail.try")}
      </Button>
    </div>
  );
}
