import { useState } from "preact/hooks";
import { getJobs, jobStates, type Job, type JobPage, type JobState } from "../api/operations.ts";
import { numberText } from "../desk/numbers.ts";
import { ListEnd } from "../pages/list-end.tsx";
import { usePages } from "../pages/use-pages.ts";
import { timeOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import { jobName } from "./job-name.ts";

/** What is done later: how much of it there is, and each job in a state. */
export function Jobs() {
  const [state, setState] = useState<JobState>("waiting");
  const [sums, setSums] = useState<Pick<JobPage, "counts" | "mails"> | null>(null);
  const { items, ...end } = usePages(state, async (cursor) => {
    const page = await getJobs(state, cursor);
    setSums(page);
    return { items: page.jobs, next: page.next_cursor };
  });
  const countOf = (wanted: JobState): number =>
    (sums?.counts ?? []).filter((each) => each.state === wanted).reduce((sum, { count }) => sum + count, 0);
  return (
    <section class="desk-card">
      <h2 class="desk-card-title">{t("operations.tab.jobs")}</h2>
      <div class="job-states" role="group" aria-label={t("column.state")}>
        {jobStates.map((each) => (
          <button key={each} type="button" class="chip" aria-pressed={each === state} onClick={() => setState(each)}>
            {t(`job.state.${each}`)} <span class="numbers">{numberText(countOf(each))}</span>
          </button>
        ))}
      </div>
      {items?.length === 0 && <p class="desk-none">{t("job.no_such")}</p>}
      <ul>
        {(items ?? []).map((job) => (
          <li key={job.id} class="dead-letter">
            <div class="dead-letter-words">
              <strong>{jobName(job.kind)}</strong>
              {job.error !== null && <p>{job.error}</p>}
              <small class="numbers">
                {whenOf(job)} · {job.subject}
              </small>
            </div>
          </li>
        ))}
      </ul>
      <ListEnd of={end} />
      {sums && (
        <p class="desk-note">
          {t("job.mails", {
            sent: numberText(sums.mails.sent),
            repeats: sums.mails.repeats,
            refused: sums.mails.refused_addresses,
          })}
        </p>
      )}
    </section>
  );
}

function whenOf({ attempts, due_at: due, ended_at: ended }: Job): string {
  if (attempts === 0 && ended === null) return t("job.due", { time: timeOf(due) });
  return t("job.tried", { n: attempts, time: timeOf(ended ?? due) });
}
