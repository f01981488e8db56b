import type { Kind } from "../../domain/conversation/events.ts";
import type { NotifyLevel } from "../../domain/inbox/events.ts";
import type { MailChoice } from "../../domain/user/events.ts";

/** What of a conversation waits for somebody, after the shorter quiet time or the longer one. */
export interface Waiting {
  readonly kind: Kind;
  readonly after: "soon" | "later";
  readonly isMuted: boolean;
  readonly notify: NotifyLevel;
  readonly choice: MailChoice;
  /** Among what is unread, whether something mentions them or everybody. */
  readonly isMentioned: boolean;
}

/**
 * Whether somebody who has not read a conversation is to be mailed about it now. Direct conversations and mentions are
 * worth it soon, all else later. Whoever muted it, or wants to hear of nothing, is not; nor whoever wants to hear of
 * mentions only, without one.
 */
export function isWorthMailing({ kind, after, isMuted, notify, choice, isMentioned }: Waiting): boolean {
  if (isMuted || notify === "none" || choice === "off") return false;
  if (notify === "mentions" && !isMentioned) return false;
  return after === "soon" ? kind === "direct" || isMentioned : kind !== "direct";
}
