import type { Head } from "../domain/conversation/head.ts";
import type { Line } from "../domain/conversation/line.ts";
import type { People } from "../domain/user/people.ts";
import type { ConversationId, LineId } from "../domain/ids.ts";
import { lineId } from "../domain/ids.ts";
import type { Epoch, Position } from "../event-store/port.ts";
import { conversationJson } from "../wire/conversation.ts";
import { messageJson } from "../wire/message.ts";
import { userJson } from "../wire/people.ts";
import { positionText, streamIdText } from "../wire/position.ts";
import type { StreamEvent } from "../wire/told.ts";
import type { Telling } from "./telling.ts";

/** A stream event with its words, as clients have it. */
export interface Message {
  readonly event: string;
  readonly id: string;
  readonly data: object;
  /**
   * How new a conversation's words in it are. Whoever is told must not have left before; 0 where there are none but those
   * of the event itself.
   */
  readonly asOf: Position;
}

/** All that a page of tellings is told with. */
export interface Words {
  readonly epoch: Epoch;
  readonly people: People;
  readonly lines: ReadonlyMap<LineId, Line>;
  readonly heads: ReadonlyMap<ConversationId, Head>;
}

/** Null where it is about what is not there any more. */
export function toldAs({ place, what, occurredAt }: Telling, words: Words): Message | null {
  const told = dataOf(what, { ...words, occurredAt });
  if (!told) return null;
  const { epoch } = words;
  const common = { position: positionText({ epoch, position: place.position }), occurred_at: occurredAt };
  const id = streamIdText({ epoch, ...place });
  return { event: what.event, id, data: { ...common, ...told }, asOf: headOf(what, words)?.lastLine?.position ?? 0n };
}

function dataOf(what: StreamEvent, words: Words & { readonly occurredAt: string }): object | null {
  switch (what.event) {
    case "new_message": {
      const line = words.lines.get(idOfLine(what));
      return line ? { conversation_id: what.conversation_id, message: messageJson(line, words) } : null;
    }
    case "conversation_created":
    case "conversation_updated": {
      const head = headOf(what, words);
      return head ? { conversation_id: head.id, conversation: conversationJson(head, words.people) } : null;
    }
    case "conversation_deleted":
      return { conversation_id: what.conversation_id };
    case "member_added":
    case "member_removed": {
      const { conversation_id, user_id, role, by } = what;
      return { conversation_id, user_id, role, by };
    }
    case "message_read":
      return { ...markerOf(what), read_at: words.occurredAt };
    case "message_delivered":
      return { ...markerOf(what), delivered_at: words.occurredAt };
    case "user_updated":
      return { user_id: what.user_id, user: userJson(words.people, what.user_id) };
    case "settings_changed":
      return { settings: what.settings };
  }
}

export function idOfLine(what: Extract<StreamEvent, { event: "new_message" }>): LineId {
  return lineId({ conversationId: what.conversation_id, revision: what.revision });
}

function headOf(what: StreamEvent, { heads }: Words): Head | null {
  if (what.event !== "conversation_created" && what.event !== "conversation_updated") return null;
  return heads.get(what.conversation_id) ?? null;
}

function markerOf({ conversation_id, user_id, sequence }: Extract<StreamEvent, { sequence: number }>): object {
  return { conversation_id, user_id, sequence };
}
