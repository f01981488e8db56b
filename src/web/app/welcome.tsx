import { useRef, useState } from "preact/hooks";
import { logIn, register } from "../api/accounts.ts";
import { ApiProblem, isProblem } from "../api/problem.ts";
import { Button } from "../parts/button.tsx";
import { failureOf } from "../parts/failure.ts";
import { Icon } from "../parts/icon.tsx";
import { Mark, Quotes } from "../parts/mark.tsx";
import { localeNames, localeNow, locales, rich, t } from "../words/words.ts";
import { deployment } from "./deployment.ts";
import { Field } from "./field.tsx";
import { choose, comeIn } from "./session.ts";

type Problems = Readonly<Record<string, string>>;

/** The first thing that anybody sees: making an account, or logging in. */
export function Welcome() {
  const isFirst = deployment.value?.needs_first_account ?? false;
  const mayRegister = isFirst || deployment.value?.registration !== "closed";
  const [registers, setRegisters] = useState(isFirst || (mayRegister && invitation() !== ""));
  return (
    <main class="welcome">
      <section class="cover">
        <p class="cover-name">
          <Mark /> {t("app.name")}
        </p>
        <div class="cover-words">
          <p class="cover-tagline">{t("app.tagline")}</p>
          <p class="cover-about">{t("app.about")}</p>
        </div>
        <Languages />
        <span class="cover-quotes">
          <Quotes size={340} />
        </span>
      </section>
      <section class="welcome-form">
        {registers ? <Register isFirst={isFirst} /> : <LogIn />}
        {mayRegister ? (
          <p class="welcome-other">
            {t(registers ? "welcome.have" : "welcome.have_not")}{" "}
            <button type="button" class="text-link" onClick={() => setRegisters(!registers)}>
              {t(registers ? "welcome.login" : "welcome.create")}
            </button>
          </p>
        ) : (
          <p class="welcome-other">{t("welcome.closed")}</p>
        )}
      </section>
    </main>
  );
}

function Languages() {
  return (
    <ul class="languages" aria-label={t("welcome.language")}>
      {locales.map((locale) => (
        <li key={locale}>
          <button type="button" lang={locale} aria-pressed={locale === localeNow()} onClick={() => void choose(locale)}>
            {localeNames[locale]}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** A link that invites brings its code along. */
function invitation(): string {
  return new URLSearchParams(location.search).get("invite") ?? "";
}

const longEnough = 8;

function Register({ isFirst }: { readonly isFirst: boolean }) {
  const [length, setLength] = useState(0);
  const needsInvite = !isFirst && deployment.value?.registration === "invite";
  const form = useForm(["display_name", "username", "email", "password"], async (given) => {
    const { display_name = "", username = "", email = "", password = "", invite } = given;
    await register({ display_name, username, email, password, ...(invite && { invite }) });
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
        <Field name="invite" value={invitation()} label={t("welcome.invite")} problem={form.problems["invite"]} />
      )}
      <FormEnd form={form} action={t("welcome.create")} />
    </form>
  );
}

function LogIn() {
  const form = useForm(["username", "password"], async ({ username = "", password = "" }) => {
    await logIn({ username, password });
  });
  return (
    <form class="form" noValidate onSubmit={form.onSubmit} ref={form.ref}>
      <h1>{t("welcome.login.title")}</h1>
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
      <FormEnd form={form} action={t("welcome.login")} />
    </form>
  );
}

function FormEnd({ form, action }: { readonly form: Form; readonly action: string }) {
  return (
    <>
      <p class="form-problem" role="alert">
        {form.problems[""]}
      </p>
      <Button kind="main" type="submit" isBusy={form.isBusy}>
        {action}
      </Button>
    </>
  );
}

type Form = ReturnType<typeof useForm>;

/** Sends what was filled in, and comes in; what is wrong stands at its field, and the first of them gets the focus. */
function useForm(required: readonly string[], send: (given: Readonly<Record<string, string>>) => Promise<void>) {
  const ref = useRef<HTMLFormElement>(null);
  const [problems, setProblems] = useState<Problems>({});
  const [isBusy, setBusy] = useState(false);
  const tell = (found: Problems): void => {
    setProblems(found);
    const first = [...(ref.current?.querySelectorAll("input") ?? [])].find(({ name }) => found[name] !== undefined);
    first?.focus();
  };
  const submit = async (form: HTMLFormElement): Promise<void> => {
    const given = Object.fromEntries(
      [...new FormData(form)].map(([name, value]) => [name, typeof value === "string" ? value : ""]),
    );
    const found = missingIn(given, required);
    if (Object.keys(found).length > 0) return tell(found);
    setBusy(true);
    try {
      await send(given);
      await comeIn();
    } catch (error) {
      tell(problemsOf(error));
    } finally {
      setBusy(false);
    }
  };
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (ref.current) void submit(ref.current);
  };
  return { ref, problems, isBusy, onSubmit };
}

function missingIn(given: Readonly<Record<string, string>>, required: readonly string[]): Problems {
  const missing = required
    .filter((name) => given[name]?.trim() === "")
    .map((name): [string, string] => [name, t("welcome.missing")]);
  const { email } = given;
  const isIncomplete = email !== undefined && email !== "" && !/^[^@\s]+@[^@\s]+\.[^@\s.]+$/.test(email);
  return { ...Object.fromEntries(missing), ...(isIncomplete && { email: t("welcome.email.incomplete") }) };
}

function problemsOf(error: unknown): Problems {
  if (isProblem(error, "unauthenticated")) return { "": t("welcome.wrong") };
  if (error instanceof ApiProblem && error.fields.length > 0)
    return Object.fromEntries(error.fields.map(({ path, message }) => [path, message]));
  return { "": failureOf(error) };
}
