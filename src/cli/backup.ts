import { Command } from "commander";
import { writeBackup } from "../backup/write-backup.ts";
import { readConfig } from "../config.ts";
import { openFoundation } from "../foundation.ts";
import { tableProgress } from "./table-progress.ts";

export function backupCommand(): Command {
  return new Command("backup")
    .description("write all primary data to a new folder, as it is at one moment; servers may run meanwhile")
    .argument("<folder>", "new, or empty")
    .option("--keys <folder>", "write the keys, and the list of erased ones, to another folder")
    .action(async (folder: string, { keys }: { readonly keys?: string }) => {
      const config = readConfig(process.env);
      await using parts = await openFoundation(config, { as: "visitor", report: console.error });
      const log = config.eventStoreUrl === undefined ? "postgresql" : "eventstoredb";
      const { files, head } = await writeBackup(parts, { folder, keysFolder: keys, log, onTable: tableProgress() });
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
      console.log(`${files.length} tables, ${bytes} bytes, the log up to position ${head}, in ${folder}`);
      if (log === "eventstoredb")
        console.log("The log is not in it: back the EventStoreDB up by its own means, after this, or use `log copy`.");
      console.log("The master key is in no backup: keep SECRET_KEY, or the data folder's secret.key, elsewhere.");
    });
}
