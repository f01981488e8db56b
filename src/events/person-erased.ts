import { z } from "zod";
import type { DomainEvent } from "../domain/decision.ts";
import type { PersonErased } from "../domain/user/events.ts";
import type { Declared } from "./declared.ts";
import { userId } from "./fields.ts";

const schema = z.strictObject({ userId, number: z.int().min(1), by: userId.exactOptional() });

/** Whoever reads of it keeps their key no longer, so that nothing after it is opened with a key of before. */
export const personErased: Declared<DomainEvent<"PersonErased", PersonErased>> = {
  type: "PersonErased",
  version: 1,
  schema,
  personal: {},
  forgets: ({ data }) => ({ owner: `person:${schema.parse(data).userId}`, isMeant: () => true }),
};
