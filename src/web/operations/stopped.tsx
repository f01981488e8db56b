import { DeskIcon } from "../desk/icons.tsx";
import { numberText } from "../desk/numbers.ts";
import { Button } from "../parts/button.tsx";
import { exactClockOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import { askToSkip, retryNow } from "./actions.ts";
import type { ReadModel } from "./model.ts";
import { modelName } from "./names.ts";

/** What a read model stopped at, why, and what can be done. */
export function Stopped({ model }: { readonly model: ReadModel }) {
  const { name, active } = model;
  const { stopped_at: at, error, updated_at: since } = active;
  const called = modelName(name);
  const position = at && numberText(BigInt(at.position));
  return (
    <section class="desk-card stopped" id={`stopped-${name}`} tabIndex={-1}>
      <header>
        <h2>
          <DeskIcon name="deadLetter" size={20} />
          {position === null ? t("stopped.title", { name: called }) : t("stopped.at", { name: called, n: position })}
        </h2>
        <time class="numbers" dateTime={since}>
          {exactClockOf(since)}
        </time>
      </header>
      <pre class="stopped-error">{error}</pre>
      <dl>
        {at && (
          <>
            <dt>{t("stopped.event")}</dt>
            <dd class="stopped-id">{at.event_id}</dd>
          </>
        )}
        <dt>{t("stopped.meanwhile")}</dt>
        <dd>{t("stopped.meanwhile.text", { name: called })}</dd>
        {at && (
          <>
            <dt>{t("stopped.skipped")}</dt>
            <dd>{t("act.skip.text", { name: called })}</dd>
          </>
        )}
      </dl>
      <footer>
        {at && <Button onClick={() => askToSkip(model)}>{t("act.skip.with")}</Button>}
        <Button kind="main" icon="retry" onClick={() => void retryNow(model)}>
          {t("common.retry")}
        </Button>
      </footer>
    </section>
  );
}
