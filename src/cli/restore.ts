import { stat } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { BackupRefused } from "../backup/backup-refused.ts";
import { restoreBackup } from "../backup/restore-backup.ts";
import { readConfig, type Config } from "../config.ts";
import { masterKey } from "../event-store/keys/master-key.ts";
import { openFoundation } from "../foundation.ts";
import { tableProgress } from "./table-progress.ts";

interface Options {
  readonly keys?: string;
  readonly erased: readonly string[];
}

export function restoreCommand(): Command {
  return new Command("restore")
    .description("write a backup into an empty database, without what was erased since; no server may run")
    .argument("<folder>", "of the backup")
    .option("--keys <folder>", "where its keys are")
    .option("--erased <file...>", "newer lists of erased keys, as `verbatim people erased` prints them", [])
    .action(async (folder: string, { keys, erased: erasedLists }: Options) => {
      const config = readConfig(process.env);
      await assertOwnMasterKey(config);
      await using parts = await openFoundation(config, { as: "server", report: console.error });
      const master = await masterKey({ secretKey: config.secretKey, dataDir: config.dataDir });
      const log = config.eventStoreUrl === undefined ? "postgresql" : "eventstoredb";
      const request = { folder, keysFolder: keys, erasedLists, log, onTable: tableProgress() } as const;
      const { manifest, erased } = await restoreBackup({ pool: parts.pool, master }, request);
      if (log === "eventstoredb") await parts.store.renewEpoch();
      console.log(`Restored as of ${manifest.made_at}; ${erased} keys that were erased since are not in it.`);
      if (erasedLists.length === 0)
        console.log(
          "Only the backup's own list of erased keys was applied: if it may not be the newest, begin again with --erased.",
        );
      console.log("Read models are made when a server starts.");
    });
}

/** Another one would be made in an empty data folder, and not open the backup's keys. */
async function assertOwnMasterKey({ secretKey, dataDir }: Config): Promise<void> {
  if (secretKey !== undefined || (await stat(join(dataDir, "secret.key")).catch(() => null))) return;
  throw new BackupRefused(
    "SECRET_KEY: it is in no backup. Set the one of then, or put the secret.key of then into DATA_DIR, and begin again.",
  );
}
