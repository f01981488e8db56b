import type { DomainEvent } from "../domain/decision.ts";
import type { ConversationId } from "../domain/ids.ts";
import type { Recorded } from "../domain/recorded.ts";
import type { Metadata } from "./metadata.ts";

/** An event of the domain with its position in the log. */
export type Written<Event extends DomainEvent> = Recorded<Event> & { readonly position: bigint };

/** The same where events of many streams come together. */
export type Logged<Event extends DomainEvent> = Written<Event> & { readonly stream: string };

/** What the codec has read, as the event store has it. */
interface Decoded {
  readonly id: string;
  readonly type: string;
  readonly data: object;
  readonly metadata: object;
  readonly revision: number;
  readonly position: bigint;
}

/** The one place where what the codec has read becomes an event of the domain. */
export function written<Event extends DomainEvent>(event: Decoded): Written<Event> {
  const { at, actor, key, imported } = event.metadata as Metadata;
  const { id, type, data, revision, position } = event;
  const recorded = { id, type, data, revision, position, at, actor };
  return { ...recorded, ...(key && { key }), ...(imported && { imported }) } as unknown as Written<Event>;
}

export function logged<Event extends DomainEvent>(event: Decoded & { readonly stream: string }): Logged<Event> {
  return { ...written<Event>(event), stream: event.stream };
}

const conversationPrefix = "conversation-";
export const isOfConversation = ({ stream }: { readonly stream: string }): boolean =>
  stream.startsWith(conversationPrefix);

/** Of an event in a conversation's own stream, whose name was made of the id. */
export function conversationOf({ stream }: { readonly stream: string }): ConversationId {
  return stream.slice(conversationPrefix.length) as ConversationId;
}
