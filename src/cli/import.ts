import { Command } from "commander";
import { importIrcCommand } from "./import-irc.ts";

export function importCommand(): Command {
  return new Command("import").description("what was said elsewhere").addCommand(importIrcCommand());
}
