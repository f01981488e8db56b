import { z } from "zod";
import { visibilities, type VisibilityChanged } from "../domain/conversation/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { sequence, userId } from "./fields.ts";

export const visibilityChanged: Declared<DomainEvent<"VisibilityChanged", VisibilityChanged>> = {
  type: "VisibilityChanged",
  version: 1,
  schema: z.strictObject({ sequence, visibility: z.enum(visibilities), changedBy: userId }),
  personal: {},
};
