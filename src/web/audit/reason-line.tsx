import { t } from "../words/words.ts";
import { reason } from "./looking.ts";

/** Why one looks, and a way to say something else. */
export function ReasonLine() {
  return (
    <>
      <span class="cut">{t("audit.because", { reason: reason.value })}</span>
      <button type="button" class="text-link" onClick={() => (reason.value = "")}>
        {t("audit.change")}
      </button>
    </>
  );
}
