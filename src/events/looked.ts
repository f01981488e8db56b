import { z } from "zod";
import { exportFormats, looksAt, type Looked } from "../domain/audit/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { conversationId, userId } from "./fields.ts";
import { subject } from "./owners.ts";

export const looked: Declared<DomainEvent<"Looked", Looked>> = {
  type: "Looked",
  version: 1,
  schema: z.strictObject({
    by: userId,
    at: z.enum(looksAt),
    conversationId: conversationId.exactOptional(),
    userId: userId.exactOptional(),
    from: z.string().exactOptional(),
    to: z.string().exactOptional(),
    format: z.enum(exportFormats).exactOptional(),
    reason: z.string(),
    query: z.string().exactOptional(),
  }),
  personal: { reason: subject("by"), query: subject("by") },
};
