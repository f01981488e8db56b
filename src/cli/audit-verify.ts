import type { Command } from "commander";
import { readConfig } from "../config.ts";
import { openFoundation } from "../foundation.ts";
import { openSigning } from "../proof/signing.ts";
import { verifyLog } from "../proof/verify-log.ts";
import { cannotJudge, judging } from "./judging.ts";
import { rebuildDisplay } from "./projections-rebuild-display.ts";

export function auditVerifyCommand(): Command {
  return judging("verify")
    .description(
      "read the whole log again and compare it with what was proved of it, and with every checkpoint: 0 it fits, 1 it does not, 2 it could not be read",
    )
    .action(async () => {
      process.exitCode = cannotJudge;
      const interrupted = new AbortController();
      process.once("SIGINT", () => interrupted.abort());
      await using parts = await openFoundation(readConfig(process.env), { as: "visitor", report: console.error });
      const display = rebuildDisplay("audit");
      const began = performance.now();
      const verdict = await verifyLog({
        ...parts,
        signing: await openSigning(parts.keys),
        signal: interrupted.signal,
        onProgress({ done, total }) {
          const eventsPerSecond = (done / (performance.now() - began)) * 1_000;
          const secondsLeft = eventsPerSecond > 0 ? (total - done) / eventsPerSecond : null;
          display.show({ position: BigInt(done), head: BigInt(total), eventsPerSecond, secondsLeft });
        },
      }).catch((error: unknown) => {
        if (!interrupted.signal.aborted) throw error;
        return null;
      });
      if (!verdict) {
        display.end("not read to its end");
        process.exitCode = 130;
        return;
      }
      const { events, checkpoints, findings } = verdict;
      display.end(`${events} events and ${checkpoints} checkpoints were compared`);
      for (const finding of findings) console.log(finding);
      if (findings.length === 0)
        console.log("Nothing was changed, left out or slipped in since the checkpoints were made.");
      process.exitCode = findings.length === 0 ? 0 : 1;
    });
}
