import { Command } from "commander";
import { auditCheckpointCommand } from "./audit-checkpoint.ts";
import { auditEventsCommand } from "./audit-events.ts";
import { auditExportCommand } from "./audit-export.ts";
import { auditHoldCommand, auditHoldsCommand, auditLiftCommand } from "./audit-holds.ts";
import { auditLooksCommand } from "./audit-looks.ts";
import { auditStateCommand } from "./audit-state.ts";
import { auditVerifyCommand } from "./audit-verify.ts";

export function auditCommand(): Command {
  return new Command("audit")
    .description("for auditors: what was said, and that it was not changed since")
    .addCommand(auditEventsCommand())
    .addCommand(auditStateCommand())
    .addCommand(auditExportCommand())
    .addCommand(auditLooksCommand())
    .addCommand(auditHoldCommand())
    .addCommand(auditLiftCommand())
    .addCommand(auditHoldsCommand())
    .addCommand(auditCheckpointCommand())
    .addCommand(auditVerifyCommand());
}
