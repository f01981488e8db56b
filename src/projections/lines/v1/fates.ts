import type {
  LinkPreviewAttached,
  MessageDeleted,
  MessageEdited,
  MessageEvent,
} from "../../../domain/message/events.ts";
import { locate, type Place, type UserId } from "../../../domain/ids.ts";
import type { Position, RecordedEvent } from "../../../event-store/port.ts";
import { logged, type Logged } from "../../../events/logged.ts";

/** What a batch says of one message that was sent before: folded, so that each is written once. */
export interface Fate extends Place {
  edited: (MessageEdited & { readonly at: string; readonly position: Position }) | null;
  deleted: (MessageDeleted & { readonly at: string }) | null;
  /** By person and emoji. */
  readonly reactions: Map<string, ReactionChange>;
  /** Undefined: as it was. Null: it has none any more. */
  preview: (LinkPreviewAttached & { readonly position: Position }) | null | undefined;
}

/** A message's row that something became of. */
export interface Fated extends Fate {
  readonly sequence: number;
  readonly actorId: string;
  readonly position: bigint;
}

export interface ReactionChange {
  readonly userId: UserId;
  readonly emoji: string;
  /** The revision by which it came in the message's stream; null: it is taken back. */
  readonly added: number | null;
}

export function fatesOf(batch: readonly RecordedEvent[]): readonly Fate[] {
  const fates = new Map<string, Fate>();
  for (const recorded of batch) {
    if (!recorded.stream.startsWith("message-")) continue;
    const event = logged<MessageEvent>(recorded);
    const place = locate(event.data.messageId);
    if (!place) continue;
    const fate = fates.get(event.stream) ?? { ...place, ...untouched, reactions: new Map() };
    fates.set(event.stream, fate);
    take(fate, event);
  }
  return [...fates.values()];
}

const untouched = { edited: null, deleted: null, preview: undefined };

function take(fate: Fate, { type, data, at, revision, position }: Logged<MessageEvent>): void {
  switch (type) {
    case "MessageEdited":
      fate.edited = { ...data, at, position };
      break;
    case "MessageDeleted":
      fate.deleted = { ...data, at };
      break;
    case "ReactionAdded":
    case "ReactionRemoved": {
      const { userId, emoji } = data;
      const added = type === "ReactionAdded" ? revision : null;
      fate.reactions.set(`${userId} ${emoji}`, { userId, emoji, added });
      break;
    }
    case "LinkPreviewAttached":
      fate.preview = { ...data, position };
      break;
    case "LinkPreviewRemoved":
      fate.preview = null;
  }
}
