import { useRef, useState } from "preact/hooks";
import { ApiProblem, isProblem } from "../api/problem.ts";
import { useAttempt } from "../parts/attempt.ts";
import { Button } from "../parts/button.tsx";
import { failureOf } from "../parts/failure.ts";
import { t } from "../words/words.ts";
import { fieldProblems } from "./field-problems.ts";

type Problems = Readonly<Record<string, string>>;

/** What is wrong with the whole of it, and the button that sends it. */
export function FormEnd({ form, action }: { readonly form: Form; readonly action: string }) {
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

/** Sends what was filled in; what is wrong stands at its field, and the first of them gets the focus. */
export function useForm(required: readonly string[], send: (given: Readonly<Record<string, string>>) => Promise<void>) {
  const ref = useRef<HTMLFormElement>(null);
  const [problems, setProblems] = useState<Problems>({});
  const { isBusy, attempt } = useAttempt();
  const tell = (found: Problems): void => {
    setProblems(found);
    const first = [...(ref.current?.querySelectorAll("input") ?? [])].find(({ name }) => found[name] !== undefined);
    first?.focus();
  };
  const submit = (form: HTMLFormElement): void => {
    const given = Object.fromEntries(
      [...new FormData(form)].map(([name, value]) => [name, typeof value === "string" ? value : ""]),
    );
    const found = missingIn(given, required);
    if (Object.keys(found).length > 0) return tell(found);
    setProblems({});
    attempt(async () => send(given).catch((error: unknown) => tell(problemsOf(error))));
  };
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (ref.current) submit(ref.current);
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
  if (error instanceof ApiProblem && error.fields.length > 0) return fieldProblems(error);
  return { "": failureOf(error) };
}
