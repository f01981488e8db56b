import { randomUUID } from "node:crypto";
import type { HistoryVisibility, Visibility } from "../../../src/domain/conversation/events.ts";
import type { MarkersAdvanced } from "../../../src/domain/inbox/events.ts";
import type { JsonObject, Position, RecordedEvent } from "../../../src/event-store/port.ts";
import type { AnyEvent } from "../../../src/events/index.ts";
import { lineId, userId, type ConversationId, type LineId, type UserId } from "../../../src/domain/ids.ts";
import { otherwise, type Circumstances, type Otherwise } from "../../../src/gateway/spec/otherwise.ts";

const began = Date.parse("2025-03-01T12:00:00.000Z");

/** A log as projectors are handed it, written event by event; each method tells the position of what it wrote. */
export class History {
  readonly events: RecordedEvent[] = [];
  readonly #revisions = new Map<string, number>();
  readonly #sequences = new Map<ConversationId, number>();
  /** Milliseconds since it began; anybody may set it. */
  now = 0;

  started(
    id: ConversationId,
    members: readonly UserId[],
    visibility: Visibility = "private",
    historyVisibility: HistoryVisibility = "all",
  ): Position {
    const [createdBy = nobody] = members;
    return this.#happened(`conversation-${id}`, createdBy, {
      type: "ConversationStarted",
      data: {
        kind: "room",
        visibility,
        historyVisibility,
        createdBy,
        members: members.map((each, index) => ({ userId: each, role: index === 0 ? "owner" : "member" })),
      },
    });
  }

  added(id: ConversationId, userIds: readonly UserId[]): Position {
    const data = { sequence: this.#sequence(id), userIds, role: "member" as const, addedBy: nobody };
    return this.#happened(`conversation-${id}`, nobody, { type: "MembersAdded", data });
  }

  joined(id: ConversationId, user: UserId): Position {
    const data = { sequence: this.#sequence(id), userId: user };
    return this.#happened(`conversation-${id}`, user, { type: "MemberJoined", data });
  }

  removed(id: ConversationId, user: UserId): Position {
    const data = { sequence: this.#sequence(id), userId: user, removedBy: nobody };
    return this.#happened(`conversation-${id}`, nobody, { type: "MemberRemoved", data });
  }

  left(id: ConversationId, user: UserId): Position {
    const data = { sequence: this.#sequence(id), userId: user };
    return this.#happened(`conversation-${id}`, user, { type: "MemberLeft", data });
  }

  opened(id: ConversationId, visibility: Visibility): Position {
    const data = { sequence: this.#sequence(id), visibility, changedBy: nobody };
    return this.#happened(`conversation-${id}`, nobody, { type: "VisibilityChanged", data });
  }

  banned(id: ConversationId, user: UserId, { wasMember }: { wasMember: boolean }): Position {
    const data = { sequence: this.#sequence(id), userId: user, bannedBy: nobody, wasMember };
    return this.#happened(`conversation-${id}`, nobody, { type: "PersonBanned", data });
  }

  unbanned(id: ConversationId, user: UserId): Position {
    const data = { userId: user, unbannedBy: nobody };
    return this.#happened(`conversation-${id}`, nobody, { type: "PersonUnbanned", data });
  }

  edited(id: ConversationId, editedBy: UserId): Position {
    const messageId = this.#someLine(id);
    const data = { conversationId: id, messageId, editedBy, content: "other words" };
    return this.#happened(`message-${messageId}`, editedBy, { type: "MessageEdited", data });
  }

  unsaid(id: ConversationId, deletedBy: UserId): Position {
    const messageId = this.#someLine(id);
    const data = { conversationId: id, messageId, deletedBy };
    return this.#happened(`message-${messageId}`, deletedBy, { type: "MessageDeleted", data });
  }

  otherwise(what: Otherwise, circumstances: Omit<Circumstances, "message" | "next">): Position {
    const { id } = circumstances;
    const message = this.#someLine(id);
    const happened = otherwise(what, { ...circumstances, message, next: () => this.#sequence(id) });
    return this.#happened(happened.stream, happened.actor, happened.event);
  }

  sent(id: ConversationId, senderId: UserId): Position {
    const data = { sequence: this.#sequence(id), senderId, content: "hello" };
    return this.#happened(`conversation-${id}`, senderId, { type: "MessageSent", data });
  }

  renamed(id: ConversationId, renamedBy: UserId): Position {
    const data = { sequence: this.#sequence(id), renamedBy, name: "another" };
    return this.#happened(`conversation-${id}`, renamedBy, { type: "ConversationRenamed", data });
  }

  deleted(id: ConversationId, deletedBy: UserId): Position {
    return this.#happened(`conversation-${id}`, deletedBy, { type: "ConversationDeleted", data: { deletedBy } });
  }

  read(id: ConversationId, user: UserId, toldTo: MarkersAdvanced["toldTo"]): Position {
    const to = this.#sequences.get(id) ?? 0;
    return this.#happened(`inbox-${id}-${user}`, user, {
      type: "MarkersAdvanced",
      data: { conversationId: id, userId: user, readTo: to, deliveredTo: to, toldTo },
    });
  }

  profile(user: UserId, change: { displayName?: string; locale?: "pl" }): Position {
    return this.#happened(`user-${user}`, user, { type: "ProfileChanged", data: { userId: user, ...change } });
  }

  get head(): Position {
    return this.events.at(-1)?.position ?? 0n;
  }

  /** The timeline knows lines by their ids alone. */
  #someLine(id: ConversationId): LineId {
    return lineId({ conversationId: id, revision: 1 });
  }

  #happened(stream: string, actor: UserId, { type, data }: AnyEvent): Position {
    const revision = (this.#revisions.get(stream) ?? -1) + 1;
    this.#revisions.set(stream, revision);
    const position = this.head + 3n; // there may be gaps between positions
    const metadata = { at: new Date(began + this.now).toISOString(), actor, version: 1 };
    // The domain's types are read-only JSON.
    const json = data as unknown as JsonObject;
    this.events.push({ kind: "event", id: randomUUID(), stream, revision, position, type, data: json, metadata });
    return position;
  }

  #sequence(id: ConversationId): number {
    const next = (this.#sequences.get(id) ?? 0) + 1;
    this.#sequences.set(id, next);
    return next;
  }
}

const nobody = userId("nobody");
