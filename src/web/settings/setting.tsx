import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface CardProps {
  readonly title?: string;
  readonly children: ComponentChildren;
}

/** Settings that belong together. */
export function Card({ title, children }: CardProps) {
  return (
    <section class="setting-card">
      {title !== undefined && <h2>{title}</h2>}
      {children}
    </section>
  );
}

interface SwitchProps {
  readonly name: string;
  readonly about?: string;
  readonly isOn: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (isOn: boolean) => void;
  /** Stands beside it: a button that tries it out. */
  readonly children?: ComponentChildren;
}

/** One thing that is on or off. */
export function Switch({ name, about, isOn, isDisabled = false, onChange, children }: SwitchProps) {
  const id = useId();
  return (
    <div class="setting">
      <span class="setting-words">
        <span id={id} class="setting-name">
          {name}
        </span>
        {about !== undefined && (
          <span id={`${id}-about`} class="setting-about">
            {about}
          </span>
        )}
      </span>
      {children}
      <button
        type="button"
        class="switch"
        role="switch"
        aria-checked={isOn}
        aria-labelledby={id}
        {...(about !== undefined && { "aria-describedby": `${id}-about` })}
        disabled={isDisabled}
        onClick={() => onChange(!isOn)}
      >
        <span />
      </button>
    </div>
  );
}

interface ChoiceProps<Value extends string> {
  readonly name: string;
  readonly values: readonly Value[];
  readonly chosen: Value | null;
  readonly labelOf: (value: Value) => string;
  readonly aboutOf?: (value: Value) => string;
  readonly onChange: (value: Value) => void;
}

/** One of several. */
export function Choice<Value extends string>({ name, values, chosen, labelOf, aboutOf, onChange }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <fieldset class="setting-choice">
      <legend class="only-read">{name}</legend>
      {values.map((value) => (
        <label key={value} class="setting-radio">
          <input type="radio" name={id} checked={value === chosen} onChange={() => onChange(value)} />
          <span>
            <span class="setting-name">{labelOf(value)}</span>
            {aboutOf && <span class="setting-about">{aboutOf(value)}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
