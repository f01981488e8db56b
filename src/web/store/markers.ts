import type { Conversation, Delivery, Member } from "../wire/shapes.ts";

export interface Moved {
  readonly userId: string;
  readonly sequence: number;
  readonly kind: "read" | "delivered";
  readonly at: string;
}

/** Markers never go back, and what was read was delivered. */
export function withMarker(member: Member, { sequence, kind, at }: Moved): Member {
  const isDelivered = sequence > member.last_delivered_sequence;
  const delivered = isDelivered ? { last_delivered_sequence: sequence, last_delivered_at: at } : {};
  const isRead = kind === "read" && sequence > member.last_read_sequence;
  const read = isRead ? { last_read_sequence: sequence, last_read_at: at } : {};
  return isDelivered || isRead ? { ...member, ...delivered, ...read } : member;
}

/** How far a line of mine has come: as far as with all the others. */
export function deliveryOf(sequence: number, others: readonly Member[]): Delivery {
  if (others.length === 0) return "sent";
  if (others.every((each) => each.last_read_sequence >= sequence)) return "read";
  return others.every((each) => each.last_delivered_sequence >= sequence) ? "delivered" : "sent";
}

/** The conversation's last line, if it is mine, as far as it has come. */
export function withDelivery(conversation: Conversation, others: readonly Member[]): Conversation {
  const last = conversation.last_message;
  if (!last?.delivery) return conversation;
  const delivery = deliveryOf(last.sequence, others);
  return delivery === last.delivery ? conversation : { ...conversation, last_message: { ...last, delivery } };
}

const steps = ["sent", "delivered", "read"] as const;

/** In a conversation of two, what the other one's marker says is all there is to know. */
export function withDirectDelivery(conversation: Conversation, { sequence, kind }: Moved): Conversation {
  const last = conversation.last_message;
  if (conversation.kind !== "direct" || !last?.delivery || sequence < last.sequence) return conversation;
  if (steps.indexOf(kind) <= steps.indexOf(last.delivery)) return conversation;
  return { ...conversation, last_message: { ...last, delivery: kind } };
}
