import { Command } from "commander";
import { backupCommand } from "./backup.ts";
import { auditCommand } from "./audit.ts";
import { doctorCommand } from "./doctor.ts";
import { importCommand } from "./import.ts";
import { jobsCommand } from "./jobs.ts";
import { logCommand } from "./log.ts";
import { migrateCommand } from "./migrate.ts";
import { peopleCommand } from "./people.ts";
import { projectionsCommand } from "./projections.ts";
import { restoreCommand } from "./restore.ts";
import { sentenceOf } from "./sentence-of.ts";
import { smokeCommand } from "./smoke.ts";
import { verifyCommand } from "./verify.ts";

const program = new Command("verbatim").description(
  "For operators and auditors. Settings are the server's: see .env.example.",
);
program.addCommand(migrateCommand());
program.addCommand(logCommand());
program.addCommand(projectionsCommand());
program.addCommand(importCommand());
program.addCommand(jobsCommand());
program.addCommand(doctorCommand());
program.addCommand(smokeCommand());
program.addCommand(peopleCommand());
program.addCommand(backupCommand());
program.addCommand(restoreCommand());
program.addCommand(verifyCommand());
program.addCommand(auditCommand());

await program.parseAsync().catch((error: unknown) => {
  const sentence = sentenceOf(error);
  console.error(sentence === null ? error : `verbatim: ${sentence}`);
  process.exitCode ??= 1;
});
