import { isOwner } from "../domain/conversation/access.ts";
import { heirsOf, succeed } from "../domain/conversation/succession.ts";
import type { UserId } from "../domain/ids.ts";
import type { CommandContext } from "./context.ts";
import { decideOn } from "./decide-on.ts";
import type { ConversationRequest } from "./request.ts";
import { conversationStream, userStream } from "./streams.ts";

/**
 * Hands a group or room over from its last enabled owner, whose account is disabled, to the next of its members whose
 * account is not; from the next one, too, where their account was disabled just then. Nothing where there is nobody, or
 * where the account is enabled again.
 */
export async function handOverFromDisabled(context: CommandContext, request: ConversationRequest): Promise<void> {
  const { conversations } = context;
  let owner = request.actor;
  for (;;) {
    const { state } = await conversations.current(conversationStream(request.conversationId));
    if (!isOwner(state, owner) || !(await isDisabled(context, owner))) return;
    const others = state.owners.filter((each) => each !== owner);
    if (await firstEnabled(context, others)) return;
    const heir = await firstEnabled(context, heirsOf(state));
    if (!heir) return;
    const from = owner;
    const outcome = await decideOn(context, { ...request, actor: from }, (conversation, { at }) =>
      succeed({ owner: from, heir }, conversation, { at }),
    );
    if (outcome.kind === "refused") return;
    // Nothing happened where the heir had just gone: then there is another one.
    if (outcome.events.length > 0) owner = heir;
  }
}

async function firstEnabled(context: CommandContext, people: readonly UserId[]): Promise<UserId | null> {
  for (const userId of people) if (!(await isDisabled(context, userId))) return userId;
  return null;
}

/** By the log, as it is now. */
export async function isDisabled({ users }: Pick<CommandContext, "users">, userId: UserId): Promise<boolean> {
  return (await users.current(userStream(userId))).state.isDisabled;
}
