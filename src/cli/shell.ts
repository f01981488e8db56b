import { userInfo } from "node:os";
import { Option } from "commander";
import { createCommandContext } from "../commands/create-context.ts";
import { recordOperation } from "../commands/record-operation.ts";
import type { Foundation } from "../foundation.ts";
import { tellRecorded, type Cause } from "../projections/record.ts";

export interface Reason {
  readonly reason?: string;
}

export const why = (): Option => new Option("--reason <words>", "why, for the record");

/** As the log has it: nobody is logged in here. */
export const byShell = (): string => `shell:${userInfo().username}`;
export const causeOf = ({ reason }: Reason): Cause => ({ by: byShell(), reason: reason ?? null });

/** Tells the log what operators changed. */
export async function tellLog(parts: Foundation): Promise<void> {
  const commands = createCommandContext({ ...parts, clock: () => new Date().toISOString(), report: console.error });
  await tellRecorded(parts.pool, (untold) => recordOperation(commands, untold));
  await commands.close();
}
