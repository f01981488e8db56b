import { z } from "zod";
import { isConversationId, isLineId, isUserId, type ConversationId, type LineId, type UserId } from "../domain/ids.ts";
import { roles } from "../domain/conversation/roles.ts";

/** Fields that several events have. */
export const userId = z.custom<UserId>(isUserId, "Not a user id.");
export const conversationId = z.custom<ConversationId>(isConversationId, "Not a conversation id.");
export const lineId = z.custom<LineId>(isLineId, "Not a line id.");
export const role = z.enum(roles);

/** A line's place in its conversation, from 1. */
export const sequence = z.int().min(1);

/** A line that a marker stands at, 0 before the first. */
export const marker = z.int().min(0);
