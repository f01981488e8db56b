import { z } from "zod";
import type { DomainEvent } from "../domain/decision.ts";
import type { UserRegistered } from "../domain/user/events.ts";
import { locales } from "../domain/user/events.ts";
import type { Declared } from "./declared.ts";
import { userId } from "./fields.ts";
import { subject } from "./owners.ts";

export const userRegistered: Declared<DomainEvent<"UserRegistered", UserRegistered>> = {
  type: "UserRegistered",
  version: 1,
  schema: z.strictObject({
    userId,
    username: z.string(),
    displayName: z.string(),
    locale: z.enum(locales).exactOptional(),
    timeZone: z.string().exactOptional(),
  }),
  personal: { username: subject("userId"), displayName: subject("userId") },
};
