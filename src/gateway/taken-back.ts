import { lineId, locate, type ConversationId, type LineId } from "../domain/ids.ts";
import type { Position } from "../event-store/port.ts";
import type { Entry, ToldByEvent } from "./telling.ts";

/**
 * Messages that were edited or deleted, or lost their preview: their words in what was told before are not what they
 * were. Where keys were destroyed nothing is looked at: all that was told before is told anew, as it is then.
 */
export class TakenBack {
  /** By message, the position up to which. */
  readonly #messages = new Map<LineId, Position>();
  readonly #conversations = new Map<ConversationId, Position>();
  /** Names and words of whatever was told up to there. */
  #everythingUpTo: Position | null = null;

  add({ takesBack: id, position }: ToldByEvent): void {
    if (id === "everything") {
      this.#everythingUpTo = position;
      return;
    }
    const place = id === null ? null : locate(id);
    if (id === null || !place) return;
    this.#messages.set(id, position);
    this.#conversations.set(place.conversationId, position);
  }

  get isNone(): boolean {
    return this.#messages.size === 0 && this.#everythingUpTo === null;
  }

  /** Whether they are in an entry: as its message, what that quotes, or a conversation's last. */
  are({ what, quotes, place: { position } }: Entry): boolean {
    if (this.#everythingUpTo !== null && position < this.#everythingUpTo) return true;
    if (!("conversation_id" in what) || what.conversation_id === undefined) return false;
    const upTo = this.#conversations.get(what.conversation_id);
    if (upTo === undefined || position >= upTo) return false;
    switch (what.event) {
      case "new_message": {
        const id = lineId({ conversationId: what.conversation_id, revision: what.revision });
        return this.#isBefore(position, id) || (quotes !== null && this.#isBefore(position, quotes));
      }
      case "message_edited":
      case "link_preview":
        return this.#isBefore(position, what.message_id);
      case "conversation_created":
      case "conversation_updated":
        return true;
      default:
        return false;
    }
  }

  #isBefore(position: Position, id: LineId): boolean {
    return position < (this.#messages.get(id) ?? 0n);
  }
}

/** They are read again, as they are by then, when somebody is told. What is being rendered is rendered once more. */
export function letGoOfWords(entry: Entry): void {
  entry.line = null;
  entry.edit = null;
  entry.takenBack += 1;
  if (!(entry.frame instanceof Promise)) entry.frame = undefined;
}
