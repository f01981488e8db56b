import { z } from "zod";
import type { ConversationStarted } from "../domain/conversation/events.ts";
import { historyVisibilities, kinds, visibilities } from "../domain/conversation/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { incident, role, userId } from "./fields.ts";
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
    historyVisibility: z.enum(historyVisibilities).exactOptional(),
    incident: incident.exactOptional(),
  }),
  personal: { name: conversation, description: conversation },
};
