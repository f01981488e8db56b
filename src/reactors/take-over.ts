import type { CommandContext } from "../commands/context.ts";
import { handOverFromDisabled } from "../commands/hand-over-from-disabled.ts";
import { conversationStream } from "../commands/streams.ts";
import type { ConversationId, UserId } from "../domain/ids.ts";
import type { Position } from "../event-store/port.ts";
import type { OwnedConversations } from "./hand-over-owned.ts";

/** Whose account is enabled again takes over what nobody was there to inherit meanwhile. */
export async function takeOver(
  { userId, position: asOf }: { readonly userId: UserId; readonly position: Position },
  { commands, owned }: { readonly commands: CommandContext; readonly owned: OwnedConversations },
): Promise<void> {
  let after: ConversationId | null = null;
  for (;;) {
    const page: readonly ConversationId[] = await owned.inheritable(userId, { asOf, after });
    for (const conversationId of page) {
      const { state } = await commands.conversations.current(conversationStream(conversationId));
      for (const actor of state.owners) await handOverFromDisabled(commands, { actor, conversationId });
    }
    const last = page.at(-1);
    if (last === undefined) return;
    after = last;
  }
}
