import type { ScheduleContext, ScheduleSend } from "../domain/scheduled/schedule.ts";
import type { CommandContext } from "./context.ts";
import { sendContextOf } from "./send-message.ts";
import { conversationStream } from "./streams.ts";

/** What says whether a message could be sent now. */
export async function scheduleContext(
  context: CommandContext,
  request: ScheduleSend,
): Promise<Pick<ScheduleContext, "conversation" | "send">> {
  const { state: conversation } = await context.conversations.current(conversationStream(request.conversationId));
  return { conversation, send: await sendContextOf(context, request, { conversation, read: "known" }) };
}
