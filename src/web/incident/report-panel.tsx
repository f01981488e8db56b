import { useEffect, useState } from "preact/hooks";
import { getReport } from "../api/conversations.ts";
import { togglePanel } from "../chat/panel.ts";
import { Button, IconButton } from "../parts/button.tsx";
import { copy } from "../parts/copy.ts";
import { FailureText } from "../parts/failure-text.tsx";
import { failureOf } from "../parts/failure.ts";
import { titleOf } from "../store/names.ts";
import type { Standing } from "../store/standing.ts";
import { conversations } from "../store/store.ts";
import { t } from "../words/words.ts";
import { ReportWords } from "./report-words.tsx";

/** What happened in an incident, to read, copy or take along. */
export function ReportPanel({ conversation }: { readonly conversation: Standing }) {
  const { id } = conversation;
  const { last_sequence: last, updated_at: updated } = conversations.value.get(id) ?? {};
  const [report, setReport] = useState<string | null>(null);
  const [failure, setFailure] = useState("");
  useEffect(() => {
    getReport(id).then(setReport, (error: unknown) => setFailure(failureOf(error)));
  }, [id, last, updated]);
  return (
    <aside class="panel" aria-label={t("report.title")}>
      <header class="panel-head">
        <h2>{t("report.title")}</h2>
        <IconButton icon="close" label={t("common.close")} onClick={() => togglePanel("report")} />
      </header>
      <div class="panel-scroll">
        {report !== null && <ReportWords of={report} />}
        <FailureText of={failure} />
      </div>
      <footer class="report-foot">
        <Button icon="copy" disabled={report === null} onClick={() => void copy(report ?? "", t("toast.copied"))}>
          {t("report.copy")}
        </Button>
        <Button
          kind="main"
          icon="download"
          disabled={report === null}
          onClick={() => download(`${titleOf(conversation)}.md`, report ?? "")}
        >
          {t("report.download")}
        </Button>
      </footer>
    </aside>
  );
}

function download(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
