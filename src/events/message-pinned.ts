import { z } from "zod";
import type { MessagePinned } from "../domain/conversation/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { lineId, sequence, userId } from "./fields.ts";

export const messagePinned: Declared<DomainEvent<"MessagePinned", MessagePinned>> = {
  type: "MessagePinned",
  version: 1,
  schema: z.strictObject({ sequence, messageId: lineId, pinnedBy: userId }),
  personal: {},
};
