import { z } from "zod";
import { messageTypes } from "../domain/conversation/events.ts";
import { lineId, ofInbox, time, words } from "./fields.ts";
import { author } from "./owners.ts";

/** Fields of what happens to a scheduled message. */
export const ofScheduled = ofInbox;

export const scheduledMessage = {
  ...ofScheduled,
  ...words,
  messageType: z.enum(messageTypes).exactOptional(),
  data: z.string().exactOptional(),
  replyToId: lineId.exactOptional(),
  sendAt: time,
};

/** Words that nobody else has read: of their author, within the conversation's month. */
export const ownersOfScheduled = { content: author("userId"), html: author("userId"), data: author("userId") };
