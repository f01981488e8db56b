import { z } from "zod";
import { messageTypes, type MessageSent } from "../domain/conversation/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { lineId, sequence, time, userId, words } from "./fields.ts";
import { authorOfMessage } from "./owners.ts";

export const messageSent: Declared<DomainEvent<"MessageSent", MessageSent>> = {
  type: "MessageSent",
  version: 1,
  schema: z.strictObject({
    ...words,
    sequence,
    senderId: userId,
    messageType: z.enum(messageTypes).exactOptional(),
    data: z.string().exactOptional(),
    replyToId: lineId.exactOptional(),
    forwarded: z.strictObject({ messageId: lineId, authorId: userId, saidAt: time }).exactOptional(),
  }),
  personal: { content: authorOfMessage, html: authorOfMessage, data: authorOfMessage },
};
