import { Command } from "commander";
import { readConfig } from "../config.ts";
import { openFoundation } from "../foundation.ts";
import { LogCopyRefused } from "../log-copy/copy-refused.ts";
import { beginAnewIn, isAnyLed } from "../projections/adopt-log.ts";

/** After the settings name another place of the log, and before the server's first start there. */
export function logAdoptCommand(): Command {
  return new Command("adopt")
    .description("have the read models made anew of the log that the settings name now, at the server's next start")
    .action(async () => {
      await using parts = await openFoundation(readConfig(process.env), { as: "visitor", report: console.error });
      const { pool, store } = parts;
      const [epoch, head] = await Promise.all([store.epoch(), store.head()]);
      if (head === 0n) throw new LogCopyRefused("The log that the settings name holds no events: is it the right one?");
      if (await isAnyLed(pool))
        throw new LogCopyRefused("A server keeps the read models up to date. Stop it; after a kill wait ten seconds.");
      const names = await beginAnewIn(pool, epoch);
      console.log(
        names.length === 0
          ? `Every read model is of this log (epoch ${epoch}).`
          : `Made anew at the server's next start, of the log of epoch ${epoch}: ${names.join(", ")}.`,
      );
    });
}
