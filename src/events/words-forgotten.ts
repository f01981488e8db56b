import { z } from "zod";
import type { DomainEvent } from "../domain/decision.ts";
import type { WordsForgotten } from "../domain/retention/events.ts";
import type { Declared } from "./declared.ts";
import { conversationId, time } from "./fields.ts";

const schema = z.strictObject({ conversationId, before: time, upToRevision: z.int().min(0) });

/** Whoever reads of it keeps the keys of those months no longer. */
export const wordsForgotten: Declared<DomainEvent<"WordsForgotten", WordsForgotten>> = {
  type: "WordsForgotten",
  version: 1,
  schema,
  personal: {},
  forgets: ({ data }) => {
    const { conversationId: id, before } = schema.parse(data);
    const owner = `month:${id}`;
    const firstKept = `${owner}:${before.slice(0, 7)}`;
    return { owner, isMeant: (name) => name < firstKept };
  },
};
