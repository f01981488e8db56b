import { Command } from "commander";
import {
  dropCommand,
  hurryCommand,
  retryCommand,
  rollBackCommand,
  skipCommand,
  switchCommand,
} from "./projections-change.ts";
import { diffCommand, verifyCommand } from "./projections-compare.ts";
import { rebuildCommand } from "./projections-rebuild.ts";
import { statusCommand } from "./projections-status.ts";

export function projectionsCommand(): Command {
  return new Command("projections")
    .description("the read models, which are made of the log")
    .addCommand(statusCommand())
    .addCommand(rebuildCommand())
    .addCommand(hurryCommand())
    .addCommand(diffCommand())
    .addCommand(switchCommand())
    .addCommand(rollBackCommand())
    .addCommand(dropCommand())
    .addCommand(retryCommand())
    .addCommand(skipCommand())
    .addCommand(verifyCommand());
}
