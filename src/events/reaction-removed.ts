import { z } from "zod";
import type { Reacted } from "../domain/message/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { ofMessage, userId } from "./fields.ts";

export const reactionRemoved: Declared<DomainEvent<"ReactionRemoved", Reacted>> = {
  type: "ReactionRemoved",
  version: 1,
  schema: z.strictObject({ ...ofMessage, userId, emoji: z.string() }),
  personal: {},
};
