import { isLine, type ConversationEvent } from "../domain/conversation/events.ts";
import { lineId, type ConversationId, type UserId } from "../domain/ids.ts";
import type { Scheduled, ScheduledMessage } from "../domain/scheduled/scheduled.ts";
import type { ScheduledId } from "../domain/scheduled/scheduled-id.ts";
import { settle, takeDue, type Settlement } from "../domain/scheduled/settle.ts";
import type { CommandContext } from "./context.ts";
import type { Outcome } from "./deciding/command.ts";
import { isDisabled } from "./hand-over-from-disabled.ts";
import { sendMessage } from "./send-message.ts";
import { scheduledStream } from "./streams.ts";

/**
 * Sends what is due, once, whoever else does so at the same time and wherever somebody stopped before: it is taken, so
 * that it can't be cancelled any more; sent under its id as the key, so that the message is there once; and what became
 * of it is recorded. By the rules of now: what they refuse is on record as refused.
 * @throws StoreUnavailable
 */
export async function sendScheduled(context: CommandContext, id: ScheduledId): Promise<void> {
  const stream = scheduledStream(id);
  const { state: waiting } = await context.scheduledSends.current(stream);
  if (waiting.userId === null) return;
  const actor = waiting.userId;
  await context.scheduledSends.handle({ stream, actor, decide: takeDue });
  const { state: taken } = await context.scheduledSends.known(stream);
  if (taken.status !== "taken") return;
  const settlement = await sent(context, { id, taken, actor });
  await context.scheduledSends.handle({ stream, actor, decide: (scheduled) => settle(settlement, scheduled) });
}

interface Taken {
  readonly id: ScheduledId;
  readonly taken: Scheduled;
  readonly actor: UserId;
}

/** Nothing is said whose words were erased, or whose author's account is disabled. */
async function sent(
  context: CommandContext,
  { id, taken: { message, conversationId }, actor }: Taken,
): Promise<Settlement> {
  const words = message && wordsIn(message);
  if (!words || conversationId === null) return { kind: "refused", code: "gone" };
  // It can't be changed any more, so that its id says what is asked for.
  const key = { name: id, body: id };
  const request = { actor, conversationId, ...words, key };
  const isShutOut = await isDisabled(context, actor);
  return settlementOf(conversationId, await sendMessage(context, request, { read: "current", isShutOut }));
}

function wordsIn(message: ScheduledMessage) {
  const { content, html, data, sendAt: _, ...rest } = message;
  if (content === null || html === null || data === null) return null;
  return { ...rest, content, ...(html !== undefined && { html }), ...(data !== undefined && { data }) };
}

function settlementOf(conversationId: ConversationId, outcome: Outcome<ConversationEvent>): Settlement {
  if (outcome.kind === "refused") return { kind: "refused", code: outcome.refusal.code };
  const line = outcome.events.find((event) => isLine(event));
  if (!line) throw new Error("A message was sent, and no line was written.");
  return { kind: "sent", messageId: lineId({ conversationId, revision: line.revision }) };
}
