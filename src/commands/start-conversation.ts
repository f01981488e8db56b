import type { ConversationEvent } from "../domain/conversation/events.ts";
import { startConversation as decide, type StartConversation } from "../domain/conversation/start.ts";
import type { ConversationId } from "../domain/ids.ts";
import type { CommandContext } from "./context.ts";
import type { Outcome } from "./deciding/command.ts";
import { usedOtherwise } from "./deciding/draft.ts";
import { refusalOfUnknown } from "./known-people.ts";
import { causeOf, type Request } from "./request.ts";
import { conversationStream } from "./streams.ts";

export interface StartConversationRequest extends Request, Omit<StartConversation, "actor"> {}

export interface StartedConversation {
  readonly conversationId: ConversationId;
  /** No events: the direct conversation of the two was there already. */
  readonly outcome: Outcome<ConversationEvent>;
}

/** Its id is made of the two people in a direct conversation, of the key where there is one, else at random. */
export async function startConversation(
  context: CommandContext,
  request: StartConversationRequest,
): Promise<StartedConversation> {
  const conversationId = await idFor(context, request);
  const { key } = request;
  if (!key) return { conversationId, outcome: await start(context, request, conversationId) };
  const keyId = context.ids.keyed(request.actor, key.name);
  if (!(await isClaimed(context, keyId, conversationId)))
    return { conversationId, outcome: { kind: "refused", refusal: usedOtherwise } };
  const outcome = await start(context, request, conversationId);
  if (outcome.kind === "refused" && !(await isStarted(context, conversationId)))
    await context.startKeys.release(keyId, conversationId);
  return { conversationId, outcome };
}

/** One key is for one conversation, also where direct ones with two people would be two. */
async function isClaimed(context: CommandContext, keyId: string, conversationId: ConversationId): Promise<boolean> {
  const { startKeys } = context;
  const claim = await startKeys.claim(keyId, conversationId);
  if (claim.conversationId === conversationId) return true;
  if (claim.isFresh || (await isStarted(context, claim.conversationId))) return false;
  return startKeys.takeOver(keyId, { from: claim.conversationId, to: conversationId });
}

async function isStarted({ conversations }: CommandContext, id: ConversationId): Promise<boolean> {
  return (await conversations.current(conversationStream(id))).revision >= 0;
}

async function start(
  context: CommandContext,
  request: StartConversationRequest,
  conversationId: ConversationId,
): Promise<Outcome<ConversationEvent>> {
  const unknown = await refusalOfUnknown(context, request.memberIds);
  return context.conversations.handle({
    ...causeOf(request),
    stream: conversationStream(conversationId),
    decide: (conversation) => unknown ?? decide(request, conversation),
  });
}

async function idFor({ ids }: CommandContext, request: StartConversationRequest): Promise<ConversationId> {
  const { kind, actor, memberIds, key } = request;
  const [other = actor, ...more] = new Set(memberIds.filter((id) => id !== actor));
  if (kind === "direct" && more.length === 0) return ids.direct(actor, other);
  return key ? ids.keyed(actor, key.name) : ids.fresh();
}
