import type { CommandContext } from "../commands/context.ts";
import { handOverFromDisabled } from "../commands/hand-over-from-disabled.ts";
import type { ConversationId, UserId } from "../domain/ids.ts";
import type { Position } from "../event-store/port.ts";
import { everyConversation } from "./every-conversation.ts";

/** What somebody owns, or may come to own, by a read model. @throws Outage where it is not known so far. */
export interface OwnedConversations {
  /** By id, a page of them. */
  after(owner: UserId, page: OwnedPage): Promise<readonly ConversationId[]>;
  /** By id, a page of those in which they write, and which another one owns. */
  inheritable(member: UserId, page: OwnedPage): Promise<readonly ConversationId[]>;
}

export interface OwnedPage {
  /** At least. */
  readonly asOf: Position;
  readonly after: ConversationId | null;
}

/** Whose account is disabled owns nothing alone any more. */
export async function handOverOwned(
  { userId, position: asOf }: { readonly userId: UserId; readonly position: Position },
  { commands, owned }: { readonly commands: CommandContext; readonly owned: OwnedConversations },
): Promise<void> {
  const all = everyConversation((after) => owned.after(userId, { asOf, after }));
  for await (const conversationId of all) await handOverFromDisabled(commands, { actor: userId, conversationId });
}
