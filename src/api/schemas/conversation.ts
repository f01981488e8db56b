import { z } from "zod";
import { messageTypes } from "../../wire/message.ts";
import { systemEvents } from "../../wire/system-line.ts";
import {
  historyVisibilities,
  incidentStatuses,
  kinds,
  severities,
  visibilities,
} from "../../domain/conversation/events.ts";
import { lotsProblem, maxLotLength, maxLots } from "../../domain/conversation/incident.ts";
import { maxDescriptionLength, maxNameLength, namesProblem } from "../../domain/conversation/names.ts";
import { notifyLevels } from "../../domain/inbox/events.ts";
import { roles } from "../../domain/conversation/roles.ts";
import type { MyConversationJson } from "../../wire/conversation.ts";
import { count, described, list, time } from "./described.ts";
import { user } from "./person.ts";

const lastMessage = z.object({
  id: z.string(),
  sequence: z.int(),
  sender_id: z.string(),
  sender_display_name: z.string(),
  message_type: z.enum(messageTypes),
  event: z.enum(systemEvents).nullable(),
  preview: z.string(),
  is_deleted: z.boolean(),
  created_at: time,
  delivery: z.enum(["sent", "delivered", "read"]).nullable().describe("Of a message of mine."),
});

export const incident = z.object({
  status: z.enum(incidentStatuses),
  severity: z.enum(severities),
  lots: list(z.string()),
});

export const conversation = described<MyConversationJson>()(
  z.object({
    id: z.string(),
    kind: z.enum(kinds),
    is_group: z.boolean(),
    visibility: z.enum(visibilities),
    name: z.string().nullable(),
    display_name: z.string().describe("The name, else who else is in it."),
    description: z.string().nullable(),
    owner_ids: list(z.string()),
    my_role: z.enum(roles).nullable().describe("Null where I am no member."),
    member_count: count,
    members_preview: list(user),
    last_message: lastMessage.nullable(),
    last_sequence: count,
    unread_count: count,
    mention_count: count,
    my_last_read_sequence: count,
    unread_from: z.int().nullable().describe("The line that I marked it as unread from."),
    my_muted_until: time.nullable(),
    draft_preview: z.string().nullable(),
    history_visibility: z.enum(historyVisibilities).describe("Whether whoever joins sees what was said before."),
    is_muted: z.boolean(),
    is_archived: z.boolean(),
    notify: z.enum(notifyLevels),
    incident: incident.nullable(),
    created_by: z.string(),
    created_at: time,
    updated_at: time,
  }),
  "Conversation",
);

const fits = (called: (text: string) => object) => (text: string, context: z.RefinementCtx<string>) => {
  const message = namesProblem(called(text));
  if (message !== null) context.addIssue({ code: "custom", message });
};

/** Names as clients give them; white space around is taken away, and nothing takes the name away. */
export const nameField = z
  .string()
  .trim()
  .superRefine(fits((name) => ({ name })))
  .describe(`At most ${maxNameLength} characters, on one line.`);

export const descriptionField = z
  .string()
  .trim()
  .superRefine(fits((description) => ({ description })))
  .describe(`At most ${maxDescriptionLength} characters.`);

const lotsField = z
  .array(z.string().max(10_000))
  .max(1_000)
  .superRefine((lots, context) => {
    const message = lotsProblem(lots);
    if (message !== null) context.addIssue({ code: "custom", message });
  })
  .describe(`What is concerned: at most ${maxLots} identifiers of at most ${maxLotLength} characters, each once.`);

/** An incident as clients give it: each part may be absent. */
export const incidentFields = z.strictObject({
  status: z.enum(incidentStatuses).exactOptional(),
  severity: z.enum(severities).exactOptional(),
  lots: lotsField.exactOptional(),
});
