import { v4 } from "uuid";
import type { ScheduledEvent } from "../domain/scheduled/events.ts";
import { scheduleSend as decide, type ScheduleSend } from "../domain/scheduled/schedule.ts";
import { scheduledId, type ScheduledId } from "../domain/scheduled/scheduled-id.ts";
import type { CommandContext } from "./context.ts";
import { namedUuid } from "./deciding/event-id.ts";
import type { Outcome } from "./deciding/command.ts";
import { causeOf, type ConversationRequest } from "./request.ts";
import { scheduleContext } from "./schedule-context.ts";
import { scheduledStream } from "./streams.ts";

export interface ScheduleSendRequest extends ConversationRequest, ScheduleSend {
  /** How many of the actor's are waiting, as a read model has it. */
  readonly waiting: number;
}

/** Milliseconds: it counts as having happened when the conversation was read, which must not be long ago. */
const deadline = 2_000;

/** Its id is made of the key where there is one, so that a retry finds the same. */
export async function scheduleSend(
  context: CommandContext,
  request: ScheduleSendRequest,
): Promise<{ readonly scheduledId: ScheduledId; readonly outcome: Outcome<ScheduledEvent> }> {
  const { actor, conversationId, key, waiting } = request;
  const id = scheduledId(key ? namedUuid([actor, "POST scheduled", conversationId, key.name]) : v4());
  const known = await scheduleContext(context, request);
  const outcome = await context.scheduledSends.handle({
    ...causeOf(request),
    stream: scheduledStream(id),
    deadline,
    decide: (scheduled, { at }) => decide(request, scheduled, { ...known, at, waiting }),
  });
  return { scheduledId: id, outcome };
}
