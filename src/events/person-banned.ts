import { z } from "zod";
import type { PersonBanned } from "../domain/conversation/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { sequence, userId } from "./fields.ts";
import { conversationInMonth } from "./owners.ts";

export const personBanned: Declared<DomainEvent<"PersonBanned", PersonBanned>> = {
  type: "PersonBanned",
  version: 1,
  schema: z.strictObject({
    sequence,
    userId,
    bannedBy: userId,
    wasMember: z.boolean(),
    reason: z.string().exactOptional(),
  }),
  personal: { reason: conversationInMonth },
};
