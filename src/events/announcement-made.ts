import { z } from "zod";
import type { AnnouncementMade } from "../domain/announcement/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { userId } from "./fields.ts";
import { subject } from "./owners.ts";

export const announcementMade: Declared<DomainEvent<"AnnouncementMade", AnnouncementMade>> = {
  type: "AnnouncementMade",
  version: 1,
  schema: z.strictObject({ announcementId: z.uuid(), by: userId, text: z.string() }),
  personal: { text: subject("by") },
};
