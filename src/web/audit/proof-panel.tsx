import { useState } from "preact/hooks";
import { getCheckpoint, startExport } from "../api/audit.ts";
import { DeskIcon } from "../desk/icons.tsx";
import { useAttempt } from "../parts/attempt.ts";
import { Button } from "../parts/button.tsx";
import { FailureText } from "../parts/failure-text.tsx";
import { localeNow, t } from "../words/words.ts";
import { check, sizeOfKept, type Verdict } from "./checking.ts";
import { FileField } from "./file-field.tsx";
import { reason } from "./looking.ts";
import { save, sizeText } from "./saved-file.ts";
import { VerdictView } from "./verdict-view.tsx";

/** Whether this conversation is as it was: exported and judged here, best by a checkpoint that one kept. */
export function ProofPanel({ conversationId, count }: { readonly conversationId: string; readonly count: string }) {
  const [kept, setKept] = useState<File | null>(null);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [bytes, setBytes] = useState(0);
  const { isBusy, failure, attempt } = useAttempt();
  const keeping = useAttempt();
  const run = (): void =>
    attempt(async () => {
      setBytes(0);
      setVerdict(null);
      const text = kept && (await kept.text());
      const { public_key: key } = await getCheckpoint();
      const size = text === null ? null : sizeOfKept(text);
      const asked = { reason: reason.peek(), conversationId, format: "ndjson" as const };
      const { body } = await startExport({ ...asked, ...(size !== null && { kept: size }) });
      if (!body) throw new Error("The export was answered with nothing.");
      setVerdict(await check({ chunks: body, key, kept: text, conversations: [conversationId], onProgress: setBytes }));
    });
  const keep = (): void =>
    keeping.attempt(async () => {
      const { checkpoint } = await getCheckpoint();
      const file = new Blob([JSON.stringify(checkpoint)], { type: "application/json" });
      save(`checkpoint-${checkpoint.size}.json`, file);
    });
  return (
    <section class="audit-proof">
      <header class="replay-details-head">
        <h2>{t("proof.title")}</h2>
      </header>
      {verdict ? <VerdictView of={verdict} /> : <p class="verdict-note">{t("proof.about", { n: count })}</p>}
      <FileField label={t("proof.choose")} accept=".json,application/json" file={kept} onChoose={setKept} />
      <div class="audit-proof-foot">
        <Button isBusy={isBusy} onClick={run}>
          <DeskIcon name="shield" /> {t("proof.check")}
        </Button>
        <button type="button" class="text-link" onClick={keep}>
          {t("proof.keep")}
        </button>
      </div>
      <p class="verdict-note" role="status">
        {isBusy && t("proof.checking", { size: sizeText(bytes, localeNow()) })}
      </p>
      <FailureText of={failure || keeping.failure} />
    </section>
  );
}
