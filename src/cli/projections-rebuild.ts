import { Argument, Command, Option } from "commander";
import { readConfig } from "../config.ts";
import { openFoundation, type Foundation } from "../foundation.ts";
import { allProjections } from "../projections/all.ts";
import { Stopped } from "../projections/leader.ts";
import { LeaseLost } from "../projections/lease.ts";
import { buildId } from "../projections/projection.ts";
import { readModels } from "../projections/reads/read-models.ts";
import type { Cause } from "../projections/record.ts";
import { rebuildBeside } from "../projections/rebuild-beside.ts";
import { rebuild, type RebuildOptions } from "../projections/rebuild.ts";
import { rebuildDisplay, type RebuildDisplay } from "./projections-rebuild-display.ts";
import { causeOf, tellLog, why, type Reason } from "./shell.ts";

export function rebuildCommand(): Command {
  return new Command("rebuild")
    .description("make a read model anew from the log, beside the one that is asked, which serves until you switch")
    .addArgument(new Argument("<name>", "the read model").choices(readModels))
    .option("--in-place", "make the one that is asked anew: meanwhile questions are answered by what is there")
    .addOption(
      new Option("--hurry", "take no rests: sending may take longer meanwhile; on record").conflicts("inPlace"),
    )
    .addOption(why())
    .action(async (name: string, { inPlace = false, hurry = false, ...reason }: Asked) => {
      const interrupted = new AbortController();
      process.once("SIGINT", () => interrupted.abort());
      const display = rebuildDisplay(name);
      try {
        await using parts = await openFoundation(readConfig(process.env), { as: "visitor", report: console.error });
        const connection = { connectionString: parts.databaseUrl };
        const common = { ...parts, connection, registry: allProjections, report: console.error };
        const options = { ...common, signal: interrupted.signal, ...(hurry && { hurriedBy: causeOf(reason) }) };
        await (inPlace ? anewInPlace : anewBeside)(name, options, display);
        if (interrupted.signal.aborted) process.exitCode = 130;
      } catch (error) {
        display.end("not made anew");
        if (!(error instanceof Stopped || error instanceof LeaseLost)) throw error;
        console.error(`verbatim: ${error.message}`);
        process.exitCode = 1;
      }
    });
}

interface Asked extends Reason {
  readonly inPlace?: boolean;
  readonly hurry?: boolean;
}

type Options = RebuildOptions & Foundation & { readonly signal: AbortSignal; readonly hurriedBy?: Cause };

const leftToServer = "left to a server, which goes on with it";

async function anewInPlace(name: string, options: Options, display: RebuildDisplay): Promise<void> {
  await rebuild(name, { ...options, onProgress: (progress) => display.show(progress) });
  display.end(options.signal.aborted ? leftToServer : "made anew");
}

async function anewBeside(name: string, options: Options, display: RebuildDisplay): Promise<void> {
  const outcome = await rebuildBeside(name, {
    ...options,
    onProgress: (status) => display.show({ ...status, head: status.position + status.lag }),
  });
  if (options.hurriedBy) await tellLog(options);
  if (outcome.kind === "refused") {
    display.end(outcome.refusal.detail.replace(/\.$/, ""));
    process.exitCode = 1;
    return;
  }
  const { status } = outcome;
  if (status?.isReady) display.end(`v${buildId(status)} is ready; "verbatim projections switch ${name}" has it asked`);
  else if (status?.state === "stopped") {
    display.end(`v${buildId(status)} is stopped: ${status.error ?? ""}`);
    process.exitCode = 1;
  } else display.end(status ? leftToServer : "dropped meanwhile");
}
