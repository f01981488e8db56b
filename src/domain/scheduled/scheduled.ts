import type { RefusalCode } from "../decision.ts";
import type { ConversationId, LineId, UserId } from "../ids.ts";
import { noKeyedEvents, remember, type KeyedEvents } from "../keyed-events.ts";
import type { Recorded } from "../recorded.ts";
import type { ScheduledEvent, SendScheduled } from "./events.ts";

/** What is said, and when. */
export type ScheduledMessage = Omit<SendScheduled, "conversationId" | "userId">;

/**
 * A message that is to be sent later. It waits, until it is cancelled or its time has come and somebody takes it: from
 * then on it is on its way, and becomes sent or refused.
 */
export interface Scheduled {
  readonly status: "missing" | "waiting" | "taken" | "sent" | "refused" | "cancelled";
  readonly userId: UserId | null;
  readonly conversationId: ConversationId | null;
  /** Null once it is not needed any more. */
  readonly message: ScheduledMessage | null;
  readonly sendAt: string;
  readonly createdAt: string;
  /** Of what was sent. */
  readonly messageId: LineId | null;
  /** Why it was refused. */
  readonly code: RefusalCode | null;
  readonly lastAt: string | null;
  readonly keyed: KeyedEvents;
}

export const initialState: Scheduled = {
  status: "missing",
  userId: null,
  conversationId: null,
  message: null,
  sendAt: "",
  createdAt: "",
  messageId: null,
  code: null,
  lastAt: null,
  keyed: noKeyedEvents,
};

export function evolve(scheduled: Scheduled, event: Recorded<ScheduledEvent>): Scheduled {
  const createdAt = scheduled.lastAt === null ? event.at : scheduled.createdAt;
  return { ...changedBy(scheduled, event), createdAt, lastAt: event.at, keyed: remember(scheduled.keyed, event) };
}

function changedBy(scheduled: Scheduled, { type, data }: ScheduledEvent): Scheduled {
  switch (type) {
    case "SendScheduled":
    case "ScheduledChanged": {
      const { conversationId, userId, ...message } = data;
      return { ...scheduled, status: "waiting", conversationId, userId, message, sendAt: message.sendAt };
    }
    case "ScheduledCancelled":
      return { ...scheduled, status: "cancelled", message: null };
    case "ScheduledTaken":
      return { ...scheduled, status: "taken" };
    case "ScheduledSent":
      return { ...scheduled, status: "sent", messageId: data.messageId, message: null };
    case "ScheduledRefused":
      return { ...scheduled, status: "refused", code: data.code };
  }
}
