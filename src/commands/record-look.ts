import type { LookEvent } from "../domain/audit/events.ts";
import { look, type Look } from "../domain/audit/look.ts";
import type { CommandContext } from "./context.ts";
import type { Outcome } from "./deciding/command.ts";
import { looksStream } from "./streams.ts";

/** Has it on record that an auditor looks. Nothing is shown before this is done, and nothing at all where it fails. */
export async function recordLook(
  { looks }: Pick<CommandContext, "looks">,
  asked: Look & { readonly correlationId?: string },
): Promise<Outcome<LookEvent>> {
  const { correlationId, ...wanted } = asked;
  return looks.handle({
    actor: asked.actor,
    ...(correlationId !== undefined && { correlationId }),
    stream: looksStream(asked.actor),
    decide: () => look(wanted),
  });
}
