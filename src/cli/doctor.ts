import { Command } from "commander";
import { examine } from "../doctor/examine.ts";
import type { Finding } from "../doctor/finding.ts";

export function doctorCommand(): Command {
  return new Command("doctor")
    .description(
      "look at settings, stores, clocks, disk, keys and read models, and say what to do; exit code 1: a problem",
    )
    .option("--json", "one JSON document")
    .action(run);
}

async function run({ json }: { readonly json?: true }): Promise<void> {
  const findings: Finding[] = [];
  await examine(process.env, (finding) => {
    findings.push(finding);
    if (!json) console.log(lineOf(finding));
  });
  const count = (state: Finding["state"]): number => findings.filter((each) => each.state === state).length;
  if (json) console.log(JSON.stringify({ is_well: count("problem") === 0, findings }, null, 2));
  else console.log(`problems: ${count("problem")}, warnings: ${count("warning")}`);
  process.exitCode = count("problem") > 0 ? 1 : 0;
}

const lineOf = ({ about, state, sentence }: Finding): string =>
  `${(state === "ok" ? state : state.toUpperCase()).padEnd(7)}  ${about.padEnd(8)}  ${sentence}`;
