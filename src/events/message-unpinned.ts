import { z } from "zod";
import type { MessageUnpinned } from "../domain/conversation/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { lineId, userId } from "./fields.ts";

export const messageUnpinned: Declared<DomainEvent<"MessageUnpinned", MessageUnpinned>> = {
  type: "MessageUnpinned",
  version: 1,
  schema: z.strictObject({ messageId: lineId, unpinnedBy: userId }),
  personal: {},
};
