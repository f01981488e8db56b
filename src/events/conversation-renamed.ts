import { z } from "zod";
import type { ConversationRenamed } from "../domain/conversation/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { sequence, userId } from "./fields.ts";
import { conversation } from "./owners.ts";

export const conversationRenamed: Declared<DomainEvent<"ConversationRenamed", ConversationRenamed>> = {
  type: "ConversationRenamed",
  version: 1,
  schema: z.strictObject({
    sequence,
    renamedBy: userId,
    name: z.string().exactOptional(),
    description: z.string().exactOptional(),
  }),
  personal: { name: conversation, description: conversation },
};
