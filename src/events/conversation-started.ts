import { z } from "zod";
import type { ConversationStarted } from "../domain/conversation/events.ts";
import { kinds, visibilities } from "../domain/conversation/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { role, userId } from "./fields.ts";
import { conversation } from "./owners.ts";

export const conversationStarted: Declared<DomainEvent<"ConversationStarted", ConversationStarted>> = {
  type: "ConversationStarted",
  version: 1,
  schema: z.strictObject({
    kind: z.enum(kinds),
    visibility: z.enum(visibilities),
    createdBy: userId,
    members: z.array(z.strictObject({ userId, role })).min(1),
    name: z.string().exactOptional(),
    description: z.string().exactOptional(),
  }),
  personal: { name: conversation, description: conversation },
};
