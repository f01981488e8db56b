import type { Command } from "commander";
import { compareLogs, type Difference } from "../log-copy/compare-logs.ts";
import { eventText } from "../log-copy/same-event.ts";
import { cannotJudge, judging } from "./judging.ts";
import { openPlaces, withPlaces, type PlaceOptions } from "./log-places.ts";
import { LogProgress } from "./log-progress.ts";

export function logCompareCommand(): Command {
  return withPlaces(judging("compare"))
    .description("whether two logs hold the same events in the same order; exit code 1: they do not, 2: unknown")
    .action(run);
}

async function run(options: PlaceOptions): Promise<void> {
  process.exitCode = cannotJudge;
  await using places = await openPlaces(options, { to: "source" });
  const { from, to } = places;
  console.log(`from  ${from.name}\nto    ${to.name}`);
  const shown = new LogProgress();
  const { events, difference } = await compareLogs({
    from: from.store,
    to: to.store,
    onProgress: (progress) => shown.show({ doing: "comparing", ...progress }),
  }).finally(() => shown.end());
  const count = events.toLocaleString("en");
  console.log(
    difference === null
      ? `Identical: ${count} events, in order, stream, revision, id, type, data and metadata.`
      : `${count} events are the same, then they differ.\n${differenceText(difference)}`,
  );
  process.exitCode = difference === null ? 0 : 1;
}

function differenceText({ in: field, from, to }: Difference): string {
  return [
    `in    ${field === "missing" ? "their ends" : field}`,
    `from  ${from ? eventText(from) : "ends here"}`,
    `to    ${to ? eventText(to) : "ends here"}`,
  ].join("\n");
}
