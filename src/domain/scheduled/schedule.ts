import type { Conversation } from "../conversation/conversation.ts";
import { sendMessage, type SendContext, type SendMessage } from "../conversation/send.ts";
import { happened, nothing, refuse, type Decision } from "../decision.ts";
import { wordsOf } from "../message/words.ts";
import type { ScheduledEvent, SendScheduled } from "./events.ts";
import type { Scheduled } from "./scheduled.ts";
import { sendAtProblem } from "./send-at.ts";

/** Messages that one person may have waiting. */
export const maxWaiting = 100;

export interface ScheduleSend extends Omit<SendMessage, "forwarded"> {
  /** ISO 8601, UTC, milliseconds. */
  readonly sendAt: string;
}

export interface ScheduleContext {
  readonly conversation: Conversation;
  /** What sending it now would need to know; without a time, since whoever is muted now may not be so then. */
  readonly send: Omit<SendContext, "at">;
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
  /** How many of the actor's are waiting. */
  readonly waiting: number;
}

/** What could not be sent now is not taken for later, so that its author hears of it while they are there. */
export function scheduleSend(
  command: ScheduleSend,
  scheduled: Scheduled,
  context: ScheduleContext,
): Decision<ScheduledEvent> {
  if (scheduled.status !== "missing") return refuse("conflict", "There is such a scheduled message already.");
  const refusal = refusalOf(command, context);
  if (refusal) return refusal;
  if (context.waiting >= maxWaiting) return refuse("conflict", `At most ${maxWaiting} messages wait to be sent.`);
  return happened("SendScheduled", wholeOf(command));
}

/** Until somebody has taken it. */
export function changeScheduled(
  command: ScheduleSend,
  scheduled: Scheduled,
  context: Omit<ScheduleContext, "waiting">,
): Decision<ScheduledEvent> {
  if (scheduled.userId !== command.actor || scheduled.status === "cancelled") return refuse("not_found");
  if (scheduled.status !== "waiting") return refuse("conflict", "It can't be changed any more.");
  const refusal = refusalOf(command, context);
  if (refusal) return refusal;
  const whole = wholeOf(command);
  const { conversationId: _, userId: __, ...message } = whole;
  return isSame(message, scheduled.message) ? nothing : happened("ScheduledChanged", whole);
}

function refusalOf(
  command: ScheduleSend,
  { conversation, send, at }: Omit<ScheduleContext, "waiting">,
): Decision<never> | null {
  const now = sendMessage(command, conversation, send);
  if (now.kind === "refused") return now;
  const problem = sendAtProblem(command.sendAt, at);
  return problem === null ? null : refuse("validation_failed", problem);
}

function wholeOf(command: ScheduleSend): SendScheduled {
  const { actor, conversationId, messageType, data, replyToId, sendAt } = command;
  return {
    conversationId,
    userId: actor,
    ...wordsOf(command),
    ...(messageType && { messageType }),
    ...(data !== undefined && { data }),
    ...(replyToId && { replyToId }),
    sendAt,
  };
}

const isSame = (one: object, other: object | null): boolean => asText(one) === asText(other ?? {});

const asText = (value: object): string =>
  JSON.stringify(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
