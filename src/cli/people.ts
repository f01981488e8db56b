import { Command } from "commander";
import { readConfig } from "../config.ts";
import { erasedKeys } from "../erasure/erased-list.ts";
import { openFoundation } from "../foundation.ts";
import { eraseCommand } from "./people-erase.ts";

export function peopleCommand(): Command {
  return new Command("people")
    .description("the people of the deployment")
    .addCommand(eraseCommand())
    .addCommand(erased());
}

function erased(): Command {
  return new Command("erased")
    .description("the list of keys that were destroyed, for `verbatim restore --erased`; nothing in it is secret")
    .action(async () => {
      await using parts = await openFoundation(readConfig(process.env), { as: "visitor", report: console.error });
      for await (const key of erasedKeys(parts.pool)) console.log(JSON.stringify(key));
    });
}
