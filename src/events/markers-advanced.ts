import { z } from "zod";
import type { DomainEvent } from "../domain/decision.ts";
import type { MarkersAdvanced } from "../domain/inbox/events.ts";
import type { Declared } from "./declared.ts";
import { conversationId, marker, userId } from "./fields.ts";

export const markersAdvanced: Declared<DomainEvent<"MarkersAdvanced", MarkersAdvanced>> = {
  type: "MarkersAdvanced",
  version: 1,
  schema: z.strictObject({
    conversationId,
    userId,
    readTo: marker.exactOptional(),
    deliveredTo: marker.exactOptional(),
    toldTo: z.enum(["members", "self"]),
  }),
  personal: {},
};
