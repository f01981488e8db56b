import { z } from "zod";
import type { ConversationHidden } from "../domain/inbox/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { marker, ofInbox } from "./fields.ts";

export const conversationHidden: Declared<DomainEvent<"ConversationHidden", ConversationHidden>> = {
  type: "ConversationHidden",
  version: 1,
  schema: z.strictObject({ ...ofInbox, upTo: marker }),
  personal: {},
};
