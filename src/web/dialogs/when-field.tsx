import { useId } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import { laterText } from "../words/later.ts";
import { t } from "../words/words.ts";
import { fieldOf, timeIn } from "../words/zoned.ts";

interface WhenProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A day and a time to come, in the zone in which times are shown; below it what they mean. */
export function WhenField({ value, onChange }: WhenProps) {
  const id = useId();
  const at = timeIn(value);
  const isPast = at <= Date.now();
  return (
    <div class={`field when-field ${isPast ? "has-problem" : ""}`}>
      <label for={id}>{t("schedule.when")}</label>
      <input
        id={id}
        type="datetime-local"
        value={value}
        min={fieldOf(Date.now())}
        aria-invalid={isPast}
        aria-describedby={`${id}-below`}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      <p id={`${id}-below`} class="field-below">
        {isPast && <Icon name="alert" size={16} />}
        {isPast && t("schedule.past")}
        {at > Date.now() && laterText(new Date(at).toISOString())}
      </p>
    </div>
  );
}
