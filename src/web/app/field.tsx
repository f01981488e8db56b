import type { InputEventHandler } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import { t } from "../words/words.ts";

/** What is handed on to the input as it is. */
interface Given {
  readonly autoComplete?: AutoFill;
  readonly autoCapitalize?: "none";
  readonly autoFocus?: boolean;
  readonly value?: string;
  readonly spellcheck?: boolean;
  readonly onInput?: InputEventHandler<HTMLInputElement>;
}

type AutoFill = "name" | "username" | "email" | "new-password" | "current-password";

interface FieldProps extends Given {
  readonly type?: "text" | "email" | "password";
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
}

const typed = { text: { type: "text" }, email: { type: "email" }, password: { type: "password" } } as const;

/** What a person fills in, with what is wrong about it below. */
export function Field({ name, label, hint, problem, type = "text", autoFocus, ...rest }: FieldProps) {
  const input = useRef<HTMLInputElement>(null);
  // The attribute alone counts once for a page: not where one form follows another.
  useEffect(() => {
    if (autoFocus === true) input.current?.focus();
  }, [autoFocus]);
  const id = useId();
  const [isShown, setShown] = useState(false);
  const isPassword = type === "password";
  const below = problem ?? hint;
  return (
    <div class={`field ${problem === undefined ? "" : "has-problem"}`}>
      <label for={id}>{label}</label>
      <div class="field-box">
        <input
          {...rest}
          ref={input}
          id={id}
          name={name}
          {...typed[isPassword && isShown ? "text" : type]}
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-below`}
        />
        {isPassword && (
          <button type="button" class="field-show" onClick={() => setShown(!isShown)}>
            {t(isShown ? "welcome.password.hide" : "welcome.password.show")}
          </button>
        )}
      </div>
      <p id={`${id}-below`} class="field-below">
        {problem !== undefined && <Icon name="alert" size={16} />}
        {below}
      </p>
    </div>
  );
}
