import { Command } from "commander";
import { ImportRefused } from "../import/irc/import-refused.ts";
import { StartRefused } from "../platform/start-refused.ts";
import { importCommand } from "./import.ts";
import { jobsCommand } from "./jobs.ts";
import { logCommand } from "./log.ts";
import { migrateCommand } from "./migrate.ts";
import { projectionsCommand } from "./projections.ts";

const program = new Command("verbatim").description(
  "For operators and auditors. Settings are the server's: see .env.example.",
);
program.addCommand(migrateCommand());
program.addCommand(logCommand());
program.addCommand(projectionsCommand());
program.addCommand(importCommand());
program.addCommand(jobsCommand());

await program.parseAsync().catch((error: unknown) => {
  const isForThem = error instanceof StartRefused || error instanceof ImportRefused;
  console.error(isForThem ? `verbatim: ${error.message}` : error);
  process.exitCode = 1;
});
