import type { ScheduledEvent } from "../domain/scheduled/events.ts";
import { changeScheduled as decide, type ScheduleSend } from "../domain/scheduled/schedule.ts";
import type { ScheduledId } from "../domain/scheduled/scheduled-id.ts";
import type { CommandContext } from "./context.ts";
import type { Outcome } from "./deciding/command.ts";
import { causeOf, type ConversationRequest } from "./request.ts";
import { scheduleContext } from "./schedule-context.ts";
import { scheduledStream } from "./streams.ts";

export interface ChangeScheduledRequest extends ConversationRequest, ScheduleSend {
  readonly scheduledId: ScheduledId;
}

/** Milliseconds: it counts as having happened when the conversation was read, which must not be long ago. */
const deadline = 2_000;

export async function changeScheduled(
  context: CommandContext,
  request: ChangeScheduledRequest,
): Promise<Outcome<ScheduledEvent>> {
  const known = await scheduleContext(context, request);
  return context.scheduledSends.handle({
    ...causeOf(request),
    stream: scheduledStream(request.scheduledId),
    deadline,
    decide: (scheduled, { at }) => decide(request, scheduled, { ...known, at }),
  });
}
