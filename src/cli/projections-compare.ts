import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { readConfig } from "../config.ts";
import { openFoundation } from "../foundation.ts";
import { allProjections } from "../projections/all.ts";
import { compareBuilds, type BuildComparison } from "../projections/compare/compare-builds.ts";
import type { RowDifference } from "../projections/compare/table-difference.ts";
import { verify } from "../projections/compare/verify.ts";
import { readModels } from "../projections/reads/read-models.ts";

const longestMs = 30 * 60_000;

const whole = (text: string): number => {
  const number = Number(text);
  if (!/^\d{1,6}$/.test(text) || number === 0) throw new InvalidArgumentError("It must be a number from 1 on.");
  return number;
};

export function diffCommand(): Command {
  return new Command("diff")
    .description("compare the newest build that is not asked with the one that is; exit code 1 where they differ")
    .addArgument(new Argument("<name>", "the read model").choices(readModels))
    .option("--whole", "every row, and not a sample of large tables")
    .addOption(new Option("--rows <number>", "rows of each table that are shown").argParser(whole).default(20))
    .action(
      async (name: string, { whole: isWhole = false, rows }: { readonly whole?: boolean; readonly rows: number }) => {
        await using parts = await openFoundation(readConfig(process.env), { as: "visitor", report: console.error });
        const request = { name, whole: isWhole, limit: rows, timeoutMs: longestMs };
        const found = await compareBuilds(parts.pool, request);
        if (found.kind === "refused") {
          console.error(`verbatim: ${found.refusal.detail}`);
          process.exitCode = 1;
          return;
        }
        for (const line of comparisonLines(found)) console.log(line);
        if (found.tables.some(({ differing }) => differing > 0)) process.exitCode = 1;
      },
    );
}

function* comparisonLines({ from, to, isLevel, tables, rows }: BuildComparison): Generator<string> {
  if (!isLevel) yield "The two did not stand at one position: rows differ that changed in between.";
  for (const { table, sampled, differing, unmatched, ...counts } of tables) {
    const sample = sampled === 1 ? "" : ` of one row in ${sampled}`;
    const only = unmatched.length > 0 ? `; not in both: ${unmatched.join(", ")}` : "";
    yield `${table}  v${from}: ${counts.from ?? "none"}  v${to}: ${counts.to ?? "none"}  differing${sample}: ${differing}${only}`;
  }
  yield* rowLines(rows);
}

function* rowLines(rows: readonly RowDifference[]): Generator<string> {
  for (const { table, key, why, columns } of rows) {
    const place = Object.entries(key)
      .map(([name, value]) => `${name} ${value}`)
      .join(", ");
    const changes = columns.map(({ name, from, to }) => `${name}: ${from} → ${to}`).join("; ");
    yield `  ${table} (${place}): ${why}${changes === "" ? "" : `: ${changes}`}`;
  }
}

export function verifyCommand(): Command {
  return new Command("verify")
    .description("compare read models with what the log says of some conversations; exit code 1 where they differ")
    .addArgument(new Argument("[name]", "the read model; absent: all of them").choices(readModels))
    .addOption(new Option("--conversations <number>", "how many, chosen at random").argParser(whole).default(20))
    .action(async (name: string | undefined, { conversations }: { readonly conversations: number }) => {
      await using parts = await openFoundation(readConfig(process.env), { as: "visitor", report: console.error });
      for (const each of name === undefined ? allProjections.names : [name]) {
        const found = await verify({ ...parts, registry: allProjections }, { name: each, conversations, limit: 20 });
        if (found.kind === "refused") {
          console.error(`${each}: ${found.refusal.detail}`);
          process.exitCode = 1;
          continue;
        }
        const differing = [...found.tables.values()].reduce((sum, count) => sum + count, 0);
        const of = found.conversations === null ? "all of it" : `${found.conversations} conversations`;
        console.log(`${each} v${found.build}  ${of}  up to ${found.position}  differing rows: ${differing}`);
        for (const line of rowLines(found.rows)) console.log(line);
        if (differing > 0) process.exitCode = 1;
      }
    });
}
