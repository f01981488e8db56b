import type { Pool } from "pg";
import type { EventStore } from "../event-store/port.ts";
import { ofAnotherLog } from "../projections/adopt-log.ts";
import { statusOfAll, type ProjectionStatus } from "../projections/status.ts";
import { countJobs } from "../workers/jobs/dead-letters.ts";
import type { Findings } from "./finding.ts";

/** Whether what is made of the log keeps up with it. */
export async function examineReadModels(
  { pool, store }: { readonly pool: Pool; readonly store: EventStore },
  findings: Findings,
): Promise<void> {
  const strange = await ofAnotherLog(pool, await store.epoch());
  if (strange.length > 0)
    findings.problem(
      `Read models are of another log (${strange.join(", ")}): where it was moved on purpose, stop the server and run \`verbatim log adopt\`; else see EVENT_STORE_URL.`,
    );
  const all = await statusOfAll(pool, store);
  const stopped = all.filter(({ name, state }) => state === "stopped" && !strange.includes(name));
  for (const { name, error } of stopped)
    findings.problem(`Read model ${name} is stopped (${error ?? ""}): see \`verbatim projections status\`.`);
  if (strange.length === 0 && stopped.length === 0) lookAtLag(all, findings);
}

function lookAtLag(all: readonly ProjectionStatus[], findings: Findings): void {
  const behind = all.filter(({ lag, isActive }) => isActive && lag > 0n);
  if (all.length === 0)
    findings.warning("No read model has been made yet: a server with the role projections makes them.");
  else if (all.every(({ state }) => state === "waiting"))
    findings.warning("No process keeps read models up to date: start a server with the role projections.");
  else if (behind.length > 0) {
    const list = behind.map(({ name, lag }) => `${name} by ${lag}`).join(", ");
    findings.warning(`Read models are behind the log just now (${list}): look again, they should catch up.`, {
      code: "models.behind",
      values: { n: behind.length },
    });
  } else
    findings.ok(`${all.length} read models are at the log's end.`, {
      code: "models.at_end",
      values: { n: all.length },
    });
}

export async function examineJobs({ pool }: { readonly pool: Pool }, findings: Findings): Promise<void> {
  const counts = await countJobs(pool);
  const of = (state: "dead" | "waiting"): number =>
    counts.reduce((sum, each) => sum + (each.state === state ? each.count : 0), 0);
  const dead = of("dead") === 1 ? "1 job" : `${of("dead")} jobs`;
  if (of("dead") > 0)
    findings.warning(`${dead} failed for good: see \`verbatim jobs list\`, then retry or drop what is there.`, {
      code: "jobs.dead",
      values: { n: of("dead") },
    });
  else
    findings.ok(`No job is dead, ${of("waiting")} ${of("waiting") === 1 ? "waits" : "wait"}.`, {
      code: "jobs.none_dead",
      values: { n: of("waiting") },
    });
}
