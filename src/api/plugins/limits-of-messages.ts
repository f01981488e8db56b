import { findLineNow } from "../../commands/line-now.ts";
import { conversationStream } from "../../commands/streams.ts";
import { isMember, mayReadLine } from "../../domain/conversation/access.ts";
import type { ConversationId, LineId, UserId } from "../../domain/ids.ts";
import type { Bucket } from "../../limits/limiter.ts";
import type { Api } from "../parts.ts";
import { spend } from "./limits.ts";

export interface CountedMessage {
  readonly actor: UserId;
  readonly conversationId: ConversationId;
  readonly content: string;
}

/**
 * Counts a message in its conversation, and its words. Strangers are not counted: they are to use up nobody's tokens,
 * and to be told nothing, and what they send is refused anyway.
 * @throws RateLimited
 */
export async function countMessage(api: Pick<Api, "commands" | "limits">, message: CountedMessage): Promise<void> {
  await spend(api, await bucketsOf(api, message));
}

export interface CountedForwarding {
  readonly actor: UserId;
  readonly messageId: LineId;
  readonly conversationIds: readonly ConversationId[];
}

/**
 * Counts what is forwarded as a message in each of its targets; the first of these was counted as the request was. What
 * they may not read is not counted: that it was would tell them what it says.
 * @throws RateLimited, and then nothing is to be forwarded
 */
export async function countForwarding(
  api: Pick<Api, "commands" | "limits">,
  { actor, messageId, conversationIds }: CountedForwarding,
): Promise<void> {
  const line = await findLineNow(api.commands, messageId, { read: "known" });
  const content = line?.event.type === "MessageSent" ? line.event.data.content : null;
  if (!line || typeof content !== "string") return; // it is refused anyway
  const { state } = await api.commands.conversations.known(conversationStream(line.conversationId));
  if (!mayReadLine(state, actor, line.event.data.sequence)) return;
  const targets = [...new Set(conversationIds)];
  const inEach = targets.map((conversationId) => bucketsOf(api, { actor, conversationId, content }));
  const others = targets.length - 1;
  await spend(api, [
    ...(others > 0 ? [{ action: "send" as const, subject: actor, tokens: others }] : []),
    ...(await Promise.all(inEach)).flat(),
  ]);
}

async function bucketsOf(
  { commands, limits }: Pick<Api, "commands" | "limits">,
  { actor, conversationId, content }: CountedMessage,
): Promise<readonly Bucket[]> {
  const { state } = await commands.conversations.known(conversationStream(conversationId));
  if (!isMember(state, actor)) return [];
  return [
    { action: "room", subject: conversationId },
    { action: "sameText", subject: limits.digest(actor, conversationId, content) },
  ];
}
