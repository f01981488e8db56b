import { useRef, useState } from "preact/hooks";
import { changePassword } from "../api/accounts.ts";
import { ApiProblem } from "../api/problem.ts";
import { fieldProblems } from "../app/field-problems.ts";
import { Field } from "../app/field.tsx";
import { Button } from "../parts/button.tsx";
import { failureOf } from "../parts/failure.ts";
import { t } from "../words/words.ts";
import { saidSaved } from "./saving.ts";
import { Card } from "./setting.tsx";

/** A new password ends every other session. */
export function NewPassword() {
  const form = useRef<HTMLFormElement>(null);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const save = async (): Promise<void> => {
    if (!form.current) return;
    const given = new FormData(form.current);
    const text = (name: string): string => {
      const value = given.get(name);
      return typeof value === "string" ? value : "";
    };
    try {
      await changePassword({ current: text("current"), new: text("new") });
      form.current.reset();
      setProblems({});
      saidSaved();
    } catch (error) {
      setProblems(problemsOf(error));
    }
  };
  return (
    <Card>
      <form
        ref={form}
        class="setting-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          type="password"
          name="current"
          label={t("password.current")}
          autoComplete="current-password"
          problem={problems["current"]}
        />
        <Field
          type="password"
          name="new"
          label={t("password.new")}
          autoComplete="new-password"
          hint={t("welcome.password.hint")}
          problem={problems["new"]}
        />
        <p class="setting-about">{t("password.note")}</p>
        <Button kind="main" type="submit">
          {t("password.change")}
        </Button>
      </form>
    </Card>
  );
}

function problemsOf(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiProblem)) return { new: failureOf(error) };
  if (error.fields.length > 0) return fieldProblems(error);
  return error.passes ? { new: failureOf(error) } : { current: error.message };
}
