import type { CommandContext } from "../commands/context.ts";
import { handOverFromDisabled } from "../commands/hand-over-from-disabled.ts";
import { conversationStream } from "../commands/streams.ts";
import type { UserId } from "../domain/ids.ts";
import type { Position } from "../event-store/port.ts";
import { everyConversation } from "./every-conversation.ts";
import type { OwnedConversations } from "./hand-over-owned.ts";

/** Whose account is enabled again takes over what nobody was there to inherit meanwhile. */
export async function takeOver(
  { userId, position: asOf }: { readonly userId: UserId; readonly position: Position },
  { commands, owned }: { readonly commands: CommandContext; readonly owned: OwnedConversations },
): Promise<void> {
  for await (const conversationId of everyConversation((after) => owned.inheritable(userId, { asOf, after }))) {
    const { state } = await commands.conversations.current(conversationStream(conversationId));
    for (const actor of state.owners) await handOverFromDisabled(commands, { actor, conversationId });
  }
}
