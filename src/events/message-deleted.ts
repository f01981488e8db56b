import { z } from "zod";
import type { MessageDeleted } from "../domain/message/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { ofMessage, userId } from "./fields.ts";
import { conversationInMonth } from "./owners.ts";

export const messageDeleted: Declared<DomainEvent<"MessageDeleted", MessageDeleted>> = {
  type: "MessageDeleted",
  version: 1,
  schema: z.strictObject({ ...ofMessage, deletedBy: userId, reason: z.string().exactOptional() }),
  personal: { reason: conversationInMonth },
};
