import { refuse, type Decision } from "../domain/decision.ts";
import type { UserId } from "../domain/ids.ts";
import type { CommandContext } from "./context.ts";
import { firstUnknown } from "./people.ts";

/** A refusal where somebody of these is not registered, by the log; null where all are. */
export async function refusalOfUnknown(
  context: Pick<CommandContext, "users">,
  ids: readonly UserId[],
): Promise<Decision<never> | null> {
  const unknown = await firstUnknown(context, ids);
  return unknown === undefined ? null : refuse("validation_failed", `There is nobody with the id ${unknown}.`);
}
