import type { Ref } from "preact";
import { Icon } from "./icon.tsx";

interface SearchFieldProps {
  /** What is looked for: said to who cannot see it, and shown while nothing is typed. */
  readonly label: string;
  readonly value: string;
  readonly onInput: (typed: string) => void;
  readonly field?: Ref<HTMLInputElement>;
}

export function SearchField({ label, value, onInput, field = null }: SearchFieldProps) {
  return (
    <label class="search-field">
      <Icon name="search" size={18} />
      <input
        ref={field}
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </label>
  );
}
