import { z } from "zod";
import { kinds, visibilities, type LineEvent } from "../../domain/conversation/events.ts";
import { roles } from "../../domain/conversation/roles.ts";
import type { ConversationId, UserId } from "../../domain/ids.ts";

/** Columns as several queries have them. Ids were checked when they were written. */
export const userId = z.custom<UserId>((value) => typeof value === "string");
export const conversationId = z.custom<ConversationId>((value) => typeof value === "string");
export const lineType = z.custom<LineEvent["type"]>((value) => typeof value === "string");
export const role = z.enum(roles);
export const kind = z.enum(kinds);
export const visibility = z.enum(visibilities);
/** ISO 8601, UTC, milliseconds. */
export const time = z.string();
export const count = z.int().min(0);
/** What `jsonb` holds where an object was written. */
export const object = z.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === "object" && value !== null,
);
/** The driver gives a `bigint` as text. */
export const position = z.string().transform((text) => BigInt(text));
