declare const brand: unique symbol;

export type UserId = string & { readonly [brand]: "user" };
export type ConversationId = string & { readonly [brand]: "conversation" };
/** Of a line of a conversation: a message's id, or a system message's. It locates itself. */
export type LineId = string & { readonly [brand]: "line" };

/** Where a line stands: the stream it is in, and its event's revision there. */
export interface Place {
  readonly conversationId: ConversationId;
  readonly revision: number;
}

export const isUserId = (value: unknown): value is UserId => isPlain(value);
export const isConversationId = (value: unknown): value is ConversationId => isPlain(value);
export const isLineId = (value: unknown): value is LineId => typeof value === "string" && locate(value) !== null;

/** For an id that was made here. @throws TypeError for what is no id; what comes from outside is asked `isUserId`. */
export function userId(text: string): UserId {
  if (!isUserId(text)) throw new TypeError("That is no user id.");
  return text;
}

/** For an id that was made here. @throws TypeError for what is no id. */
export function conversationId(text: string): ConversationId {
  if (!isConversationId(text)) throw new TypeError("That is no conversation id.");
  return text;
}

/** Safe in URLs and in stream names. Clients treat it as opaque. */
export function lineId({ conversationId: conversation, revision }: Place): LineId {
  return `${conversation}_${revision.toString(36)}` as LineId;
}

/** No stream grows longer. */
export const maxRevision = 2 ** 31 - 1;

/** Null for what is no line's id; there is one id to a place, so another spelling of it is none. */
export function locate(id: string): Place | null {
  const end = id.lastIndexOf("_");
  const conversation = id.slice(0, Math.max(end, 0));
  const revision = Number.parseInt(id.slice(end + 1), 36);
  if (!isConversationId(conversation) || !(revision >= 0 && revision <= maxRevision)) return null;
  const place = { conversationId: conversation, revision };
  return lineId(place) === id ? place : null;
}

/** Ids are part of stream names and URLs: UUIDs, or what is made of the same harmless characters. */
function isPlain(value: unknown): value is string {
  return typeof value === "string" && /^[A-Za-z0-9_-]{1,64}$/.test(value);
}
