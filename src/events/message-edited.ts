import { z } from "zod";
import type { MessageEdited } from "../domain/message/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { ofMessage, userId, words } from "./fields.ts";
import { author } from "./owners.ts";

export const messageEdited: Declared<DomainEvent<"MessageEdited", MessageEdited>> = {
  type: "MessageEdited",
  version: 1,
  schema: z.strictObject({ ...ofMessage, ...words, editedBy: userId }),
  personal: { content: author("editedBy"), html: author("editedBy") },
};
