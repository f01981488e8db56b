import { useState } from "preact/hooks";
import { Button } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { timeOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import { shownData } from "./data.ts";

/** Data may hold ten thousand values, which a browser would take seconds to draw: so many come at once. */
const rowsAtOnce = 100;

/** The data of a message as a table, what is out of its limits marked by a word. */
export function DataCard({ of }: { readonly of: Readonly<Record<string, unknown>> }) {
  const { title, note, measuredAt, rows } = shownData(of);
  const [most, setMost] = useState(rowsAtOnce);
  return (
    <div class="data-card">
      <p class="data-head">
        <Icon name="gauge" size={18} />
        <strong class="cut">{title ?? t("data.title")}</strong>
        {measuredAt !== null && <small>{t("data.measured", { time: timeOf(measuredAt) })}</small>}
      </p>
      <dl class="data-rows">
        {rows.slice(0, most).map(({ field, value, unit, passes }) => (
          <div key={field} class="data-row">
            <dt>{field}</dt>
            <dd class="numbers">
              {passes && (
                <span class={`tag ${passes.side === "over" ? "is-high" : "is-medium"}`}>
                  {t(`data.${passes.side}`, { limit: passes.limit })}
                </span>
              )}
              <b>{value}</b>
              <span class="data-unit">{unit}</span>
            </dd>
          </div>
        ))}
      </dl>
      {rows.length > most && <Button onClick={() => setMost(most + rowsAtOnce)}>{t("common.more")}</Button>}
      {note !== null && <p class="data-note">{note}</p>}
    </div>
  );
}
