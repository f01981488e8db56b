import { cancelScheduled as decide } from "../domain/scheduled/cancel.ts";
import type { ScheduledEvent } from "../domain/scheduled/events.ts";
import type { ScheduledId } from "../domain/scheduled/scheduled-id.ts";
import type { CommandContext } from "./context.ts";
import type { Outcome } from "./deciding/command.ts";
import { causeOf, type Request } from "./request.ts";
import { scheduledStream } from "./streams.ts";

export interface CancelScheduledRequest extends Request {
  readonly scheduledId: ScheduledId;
}

export async function cancelScheduled(
  { scheduledSends }: Pick<CommandContext, "scheduledSends">,
  request: CancelScheduledRequest,
): Promise<Outcome<ScheduledEvent>> {
  return scheduledSends.handle({
    ...causeOf(request),
    stream: scheduledStream(request.scheduledId),
    decide: (scheduled) => decide(request, scheduled),
  });
}
