import { z } from "zod";
import type { LinkPreviewRemoved } from "../domain/message/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { ofMessage, userId } from "./fields.ts";

export const linkPreviewRemoved: Declared<DomainEvent<"LinkPreviewRemoved", LinkPreviewRemoved>> = {
  type: "LinkPreviewRemoved",
  version: 1,
  schema: z.strictObject({ ...ofMessage, removedBy: userId, because: z.enum(["edited", "unwanted"]) }),
  personal: {},
};
