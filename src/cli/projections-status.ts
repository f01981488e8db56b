import { Command } from "commander";
import { openFoundation } from "../foundation.ts";
import { readConfig } from "../config.ts";
import { buildId } from "../projections/projection.ts";
import { statusOfAll, type ProjectionStatus } from "../projections/status.ts";
import { paceText } from "./pace-text.ts";

export function statusCommand(): Command {
  return new Command("status")
    .description("where each read model stands, how fast it goes, and what stopped it")
    .action(async () => {
      await using parts = await openFoundation(readConfig(process.env), { as: "visitor", report: console.error });
      const all = await statusOfAll(parts.pool, parts.store);
      if (all.length === 0) console.log("No read model has been made yet: a server makes them at its start.");
      else console.log(statusText(all));
      for (const line of paceLines(all)) console.log(line);
    });
}

const titles = ["NAME", "BUILD", "POSITION", "LAG", "EVENTS/S", "STATE", "ERROR"];
const areNumbers = [false, true, true, true, true, false, false];

/** One line each; numbers stand to the right of their columns. */
function statusText(all: readonly ProjectionStatus[]): string {
  const rows = [titles, ...all.map(cellsOf)];
  const widths = titles.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return areNumbers[column] ? cell.padStart(width) : cell.padEnd(width);
        })
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function cellsOf({
  name,
  version,
  build,
  isActive,
  isPrevious,
  isReady,
  position,
  lag,
  eventsPerSecond,
  state,
  error,
  poison,
}: ProjectionStatus): string[] {
  const place = poison ? `at ${poison.position}: ` : "";
  return [
    name,
    isActive ? buildId({ version, build }) : `(${buildId({ version, build })})`,
    String(position),
    String(lag),
    eventsPerSecond.toFixed(0),
    isActive ? state : `${state}, ${besideAs({ isPrevious, isReady })}`,
    error === null ? "" : `${place}${error.replaceAll(/\s+/g, " ")}`,
  ];
}

/** Of what is built beside: how fast it goes, and why. */
function* paceLines(all: readonly ProjectionStatus[]): Generator<string> {
  for (const { name, pace, ...build } of all) if (pace) yield `${name} (${buildId(build)}): ${paceText[pace]}.`;
}

/** What a build is that queries do not go to. */
function besideAs({ isPrevious, isReady }: Pick<ProjectionStatus, "isPrevious" | "isReady">): string {
  if (isPrevious) return "kept";
  return isReady ? "ready" : "building";
}
