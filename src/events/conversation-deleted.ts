import { z } from "zod";
import type { ConversationDeleted } from "../domain/conversation/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { userId } from "./fields.ts";

export const conversationDeleted: Declared<DomainEvent<"ConversationDeleted", ConversationDeleted>> = {
  type: "ConversationDeleted",
  version: 1,
  schema: z.strictObject({ deletedBy: userId }),
  personal: {},
};
