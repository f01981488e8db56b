import { useRef, useState } from "preact/hooks";
import { exportFormats, startExport, type ExportFormat } from "../api/audit.ts";
import { numberText } from "../desk/numbers.ts";
import { useAttempt } from "../parts/attempt.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { FailureText } from "../parts/failure-text.tsx";
import { toast } from "../parts/toast.tsx";
import { localeNow, t } from "../words/words.ts";
import { timeIn } from "../words/zoned.ts";
import { received, save, sizeText, type Received } from "./saved-file.ts";

interface ExportProps {
  readonly conversationId: string;
  readonly reason: string;
  readonly onClose: () => void;
}

/** The conversation as a file: in which form, from when to when; it can be stopped. */
export function ExportDialog({ conversationId, reason, onClose }: ExportProps) {
  const [format, setFormat] = useState<ExportFormat>("ndjson");
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [so, setSo] = useState<Received | null>(null);
  const [total, setTotal] = useState<number | null>(null);
  const { isBusy, failure, attempt } = useAttempt();
  const running = useRef<AbortController | null>(null);
  const run = async (): Promise<void> => {
    const ending = new AbortController();
    running.current = ending;
    setSo({ bytes: 0, lines: 0 });
    try {
      const period = { ...(from !== "" && { from: pointOf(from) }), ...(to !== "" && { to: pointOf(to) }) };
      const asked = { reason, conversationId, format, ...period, signal: ending.signal };
      const response = await startExport(asked);
      setTotal(eventsIn(response));
      const file = await received(response, setSo);
      save(`conversation-${conversationId}.${format}`, file);
      toast(t("audit.export.done", { size: sizeText(file.size, localeNow()) }));
      onClose();
    } catch (error) {
      if (!ending.signal.aborted) throw error;
    } finally {
      setSo(null);
    }
  };
  const stop = (): void => running.current?.abort();
  const close = (): void => {
    stop();
    onClose();
  };
  const foot = (
    <>
      <Button onClick={isBusy ? stop : close}>{t("common.cancel")}</Button>
      <Button kind="main" icon="download" isBusy={isBusy} onClick={() => attempt(run)}>
        {t("audit.export")}
      </Button>
    </>
  );
  return (
    <Dialog title={t("audit.export.title")} subtitle={t("audit.because", { reason })} onClose={close} foot={foot}>
      <div class="audit-export">
        <fieldset class="setting-choice">
          <legend>{t("audit.export.format")}</legend>
          {exportFormats.map((each) => (
            <label key={each} class="setting-radio">
              <input type="radio" name="format" checked={each === format} onChange={() => setFormat(each)} />
              <span>
                <span class="setting-name">{t(`audit.export.${each}`)}</span>
                <span class="setting-about">{t(`audit.export.${each}.about`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <div class="audit-period">
          <label class="field">
            <span>{t("audit.export.from")}</span>
            <input type="datetime-local" value={from} onInput={(event) => setFrom(event.currentTarget.value)} />
          </label>
          <label class="field">
            <span>{t("audit.export.to")}</span>
            <input type="datetime-local" value={to} onInput={(event) => setTo(event.currentTarget.value)} />
          </label>
        </div>
        <p class="setting-about">{t("audit.export.period")}</p>
        <p class="audit-progress numbers" role="status">
          {so && progressText(so, total)}
        </p>
        {so && <Progress so={so} total={total} />}
        <FailureText of={failure} />
      </div>
    </Dialog>
  );
}

/** A field's time, in the zone in which times are shown. */
function pointOf(field: string): string {
  return new Date(timeIn(field)).toISOString();
}

/** How many events there will be. */
function eventsIn(response: Response): number | null {
  const said = response.headers.get("x-total-events");
  return said === null ? null : Number(said);
}

function progressText({ bytes, lines }: Received, total: number | null): string {
  if (bytes === 0) return t("audit.export.begins");
  const size = sizeText(bytes, localeNow());
  if (total === null) return size;
  const events = numberText(Math.min(lines, total));
  return t("audit.export.progress", { size, events, total: numberText(total) });
}

/** A line is an event; a page to print has its own lines, so that it is nearly so there. */
function Progress({ so: { lines }, total }: { readonly so: Received; readonly total: number | null }) {
  const known = total === null ? {} : { max: Math.max(1, total), value: Math.min(lines, total) };
  return <progress aria-label={t("audit.export.title")} {...known} />;
}
