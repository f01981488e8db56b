import { z } from "zod";
import type { DomainEvent } from "../domain/decision.ts";
import type { ProfileChanged } from "../domain/user/events.ts";
import { locales, mailChoices } from "../domain/user/events.ts";
import type { Declared } from "./declared.ts";
import { userId } from "./fields.ts";
import { subject } from "./owners.ts";

export const profileChanged: Declared<DomainEvent<"ProfileChanged", ProfileChanged>> = {
  type: "ProfileChanged",
  version: 1,
  schema: z.strictObject({
    userId,
    displayName: z.string().exactOptional(),
    locale: z.enum(locales).exactOptional(),
    timeZone: z.string().exactOptional(),
    notifyEmail: z.enum(mailChoices).exactOptional(),
  }),
  personal: { displayName: subject("userId") },
};
