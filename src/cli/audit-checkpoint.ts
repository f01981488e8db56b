import { Command } from "commander";
import { readConfig } from "../config.ts";
import { openFoundation } from "../foundation.ts";
import { StartRefused } from "../platform/start-refused.ts";
import { checkpointJson } from "../proof/checkpoint.ts";
import { openProofs } from "../proof/open-proofs.ts";
import { LogRewritten } from "../proof/proofs.ts";
import { publish } from "../proof/publish.ts";

export function auditCheckpointCommand(): Command {
  return new Command("checkpoint")
    .description("make a checkpoint of all that the log holds, and print it: to be kept out of this server's reach")
    .option("--key", "print the public key that it is signed with instead")
    .action(async ({ key: isKeyWanted = false }: { readonly key?: boolean }) => {
      const config = readConfig(process.env);
      await using parts = await openFoundation(config, { as: "visitor", report: console.error });
      const proofs = await openProofs(parts);
      const publicKey = await proofs.publicKey();
      if (isKeyWanted) {
        console.log(publicKey.bytes.toString("hex"));
        return;
      }
      await proofs.builder.advance({ demand: "now" }).catch((error: unknown) => {
        throw error instanceof LogRewritten ? new StartRefused("The log", error.message) : error;
      });
      await publish({ pool: parts.pool, dataDir: config.dataDir, publicKey });
      console.log(JSON.stringify(checkpointJson(await proofs.checkpointNow())));
    });
}
