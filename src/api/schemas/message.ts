import { z } from "zod";
import { messageTypes, type MessageJson, type ReactionJson } from "../../wire/message.ts";
import { described, list, time } from "./described.ts";

export interface MyReactionJson extends ReactionJson {
  readonly mine: boolean;
}

/** A message as one person is answered: what is only theirs is not in the stream. */
export interface MyMessageJson extends Omit<MessageJson, "reactions"> {
  readonly reactions: readonly MyReactionJson[];
  readonly is_saved: boolean;
}

const quote = z.object({
  id: z.string(),
  sequence: z.int(),
  sender_id: z.string(),
  sender_display_name: z.string(),
  message_type: z.enum(messageTypes),
  preview: z.string(),
  is_deleted: z.boolean(),
});

const forwarded = z
  .object({ sender_display_name: z.string(), created_at: time })
  .describe("By whom and when it was said first.");

const linkPreview = z
  .object({
    url: z.string().describe("As the message has it."),
    title: z.string(),
    description: z.string().nullable(),
    image: z.string().nullable().describe("Where this server gives it: a path."),
  })
  .describe("Of the first link, once it is found; a `link_preview` tells of it.");

export const reaction = z.object({
  emoji: z.string(),
  count: z.int(),
  user_ids: list(z.string()).describe("The first 20."),
  mine: z.boolean(),
});

export const message = described<MyMessageJson>()(
  z.object({
    id: z.string(),
    conversation_id: z.string(),
    sequence: z.int().describe("Its place in the conversation: 1, 2, 3 … without a gap."),
    sender_id: z.string(),
    sender_display_name: z.string(),
    sender_username: z.string(),
    message_type: z.enum(messageTypes),
    content: z.string(),
    content_type: z.enum(["text", "html"]),
    data: z.record(z.string(), z.unknown()).readonly().nullable(),
    mentions: list(z.string()),
    mentions_all: z.boolean(),
    reply_to: quote.nullable(),
    forwarded_from: forwarded.nullable(),
    attachments: list(z.never()),
    reactions: list(reaction),
    is_pinned: z.boolean(),
    is_saved: z.boolean(),
    is_edited: z.boolean(),
    edited_at: time.nullable(),
    is_deleted: z.boolean(),
    deleted_at: time.nullable(),
    deleted_by: z.string().nullable(),
    link_preview: linkPreview.nullable(),
    client_message_id: z.string().nullable(),
    position: z.string(),
    created_at: time,
  }),
  "Message",
);
