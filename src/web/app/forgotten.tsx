import { useState } from "preact/hooks";
import { askForReset, setPasswordByMail } from "../api/accounts.ts";
import { isProblem } from "../api/problem.ts";
import { Icon } from "../parts/icon.tsx";
import { rich, t } from "../words/words.ts";
import { Field } from "./field.tsx";
import { FormEnd, useForm } from "./form.tsx";
import { broughtAs } from "./from-link.ts";
import { goInstead } from "./router.ts";

/** Asks for the mail by which a password is set anew. Whoever asks is told the same, whether there is an account or not. */
export function Forgotten({ isLinkUsed }: { readonly isLinkUsed: boolean }) {
  const [asked, setAsked] = useState<string | null>(null);
  const form = useForm(["email"], async ({ email = "" }) => {
    await askForReset(email.trim());
    setAsked(email.trim());
  });
  return (
    <form class="form" noValidate onSubmit={form.onSubmit} ref={form.ref}>
      <h1>{t("reset.forgot")}</h1>
      <div role="status">
        {asked !== null && (
          <p class="note">
            <Icon name="mail" />
            <span>{rich("reset.asked", { email: asked, b: (words) => <strong>{words}</strong> })}</span>
          </p>
        )}
        {asked === null && isLinkUsed && (
          <p class="note">
            <Icon name="alert" />
            <span>{t("reset.used")}</span>
          </p>
        )}
      </div>
      <Field
        name="email"
        type="email"
        label={t("welcome.email")}
        hint={t("reset.hint")}
        problem={form.problems["email"]}
        autoComplete="email"
        autoFocus
      />
      <FormEnd form={form} action={t(asked === null ? "reset.ask" : "reset.again")} />
    </form>
  );
}

interface PasswordByMailProps {
  readonly onSet: () => void;
  readonly onUsed: () => void;
}

/** Where the link in that mail leads to. */
export function PasswordByMail({ onSet, onUsed }: PasswordByMailProps) {
  const form = useForm(["new"], async ({ new: password = "" }) => {
    try {
      await setPasswordByMail({ token: broughtAs("reset"), new: password });
      onSet();
    } catch (error) {
      if (!isProblem(error, "forbidden")) throw error;
      onUsed();
    }
    goInstead("/"); // the link has done what it can
  });
  return (
    <form class="form" noValidate onSubmit={form.onSubmit} ref={form.ref}>
      <h1>{t("reset.title")}</h1>
      <p class="form-about">{t("reset.about")}</p>
      <Field
        name="new"
        type="password"
        label={t("password.new")}
        hint={t("welcome.password.hint")}
        problem={form.problems["new"]}
        autoComplete="new-password"
        autoFocus
      />
      <FormEnd form={form} action={t("reset.do")} />
    </form>
  );
}
