import { z } from "zod";
import { userId } from "./fields.ts";

/** What every event carries beside its data; the codec adds the version of the data's schema. */
export const metadata = z.strictObject({
  /** When it was recorded, by the server's clock and never before the stream's previous event: ISO 8601, UTC. */
  at: z.iso.datetime({ precision: 3 }),
  /** Who caused it. */
  actor: userId,
  /** The same for everything that one request caused. */
  correlationId: z.string().min(1).exactOptional(),
  /** Of a command with an idempotency key: the key as the client named it, and a MAC of the request's body. */
  key: z.strictObject({ name: z.string().min(1).max(100), body: z.string().min(1) }).exactOptional(),
  /** Of an event that came from elsewhere. */
  imported: z
    .strictObject({ originalAt: z.iso.datetime({ precision: 3 }), countsAsUnread: z.boolean() })
    .exactOptional(),
  version: z.int().min(1).exactOptional(),
});

export type Metadata = z.output<typeof metadata>;
