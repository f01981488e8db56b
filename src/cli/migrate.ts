import { Command } from "commander";
import { openFoundation } from "../foundation.ts";
import { readConfig } from "../config.ts";

export function migrateCommand(): Command {
  return new Command("migrate")
    .description("bring the tables to this release's shape (the server does so at its start, too)")
    .action(async () => {
      const parts = await openFoundation(readConfig(process.env), { as: "visitor", report: console.error });
      await parts[Symbol.asyncDispose]();
      console.log("The tables have this release's shape.");
    });
}
