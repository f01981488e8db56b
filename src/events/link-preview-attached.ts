import { z } from "zod";
import type { LinkPreviewAttached } from "../domain/message/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { ofMessage, userId } from "./fields.ts";
import { author } from "./owners.ts";

export const linkPreviewAttached: Declared<DomainEvent<"LinkPreviewAttached", LinkPreviewAttached>> = {
  type: "LinkPreviewAttached",
  version: 1,
  schema: z.strictObject({
    ...ofMessage,
    authorId: userId,
    url: z.string(),
    title: z.string(),
    description: z.string().exactOptional(),
    image: z.string().exactOptional(),
  }),
  personal: {
    url: author("authorId"),
    title: author("authorId"),
    description: author("authorId"),
    image: author("authorId"),
  },
};
