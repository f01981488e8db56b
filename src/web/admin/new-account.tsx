import { createAccount, type Account } from "../api/administration.ts";
import { Field } from "../app/field.tsx";
import { FormEnd, useForm } from "../app/form.tsx";
import { toast } from "../parts/toast.tsx";
import { Card } from "../settings/setting.tsx";
import { t } from "../words/words.ts";

/** An account for somebody else, who chooses the password by mail. */
export function NewAccount({ onMade }: { readonly onMade: (account: Account) => void }) {
  const form = useForm(["display_name", "username", "email"], async (given) => {
    const { username = "", display_name: name = "", email = "" } = given;
    const made = await createAccount({ username: username.trim(), display_name: name.trim(), email: email.trim() });
    form.ref.current?.reset();
    toast(t("create.done", { name: made.display_name }));
    onMade(made);
  });
  const { problems } = form;
  return (
    <Card title={t("create.title")}>
      <p class="admin-note">{t("create.note")}</p>
      <form ref={form.ref} class="setting-form" noValidate onSubmit={form.onSubmit}>
        <Field name="display_name" label={t("info.name")} problem={problems["display_name"]} />
        <Field
          name="username"
          label={t("welcome.username")}
          hint={t("welcome.username.hint")}
          autoCapitalize="none"
          spellcheck={false}
          problem={problems["username"]}
        />
        <Field type="email" name="email" label={t("welcome.email")} problem={problems["email"]} />
        <FormEnd form={form} action={t("create.do")} />
      </form>
    </Card>
  );
}
