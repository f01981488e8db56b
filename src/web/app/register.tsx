import { useState } from "preact/hooks";
import { register } from "../api/accounts.ts";
import { Icon } from "../parts/icon.tsx";
import { rich, t } from "../words/words.ts";
import { deployment } from "./deployment.ts";
import { Field } from "./field.tsx";
import { FormEnd, useForm } from "./form.tsx";
import { broughtAs } from "./from-link.ts";
import { comeIn } from "./session.ts";

const longEnough = 8;

/** Making an account, the first of all or by an invitation. */
export function Register({ isFirst }: { readonly isFirst: boolean }) {
  const [length, setLength] = useState(0);
  const needsInvite = !isFirst && deployment.value?.registration === "invite";
  const form = useForm(["display_name", "username", "email", "password"], async (given) => {
    const { display_name = "", username = "", email = "", password = "", invite } = given;
    await register({ display_name, username, email, password, ...(invite && { invite }) });
    await comeIn();
  });
  const hint = length >= longEnough ? "welcome.password.good" : "welcome.password.hint";
  return (
    <form class="form" noValidate onSubmit={form.onSubmit} ref={form.ref}>
      <h1>{t(isFirst ? "welcome.first.title" : "welcome.register.title")}</h1>
      {isFirst && (
        <p class="note">
          <Icon name="crown" />
          <span>{rich("welcome.first.note", { b: (words) => <strong>{words}</strong> })}</span>
        </p>
      )}
      <Field
        name="display_name"
        label={t("welcome.name")}
        hint={t("welcome.name.hint")}
        problem={form.problems["display_name"]}
        autoComplete="name"
        autoFocus
      />
      <Field
        name="username"
        label={t("welcome.username")}
        hint={t("welcome.username.hint")}
        problem={form.problems["username"]}
        autoComplete="username"
        autoCapitalize="none"
        spellcheck={false}
      />
      <Field
        name="email"
        type="email"
        label={t("welcome.email")}
        problem={form.problems["email"]}
        autoComplete="email"
      />
      <Field
        name="password"
        type="password"
        label={t("welcome.password")}
        hint={t(hint)}
        problem={form.problems["password"]}
        autoComplete="new-password"
        onInput={(event) => setLength(event.currentTarget.value.length)}
      />
      {needsInvite && (
        <Field
          name="invite"
          value={broughtAs("invite")}
          label={t("welcome.invite")}
          problem={form.problems["invite"]}
        />
      )}
      <FormEnd form={form} action={t("welcome.create")} />
    </form>
  );
}
