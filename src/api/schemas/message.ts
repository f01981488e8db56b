import { z } from "zod";
import type { MessageJson } from "../../wire/message.ts";
import { described, list, time } from "./described.ts";

/** A message as one person is answered: what is only theirs is not in the stream. */
export interface MyMessageJson extends MessageJson {
  readonly is_saved: boolean;
}

const quote = z.object({
  id: z.string(),
  sequence: z.int(),
  sender_id: z.string(),
  sender_display_name: z.string(),
  message_type: z.enum(["text", "system"]),
  preview: z.string(),
  is_deleted: z.boolean(),
});

export const message = described<MyMessageJson>()(
  z.object({
    id: z.string(),
    conversation_id: z.string(),
    sequence: z.int().describe("Its place in the conversation: 1, 2, 3 … without a gap."),
    sender_id: z.string(),
    sender_display_name: z.string(),
    sender_username: z.string(),
    message_type: z.enum(["text", "system"]),
    content: z.string(),
    content_type: z.enum(["text", "html"]),
    data: z.record(z.string(), z.unknown()).readonly().nullable(),
    mentions: list(z.string()),
    mentions_all: z.boolean(),
    reply_to: quote.nullable(),
    forwarded_from: z.null(),
    attachments: list(z.never()),
    reactions: list(z.never()),
    is_pinned: z.boolean(),
    is_saved: z.boolean(),
    is_edited: z.boolean(),
    edited_at: time.nullable(),
    is_deleted: z.boolean(),
    deleted_at: time.nullable(),
    deleted_by: z.string().nullable(),
    link_preview: z.null(),
    client_message_id: z.string().nullable(),
    position: z.string(),
    created_at: time,
  }),
  "Message",
);
