import type { EventContext, KeyName, OwnerOf } from "../event-store/codec/event-type.ts";

/**
 * Who owns the personal fields of events. Destroying either key of a field makes it unreadable: the person's, when
 * they are erased; the conversation-month's, when it has reached the age to which it is kept.
 */

/** Words: of the person named in `field`, within the conversation's month. */
export function author(field: string): OwnerOf {
  return (event) => [`person:${textOf(event, field)}`, monthOf(event)];
}

/** A sent message's words: of who sent it, or of who said it where it was forwarded from. */
export const authorOfMessage: OwnerOf = (event) => {
  const { forwarded } = event.data;
  const said = isObject(forwarded) ? textOf({ ...event, data: forwarded }, "authorId") : textOf(event, "senderId");
  return [`person:${said}`, monthOf(event)];
};

const isObject = (value: EventContext["data"][string] | undefined): value is EventContext["data"] =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A profile: of the person named in `field` alone. */
export function subject(field: string): OwnerOf {
  return (event) => [`person:${textOf(event, field)}`];
}

/** A conversation's name and description: its own, whatever is retained of its months. */
export const conversation: OwnerOf = (event) => [`conversation:${conversationOf(event)}`];

/** Reasons of moderation: the conversation's own, within the month. */
export const conversationInMonth: OwnerOf = (event) => [`conversation:${conversationOf(event)}`, monthOf(event)];

/** The month of `at`, when the event was recorded, in UTC. */
function monthOf(event: EventContext): KeyName {
  const at = event.metadata["at"];
  if (typeof at !== "string" || !/^\d{4}-\d{2}-/.test(at))
    throw new Error(`An event of ${event.stream} needs its "at".`);
  return `month:${conversationOf(event)}:${at.slice(0, 7)}`;
}

/** Events of other streams than the conversation's own say which one they are about. */
function conversationOf(event: EventContext): string {
  const own = "conversation-";
  return event.stream.startsWith(own) ? event.stream.slice(own.length) : textOf(event, "conversationId");
}

function textOf({ data, stream }: EventContext, field: string): string {
  const value = data[field];
  if (typeof value !== "string" || value === "") throw new Error(`An event of ${stream} needs its "${field}".`);
  return value;
}
