import type { DomainEvent } from "../domain/decision.ts";
import type { ConversationId } from "../domain/ids.ts";
import type { Recorded } from "../domain/recorded.ts";
import type { Position, RecordedEvent } from "../event-store/port.ts";
import type { Metadata } from "../events/metadata.ts";

/** An event of the domain as projectors read it: with its place in the log. */
export type Logged<Event extends DomainEvent> = Recorded<Event> & {
  readonly stream: string;
  readonly position: Position;
};

/** The one place where what the codec has read becomes an event of the domain. */
export function logged<Event extends DomainEvent>(event: RecordedEvent): Logged<Event> {
  const { at, actor, key, imported } = event.metadata as unknown as Metadata;
  const { id, type, data, revision, position, stream } = event;
  return { id, type, data, revision, position, stream, at, actor, key, imported } as unknown as Logged<Event>;
}

const conversationPrefix = "conversation-";
export const isOfConversation = ({ stream }: { readonly stream: string }): boolean =>
  stream.startsWith(conversationPrefix);

/** Of an event in a conversation's own stream, whose name was made of the id. */
export function conversationOf({ stream }: { readonly stream: string }): ConversationId {
  return stream.slice(conversationPrefix.length) as ConversationId;
}
