import { logIn } from "../api/accounts.ts";
import { Icon } from "../parts/icon.tsx";
import { t } from "../words/words.ts";
import { Field } from "./field.tsx";
import { FormEnd, useForm } from "./form.tsx";
import { comeIn } from "./session.ts";

interface LogInProps {
  /** The password was set anew just now. */
  readonly isAnew: boolean;
  readonly onForgotten: () => void;
}

export function LogIn({ isAnew, onForgotten }: LogInProps) {
  const form = useForm(["username", "password"], async ({ username = "", password = "" }) => {
    await logIn({ username, password });
    await comeIn();
  });
  return (
    <form class="form" noValidate onSubmit={form.onSubmit} ref={form.ref}>
      <h1>{t("welcome.login.title")}</h1>
      {isAnew && (
        <p class="note" role="status">
          <Icon name="check" />
          <span>{t("reset.done")}</span>
        </p>
      )}
      <Field
        name="username"
        label={t("welcome.identifier")}
        problem={form.problems["username"]}
        autoComplete="username"
        autoCapitalize="none"
        spellcheck={false}
        autoFocus
      />
      <Field
        name="password"
        type="password"
        label={t("welcome.password")}
        problem={form.problems["password"]}
        autoComplete="current-password"
      />
      <button type="button" class="text-link form-aside" onClick={onForgotten}>
        {t("reset.forgot")}
      </button>
      <FormEnd form={form} action={t("welcome.login")} />
    </form>
  );
}
