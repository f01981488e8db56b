import { allHappened } from "../domain/decision.ts";
import { isUserId, userId } from "../domain/ids.ts";
import type { OperationsEvent } from "../domain/operations/events.ts";
import type { CommandContext } from "./context.ts";
import { operationsStream } from "./streams.ts";

/** Of what was done by a command in a shell, or by the server by its settings. */
const nobody = userId("verbatim");

/** Tells the log what an operator did, under an id by which it is told once; again after a doubt, without harm. */
export async function recordOperation(
  { announcements }: Pick<CommandContext, "announcements">,
  { id, event }: { readonly id: string; readonly event: OperationsEvent },
): Promise<void> {
  const { by } = event.data;
  const outcome = await announcements.handle({
    actor: isUserId(by) && by !== "server" ? by : nobody,
    stream: operationsStream,
    key: { name: `operation ${id}`, body: "" },
    decide: () => allHappened<OperationsEvent>([event]),
  });
  if (outcome.kind === "refused") throw new Error(`The log refuses ${event.type}: ${outcome.refusal.detail}`);
}
