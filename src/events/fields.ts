import { z } from "zod";
import { isConversationId, isLineId, isUserId, type ConversationId, type LineId, type UserId } from "../domain/ids.ts";
import { incidentStatuses, severities } from "../domain/conversation/events.ts";
import { roles } from "../domain/conversation/roles.ts";

/** Fields that several events have. */
export const userId = z.custom<UserId>(isUserId, "Not a user id.");
export const conversationId = z.custom<ConversationId>(isConversationId, "Not a conversation id.");
export const lineId = z.custom<LineId>(isLineId, "Not a line id.");
export const role = z.enum(roles);

/** Of what an operator did with a read model. */
export const byOperator = { readModel: z.string(), by: z.string(), reason: z.string().exactOptional() };

/** "1.2": the second build, by version 1 of the code. */
export const build = z.string().regex(/^\d+\.\d+$/);

/** A line's place in its conversation, from 1. */
export const sequence = z.int().min(1);

/** A line that a marker stands at, 0 before the first. */
export const marker = z.int().min(0);

/** ISO 8601, UTC, milliseconds. */
export const time = z.iso.datetime({ precision: 3 });

export const incident = z.strictObject({
  status: z.enum(incidentStatuses),
  severity: z.enum(severities),
  lots: z.array(z.string()),
});

export const ofInbox = { conversationId, userId };
export const ofMessage = { conversationId, messageId: lineId };

/** What a message says. */
export const words = {
  content: z.string(),
  html: z.string().exactOptional(),
  mentions: z.array(userId).max(100).exactOptional(),
  mentionsAll: z.literal(true).exactOptional(),
};
