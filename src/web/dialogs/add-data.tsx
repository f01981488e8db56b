import { useState } from "preact/hooks";
import { sendMessage } from "../api/messages.ts";
import { DataCard } from "../incident/data-card.tsx";
import { typedLimit, typedValue } from "../incident/data.ts";
import { useAttempt } from "../parts/attempt.ts";
import { Button, IconButton } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { FailureText } from "../parts/failure-text.tsx";
import { change } from "../store/store.ts";
import { t } from "../words/words.ts";
import { closeDialog } from "./open.ts";
import { useSameKey } from "./same-key.ts";

interface Row {
  readonly field: string;
  readonly value: string;
  readonly unit: string;
  readonly low: string;
  readonly high: string;
}

const parts = ["field", "value", "unit", "low", "high"] as const;
const emptyRow: Row = { field: "", value: "", unit: "", low: "", high: "" };
const mostRows = 40;

/** What was measured, a value a row, sent as a message of its own. */
export function AddData({ conversationId }: { readonly conversationId: string }) {
  const keyOf = useSameKey();
  const [title, setTitle] = useState("");
  const [rows, setRows] = useState<readonly Row[]>([emptyRow]);
  const [measuredAt, setMeasuredAt] = useState(localNow());
  const [note, setNote] = useState("");
  const { isBusy, failure, attempt } = useAttempt();
  const filled = rows.filter(({ field, value }) => field.trim() !== "" && value.trim() !== "");
  const areLimits = filled.every(({ low, high }) => isLimitText(low) && isLimitText(high));
  const data = dataOf({ title, rows: filled, measuredAt, note });
  const set = (at: number, next: Partial<Row>): void =>
    setRows(rows.map((row, index) => (index === at ? { ...row, ...next } : row)));
  const send = (): void =>
    attempt(async () => {
      const message = { content: title.trim(), message_type: "incident_data" as const, data };
      const sent = await sendMessage(conversationId, { ...message, client_message_id: keyOf(message) });
      change({ kind: "sent", message: sent });
      closeDialog();
    });
  const foot = (
    <>
      <Button onClick={closeDialog}>{t("common.cancel")}</Button>
      <Button kind="main" isBusy={isBusy} disabled={filled.length === 0 || !areLimits} onClick={send}>
        {t("composer.send")}
      </Button>
    </>
  );
  return (
    <Dialog title={t("data.add")} onClose={closeDialog} foot={foot}>
      <div class="data-form">
        <label class="field">
          <span>{t("data.title")}</span>
          <input value={title} maxLength={200} onInput={(event) => setTitle(event.currentTarget.value)} />
        </label>
        <table class="data-inputs">
          <thead>
            <tr>
              {parts.map((part) => (
                <th key={part} scope="col">
                  {t(`data.${part}`)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={at}>
                {parts.map((part) => (
                  <td key={part} class={`is-${part}`} data-label={t(`data.${part}`)}>
                    <input
                      aria-label={`${t(`data.${part}`)} ${at + 1}`}
                      value={row[part]}
                      maxLength={100}
                      {...(isLimit(part) && { inputMode: "decimal", "aria-invalid": !isLimitText(row[part]) })}
                      onInput={(event) => set(at, { [part]: event.currentTarget.value })}
                    />
                  </td>
                ))}
                <td>
                  <IconButton
                    icon="close"
                    label={t("new.remove", { name: row.field })}
                    disabled={rows.length === 1}
                    onClick={() => setRows(rows.filter((_, index) => index !== at))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <FailureText of={areLimits ? "" : t("data.limit.not")} />
        <Button icon="plus" disabled={rows.length >= mostRows} onClick={() => setRows([...rows, emptyRow])}>
          {t("data.row")}
        </Button>
        <label class="field">
          <span>{t("data.measured_at")}</span>
          <input
            type="datetime-local"
            value={measuredAt}
            onInput={(event) => setMeasuredAt(event.currentTarget.value)}
          />
        </label>
        <label class="field">
          <span>{t("data.note")}</span>
          <input value={note} maxLength={1_000} onInput={(event) => setNote(event.currentTarget.value)} />
        </label>
        {filled.length > 0 && <DataCard of={data} />}
        <FailureText of={failure} />
      </div>
    </Dialog>
  );
}

interface Filled {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly measuredAt: string;
  readonly note: string;
}

function dataOf({ title, rows, measuredAt, note }: Filled): Readonly<Record<string, unknown>> {
  const named = rows.map((row) => ({ ...row, name: row.field.trim().toLowerCase().replaceAll(/\s+/g, "_") }));
  const units = Object.fromEntries(
    named.flatMap(({ name, unit }) => (unit.trim() === "" ? [] : [[name, unit.trim()]])),
  );
  const limits = Object.fromEntries(
    named.flatMap(({ name, low, high }) => {
      const pair = [typedLimit(low), typedLimit(high)];
      return pair.some((each) => each !== null) ? [[name, pair]] : [];
    }),
  );
  return {
    ...(title.trim() !== "" && { title: title.trim() }),
    ...Object.fromEntries(named.map(({ name, value }) => [name, typedValue(value)])),
    ...(Object.keys(units).length > 0 && { units }),
    ...(Object.keys(limits).length > 0 && { limits }),
    ...(measuredAt !== "" && { measured_at: new Date(measuredAt).toISOString() }),
    ...(note.trim() !== "" && { note: note.trim() }),
  };
}

function isLimit(part: (typeof parts)[number]): boolean {
  return part === "low" || part === "high";
}

/** Nothing, or a number. */
function isLimitText(text: string): boolean {
  return text.trim() === "" || typedLimit(text) !== null;
}

/** Now, as a field for time and day takes it. */
function localNow(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
