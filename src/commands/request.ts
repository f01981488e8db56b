import type { ConversationId, UserId } from "../domain/ids.ts";
import type { Imported } from "../domain/recorded.ts";
import type { RequestKey } from "./deciding/command.ts";

/** Who asks, and with what key: what every command has beside its own words. */
export interface Request {
  readonly actor: UserId;
  readonly key?: RequestKey;
  readonly correlationId?: string;
  readonly imported?: Imported;
}

/** Of a command on a conversation. */
export interface ConversationRequest extends Request {
  readonly conversationId: ConversationId;
}

/** The part of a request that its events carry. */
export function causeOf({ actor, key, correlationId, imported }: Request): Request {
  return { actor, ...(key && { key }), ...(correlationId && { correlationId }), ...(imported && { imported }) };
}
