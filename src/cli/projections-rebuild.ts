import { Argument, Command } from "commander";
import { openFoundation } from "../foundation.ts";
import { readConfig } from "../config.ts";
import { allProjections } from "../projections/all.ts";
import { Stopped } from "../projections/leader.ts";
import { LeaseLost } from "../projections/lease.ts";
import { readModels } from "../projections/reads.ts";
import { rebuild } from "../projections/rebuild.ts";
import { rebuildDisplay } from "./projections-rebuild-display.ts";

export function rebuildCommand(): Command {
  return new Command("rebuild")
    .description(
      "make a read model anew from the log, in place: what is asked of it meanwhile is answered by what is there",
    )
    .addArgument(new Argument("<name>", "the read model").choices(readModels))
    .action(async (name: string) => {
      const interrupted = new AbortController();
      process.once("SIGINT", () => interrupted.abort());
      const display = rebuildDisplay(name);
      try {
        await using parts = await openFoundation(readConfig(process.env), { as: "visitor", report: console.error });
        const connection = { connectionString: parts.databaseUrl };
        const options = {
          ...parts,
          connection,
          registry: allProjections,
          signal: interrupted.signal,
          report: console.error,
        };
        await rebuild(name, { ...options, onProgress: (progress) => display.show(progress) });
        display.end(interrupted.signal.aborted ? "left to a server, which goes on with it" : "made anew");
        if (interrupted.signal.aborted) process.exitCode = 130;
      } catch (error) {
        display.end("not made anew");
        if (!(error instanceof Stopped || error instanceof LeaseLost)) throw error;
        console.error(`verbatim: ${error.message}`);
        process.exitCode = 1;
      }
    });
}
