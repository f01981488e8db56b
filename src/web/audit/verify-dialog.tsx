import { useEffect, useState } from "preact/hooks";
import { getCheckpoint } from "../api/audit.ts";
import { DeskIcon } from "../desk/icons.tsx";
import { useAttempt } from "../parts/attempt.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { FailureText } from "../parts/failure-text.tsx";
import { showOver } from "../parts/overlays.tsx";
import { t } from "../words/words.ts";
import { check, type Verdict } from "./checking.ts";
import { FileField } from "./file-field.tsx";
import { VerdictView } from "./verdict-view.tsx";

export function VerifyButton() {
  return (
    <Button onClick={() => showOver((close) => <VerifyDialog onClose={close} />)}>
      <DeskIcon name="shield" /> <span class="wide-words">{t("verify.open")}</span>
    </Button>
  );
}

/** Judges an export that lies on this computer. Nothing is uploaded; the server is asked for its public key alone. */
function VerifyDialog({ onClose }: { readonly onClose: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [kept, setKept] = useState<File | null>(null);
  const [key, setKey] = useState("");
  const [isPart, setPart] = useState(false);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [percent, setPercent] = useState(0);
  const { isBusy, failure, attempt } = useAttempt();
  useEffect(() => {
    // Whoever has the key from elsewhere types it in, so that a failure needs no words.
    getCheckpoint().then(
      ({ public_key }) => setKey(public_key),
      () => undefined,
    );
  }, []);
  const run = (): void =>
    attempt(async () => {
      if (!file) return;
      setPercent(0);
      setVerdict(null);
      const given = { chunks: file.stream(), key: key.trim(), kept: kept && (await kept.text()), isPart };
      const onProgress = (bytes: number): void => setPercent(Math.round((bytes / file.size) * 100));
      setVerdict(await check({ ...given, onProgress }));
    });
  const foot = (
    <>
      <Button onClick={onClose}>{t("common.close")}</Button>
      <Button kind="main" isBusy={isBusy} disabled={!file || key.trim() === ""} onClick={run}>
        {t("verify.do")}
      </Button>
    </>
  );
  return (
    <Dialog title={t("verify.title")} subtitle={t("verify.note")} onClose={onClose} foot={foot}>
      <div class="audit-export">
        <FileField label={t("verify.file")} accept=".ndjson" file={file} onChoose={setFile} />
        <FileField label={t("proof.choose")} accept=".json,application/json" file={kept} onChoose={setKept} />
        <label class="field">
          <span>{t("verify.key")}</span>
          <input value={key} spellcheck={false} maxLength={64} onInput={(event) => setKey(event.currentTarget.value)} />
        </label>
        <label class="check-row">
          <input type="checkbox" checked={isPart} onChange={(event) => setPart(event.currentTarget.checked)} />
          <span>{t("verify.part")}</span>
        </label>
        <p class="verdict-note" role="status">
          {isBusy && t("verify.progress", { percent })}
        </p>
        {verdict && <VerdictView of={verdict} />}
        <FailureText of={failure} />
      </div>
    </Dialog>
  );
}
