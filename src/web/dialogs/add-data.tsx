import { useRef, useState } from "preact/hooks";
import { sendMessage } from "../api/messages.ts";
import { DataCard } from "../incident/data-card.tsx";
import { typedValue } from "../incident/data.ts";
import { Button, IconButton } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { failureOf } from "../parts/failure.ts";
import { change } from "../store/store.ts";
import { t } from "../words/words.ts";
import { closeDialog } from "./open.ts";

interface Row {
  readonly field: string;
  readonly value: string;
  readonly unit: string;
}

const emptyRow: Row = { field: "", value: "", unit: "" };
const mostRows = 40;

/** What was measured, a value a row, sent as a message of its own. */
export function AddData({ conversationId }: { readonly conversationId: string }) {
  const key = useRef(crypto.randomUUID());
  const [title, setTitle] = useState("");
  const [rows, setRows] = useState<readonly Row[]>([emptyRow]);
  const [measuredAt, setMeasuredAt] = useState(localNow());
  const [note, setNote] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState("");
  const filled = rows.filter(({ field, value }) => field.trim() !== "" && value.trim() !== "");
  const data = dataOf({ title, rows: filled, measuredAt, note });
  const set = (at: number, next: Partial<Row>): void =>
    setRows(rows.map((row, index) => (index === at ? { ...row, ...next } : row)));
  const send = async (): Promise<void> => {
    setBusy(true);
    try {
      const message = { content: title.trim(), message_type: "incident_data" as const, data };
      change({
        kind: "sent",
        message: await sendMessage(conversationId, { ...message, client_message_id: key.current }),
      });
      closeDialog();
    } catch (error) {
      key.current = crypto.randomUUID();
      setFailure(failureOf(error));
      setBusy(false);
    }
  };
  const foot = (
    <>
      <Button onClick={closeDialog}>{t("common.cancel")}</Button>
      <Button kind="main" isBusy={isBusy} disabled={filled.length === 0} onClick={() => void send()}>
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
              <th scope="col">{t("data.field")}</th>
              <th scope="col">{t("data.value")}</th>
              <th scope="col">{t("data.unit")}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={at}>
                {(["field", "value", "unit"] as const).map((part) => (
                  <td key={part}>
                    <input
                      aria-label={`${t(`data.${part}`)} ${at + 1}`}
                      value={row[part]}
                      maxLength={100}
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
        <p class="dialog-failure" role="alert">
          {failure}
        </p>
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
  return {
    ...(title.trim() !== "" && { title: title.trim() }),
    ...Object.fromEntries(named.map(({ name, value }) => [name, typedValue(value)])),
    ...(Object.keys(units).length > 0 && { units }),
    ...(measuredAt !== "" && { measured_at: new Date(measuredAt).toISOString() }),
    ...(note.trim() !== "" && { note: note.trim() }),
  };
}

/** Now, as a field for time and day takes it. */
function localNow(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
