import { useState } from "preact/hooks";
import { changeJob, getJobs, type Job } from "../api/operations.ts";
import { ListEnd } from "../pages/list-end.tsx";
import { usePages } from "../pages/use-pages.ts";
import { Button } from "../parts/button.tsx";
import { confirm } from "../parts/confirm.tsx";
import { failureOf } from "../parts/failure.ts";
import { toast } from "../parts/toast.tsx";
import { timeOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import { jobName } from "./job-name.ts";
import { lookAtDead } from "./watching.ts";

/** What failed for good, and waits for somebody to say: again, or never. */
export function DeadLetters() {
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set());
  const { items, ...end } = usePages("dead", async (cursor) => {
    const page = await getJobs("dead", cursor);
    return { items: page.jobs, next: page.next_cursor };
  });
  const settle = async (job: Job, action: "retry" | "drop"): Promise<void> => {
    await changeJob(job.id, action);
    setSettled((before) => new Set([...before, job.id]));
    toast(t(action === "retry" ? "job.retried" : "job.dropped"));
    await lookAtDead();
  };
  const dead = (items ?? []).filter(({ id }) => !settled.has(id));
  return (
    <section class="desk-card">
      <h2 class="desk-card-title">{t("operations.tab.dead-letters")}</h2>
      {items !== null && dead.length === 0 && <p class="desk-none">{t("job.none")}</p>}
      <ul>
        {dead.map((job) => (
          <li key={job.id} class="dead-letter">
            <div class="dead-letter-words">
              <strong>{jobName(job.kind)}</strong>
              <p>{job.error ?? ""}</p>
              <small class="numbers">
                {t("job.tried", { n: job.attempts, time: timeOf(job.ended_at ?? job.created_at) })} · {job.subject}
              </small>
            </div>
            <Button onClick={() => askToDropJob(() => settle(job, "drop"))}>{t("job.drop")}…</Button>
            <Button
              kind="main"
              icon="retry"
              onClick={() => void settle(job, "retry").catch((error: unknown) => toast(failureOf(error)))}
            >
              {t("common.retry")}
            </Button>
          </li>
        ))}
      </ul>
      <ListEnd of={end} />
    </section>
  );
}

function askToDropJob(run: () => Promise<void>): void {
  confirm({ title: t("job.drop.ask"), text: t("job.drop.text"), action: t("job.drop"), run });
}
