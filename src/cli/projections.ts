import { Command } from "commander";
import { rebuildCommand } from "./projections-rebuild.ts";
import { statusCommand } from "./projections-status.ts";

export function projectionsCommand(): Command {
  return new Command("projections")
    .description("the read models, which are made of the log")
    .addCommand(statusCommand())
    .addCommand(rebuildCommand());
}
