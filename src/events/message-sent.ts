import { z } from "zod";
import type { MessageSent } from "../domain/conversation/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { lineId, sequence, userId } from "./fields.ts";
import { author } from "./owners.ts";

export const messageSent: Declared<DomainEvent<"MessageSent", MessageSent>> = {
  type: "MessageSent",
  version: 1,
  schema: z.strictObject({ sequence, senderId: userId, content: z.string(), replyToId: lineId.exactOptional() }),
  personal: { content: author("senderId") },
};
