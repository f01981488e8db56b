import type { Pool } from "pg";
import type { EventStore } from "../event-store/port.ts";
import { builderState } from "../proof/builder-row.ts";
import { lastCheckpoint } from "../proof/checkpoint-table.ts";
import type { Findings } from "./finding.ts";

/** Minutes; while something is said a checkpoint is made each minute. */
const late = 15;

/** Whether the log is still what was proved, and whether the proof keeps up with it. */
export async function examineProof(
  { pool, store }: { readonly pool: Pool; readonly store: Pick<EventStore, "head"> },
  findings: Findings,
): Promise<void> {
  const [{ read, size, stopped }, last, head] = await Promise.all([
    builderState(pool),
    lastCheckpoint(pool),
    store.head(),
  ]);
  if (stopped !== null)
    return findings.problem(`Nothing is proved just now (${stopped}): see \`verbatim audit verify\`.`);
  if (head === 0n)
    return findings.ok("The log is empty, so that nothing is to be proved yet.", { code: "proof.empty" });
  const at = read?.position ?? 0n;
  const lag = head > at ? head - at : 0n;
  const minutes = last ? (Date.now() - Date.parse(last.time)) / 60_000 : Infinity;
  if (lag > 0n && minutes > late)
    findings.warning(
      `The proof is ${lag} behind the log, and ${last ? `the last checkpoint is of ${last.time}` : "there is no checkpoint"}: see that a server with the role workers runs.`,
    );
  else
    findings.ok(`${size.toLocaleString("en")} events are proved, ${lag} are yet to be.`, {
      code: "proof.stands",
      values: { n: size, rest: Number(lag) },
    });
}
