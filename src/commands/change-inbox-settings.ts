import { changeSettings, type ChangeSettings } from "../domain/inbox/change-settings.ts";
import type { InboxEvent } from "../domain/inbox/events.ts";
import type { CommandContext } from "./context.ts";
import { decideOnInbox } from "./decide-on-inbox.ts";
import type { Outcome } from "./deciding/command.ts";
import type { ConversationRequest } from "./request.ts";

export async function changeInboxSettings(
  context: CommandContext,
  request: ConversationRequest & ChangeSettings,
): Promise<Outcome<InboxEvent>> {
  return decideOnInbox(context, request, (inbox, known) => changeSettings(request, inbox, known));
}
