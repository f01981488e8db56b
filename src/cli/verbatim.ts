import { Command } from "commander";
import { StartRefused } from "../platform/start-refused.ts";
import { logCommand } from "./log.ts";
import { migrateCommand } from "./migrate.ts";

const program = new Command("verbatim").description(
  "For operators and auditors. Settings are the server's: see .env.example.",
);
program.addCommand(migrateCommand());
program.addCommand(logCommand());

await program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof StartRefused ? `verbatim: ${error.message}` : error);
  process.exitCode = 1;
});
