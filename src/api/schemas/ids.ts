import { z } from "zod";
import { conversationId, lineId, locate, userId } from "../../domain/ids.ts";

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "This is no id.");

/** Ids as clients send them. */
export const userIdField = id.transform((text) => userId(text));
export const conversationIdField = id.transform((text) => conversationId(text));
export const messageIdField = z
  .string()
  .max(100)
  .transform((text, context) => {
    const place = locate(text);
    if (place) return lineId(place);
    context.addIssue({ code: "custom", message: "This is no message's id." });
    return z.NEVER;
  });

/** The parameters of addresses. */
export const ofUser = z.strictObject({ id: userIdField });
export const ofConversation = z.strictObject({ id: conversationIdField });
export const ofMessage = z.strictObject({ id: messageIdField });
export const ofSavedMessage = z.strictObject({ message_id: messageIdField });
export const ofReaction = z.strictObject({ id: messageIdField, emoji: z.string().max(100) });
export const ofMember = z.strictObject({ id: conversationIdField, user_id: userIdField });
