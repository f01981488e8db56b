import { Command } from "commander";
import { openFoundation } from "../foundation.ts";
import { readConfig } from "../config.ts";
import { logAdoptCommand } from "./log-adopt.ts";
import { logCompareCommand } from "./log-compare.ts";
import { logCopyCommand } from "./log-copy.ts";

export function logCommand(): Command {
  return new Command("log")
    .description("the event log")
    .addCommand(status())
    .addCommand(logCopyCommand())
    .addCommand(logCompareCommand())
    .addCommand(logAdoptCommand());
}

function status(): Command {
  return new Command("status").description("where the log is, its epoch and its head").action(async () => {
    const config = readConfig(process.env);
    await using parts = await openFoundation(config, { as: "visitor", report: console.error });
    console.log(`log    ${config.eventStoreUrl ? "EventStoreDB" : "PostgreSQL"}`);
    console.log(`epoch  ${await parts.store.epoch()}`);
    console.log(`head   ${await parts.store.head()}`);
  });
}
