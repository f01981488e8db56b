import type { ConversationEvent } from "../domain/conversation/events.ts";
import { startConversation as decide, type StartConversation } from "../domain/conversation/start.ts";
import type { ConversationId } from "../domain/ids.ts";
import type { CommandContext } from "./context.ts";
import type { Outcome } from "./deciding/command.ts";
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
  const unknown = await refusalOfUnknown(context, request.memberIds);
  const outcome = await context.conversations.handle({
    ...causeOf(request),
    stream: conversationStream(conversationId),
    decide: (conversation) => unknown ?? decide(request, conversation),
  });
  return { conversationId, outcome };
}

async function idFor({ ids }: CommandContext, request: StartConversationRequest): Promise<ConversationId> {
  const { kind, actor, memberIds, key } = request;
  const [other = actor, ...more] = memberIds.filter((id) => id !== actor);
  if (kind === "direct" && more.length === 0) return ids.direct(actor, other);
  return key ? ids.keyed(actor, key.name) : ids.fresh();
}
