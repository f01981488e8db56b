import type { CommandContext } from "../commands/context.ts";
import { freePin } from "../commands/free-pin.ts";
import type { MessageDeleted } from "../domain/message/events.ts";

export async function unpinDeleted(
  { conversationId, messageId, deletedBy }: MessageDeleted,
  { commands }: { readonly commands: CommandContext },
): Promise<void> {
  await freePin(commands, { actor: deletedBy, conversationId, messageId });
}
