import { randomUUID } from "node:crypto";
import type { Head } from "../../domain/conversation/head.ts";
import type { Line } from "../../domain/conversation/line.ts";
import type { People } from "../../domain/user/people.ts";
import type { AnnouncementEvent } from "../../domain/announcement/events.ts";
import type { ConversationEvent, HistoryVisibility, Visibility } from "../../domain/conversation/events.ts";
import {
  conversationId,
  lineId,
  locate,
  userId,
  type ConversationId,
  type LineId,
  type UserId,
} from "../../domain/ids.ts";
import type { InboxEvent } from "../../domain/inbox/events.ts";
import { messages } from "../../domain/message/decider.ts";
import type { MessageEvent } from "../../domain/message/events.ts";
import { lineNow } from "../../domain/message/line-now.ts";
import type { UserEvent } from "../../domain/user/events.ts";
import { Codec } from "../../event-store/codec/codec.ts";
import { KeysInMemory } from "../../event-store/codec/keys-in-memory.ts";
import { MemoryEventStore } from "../../event-store/memory/memory-event-store.ts";
import type { EventStore, JsonObject, Position, RecordedEvent } from "../../event-store/port.ts";
import { eventTypes } from "../../events/index.ts";
import { logged } from "../../events/logged.ts";
import type { Sources } from "../renderer.ts";
import { toldByEvent } from "../telling.ts";
import { otherwise, type Circumstances, type Happened, type Otherwise } from "./otherwise.ts";

export const ada = userId("ada");
export const bob = userId("bob");
export const cem = userId("cem");
export const here = conversationId("here");
export const there = conversationId("there");

/** The words of the gateway's specs: a log that things happen in, without commands. */
export class SpecLog implements Sources {
  readonly store: EventStore;
  readonly codec: Codec;
  readonly #sequences = new Map<ConversationId, number>();
  readonly #names = new Map<UserId, string>();

  constructor(
    { store, codec }: { store: EventStore; codec: Codec } = {
      store: new MemoryEventStore(),
      codec: new Codec(eventTypes, new KeysInMemory()),
    },
  ) {
    this.store = store;
    this.codec = codec;
  }

  started(id: ConversationId, start: Started): Promise<Position> {
    const { by, with: others = [], visibility = "private", historyVisibility = "all" } = start;
    const members = [
      { userId: by, role: "owner" as const },
      ...others.map((other) => ({ userId: other, role: "member" as const })),
    ];
    const data = { kind: "room" as const, visibility, historyVisibility, createdBy: by, members, name: "A room" };
    return this.#inConversation(id, by, { type: "ConversationStarted", data });
  }

  said(id: ConversationId, { by, content = "hello", replyTo }: Said): Promise<Position> {
    const data = { sequence: this.#next(id), senderId: by, content, ...(replyTo && { replyToId: replyTo }) };
    return this.#inConversation(id, by, { type: "MessageSent", data });
  }

  renamed(id: ConversationId, { by, name }: { by: UserId; name: string }): Promise<Position> {
    const data = { sequence: this.#next(id), renamedBy: by, name };
    return this.#inConversation(id, by, { type: "ConversationRenamed", data });
  }

  added(id: ConversationId, { by, who }: { by: UserId; who: readonly UserId[] }): Promise<Position> {
    const data = { sequence: this.#next(id), userIds: who, role: "member" as const, addedBy: by };
    return this.#inConversation(id, by, { type: "MembersAdded", data });
  }

  removed(id: ConversationId, { by, who }: { by: UserId; who: UserId }): Promise<Position> {
    const data = { sequence: this.#next(id), userId: who, removedBy: by };
    return this.#inConversation(id, by, { type: "MemberRemoved", data });
  }

  opened(id: ConversationId, { by, visibility }: { by: UserId; visibility: Visibility }): Promise<Position> {
    const data = { sequence: this.#next(id), visibility, changedBy: by };
    return this.#inConversation(id, by, { type: "VisibilityChanged", data });
  }

  banned(
    id: ConversationId,
    { by, who, wasMember }: { by: UserId; who: UserId; wasMember: boolean },
  ): Promise<Position> {
    const data = { sequence: this.#next(id), userId: who, bannedBy: by, wasMember };
    return this.#inConversation(id, by, { type: "PersonBanned", data });
  }

  unbanned(id: ConversationId, { by, who }: { by: UserId; who: UserId }): Promise<Position> {
    return this.#inConversation(id, by, { type: "PersonUnbanned", data: { userId: who, unbannedBy: by } });
  }

  joined(id: ConversationId, who: UserId): Promise<Position> {
    return this.#inConversation(id, who, { type: "MemberJoined", data: { sequence: this.#next(id), userId: who } });
  }

  left(id: ConversationId, who: UserId): Promise<Position> {
    return this.#inConversation(id, who, { type: "MemberLeft", data: { sequence: this.#next(id), userId: who } });
  }

  deleted(id: ConversationId, { by }: { by: UserId }): Promise<Position> {
    return this.#inConversation(id, by, { type: "ConversationDeleted", data: { deletedBy: by } });
  }

  edited(message: LineId, { by, content = "other words" }: { by: UserId; content?: string }): Promise<Position> {
    const data = { ...aboutMessage(message), editedBy: by, content };
    return this.append({ stream: `message-${message}`, event: { type: "MessageEdited", data }, actor: by });
  }

  messageDeleted(message: LineId, { by }: { by: UserId }): Promise<Position> {
    const data = { ...aboutMessage(message), deletedBy: by };
    return this.append({ stream: `message-${message}`, event: { type: "MessageDeleted", data }, actor: by });
  }

  previewed(message: LineId, { by, title }: { by: UserId; title: string }): Promise<Position> {
    const data = { ...aboutMessage(message), authorId: by, url: "https://acme.com/", title };
    return this.append({ stream: `message-${message}`, event: { type: "LinkPreviewAttached", data }, actor: by });
  }

  previewRemoved(message: LineId, { by }: { by: UserId }): Promise<Position> {
    const data = { ...aboutMessage(message), removedBy: by, because: "unwanted" as const };
    return this.append({ stream: `message-${message}`, event: { type: "LinkPreviewRemoved", data }, actor: by });
  }

  /** The id of what was said last. */
  async lastLine(id: ConversationId): Promise<LineId> {
    const stream = `conversation-${id}`;
    const [last] = await Array.fromAsync(this.store.readStream(stream, { direction: "backwards", limit: 1 }));
    return lineId({ conversationId: id, revision: last?.revision ?? 0 });
  }

  read(id: ConversationId, { by, to, toldTo = "members" }: Read): Promise<Position> {
    const data = { conversationId: id, userId: by, readTo: to, toldTo };
    const event: InboxEvent = { type: "MarkersAdvanced", data };
    return this.append({ stream: `inbox-${id}-${by}`, event, actor: by });
  }

  named(who: UserId, displayName: string): Promise<Position> {
    this.#names.set(who, displayName);
    const event: UserEvent = { type: "ProfileChanged", data: { userId: who, displayName } };
    return this.append({ stream: `user-${who}`, event, actor: who });
  }

  announced(text: string, { by }: { by: UserId }): Promise<Position> {
    const event: AnnouncementEvent = { type: "AnnouncementMade", data: { announcementId: randomUUID(), by, text } };
    return this.append({ stream: "operations", event, actor: by });
  }

  otherwise(what: Otherwise, circumstances: Omit<Circumstances, "next">): Promise<Position> {
    return this.append(otherwise(what, { ...circumstances, next: () => this.#next(circumstances.id) }));
  }

  async append({ stream, event, actor }: Happened): Promise<Position> {
    const [last] = await Array.fromAsync(this.store.readStream(stream, { direction: "backwards", limit: 1 }));
    const metadata = { at: new Date().toISOString(), actor };
    const draft = { id: randomUUID(), type: event.type, data: event.data as unknown as JsonObject, metadata };
    const [encoded] = await this.codec.encode(stream, [draft]);
    if (!encoded) throw new Error("Nothing was encoded.");
    return (await this.store.append(stream, [encoded], last?.revision ?? "none")).position;
  }

  /** All of it that can be read, decoded. */
  async events(): Promise<RecordedEvent[]> {
    const all = await Array.fromAsync(this.store.readAll({ after: 0n }));
    return this.codec.decode(all.filter(({ type }) => eventTypes.some((known) => known.type === type)));
  }

  people(ids: readonly UserId[]): Promise<People> {
    const known = ids.filter((id) => this.#names.has(id));
    return Promise.resolve(
      new Map(known.map((id) => [id, { username: id, displayName: this.#names.get(id) ?? null }])),
    );
  }

  async headOf(id: ConversationId): Promise<Head | null> {
    const events = await this.codec.decode(await Array.fromAsync(this.store.readStream(`conversation-${id}`)));
    const past = events.map((event) => logged<ConversationEvent>(event));
    const [first] = past;
    if (first?.type !== "ConversationStarted" || past.at(-1)?.type === "ConversationDeleted") return null;
    const names = past.flatMap((event) => (event.type === "ConversationRenamed" ? [event.data.name ?? null] : []));
    const lines = events.flatMap((event) => linesOf(event));
    const last = lines.at(-1);
    return {
      id,
      kind: first.data.kind,
      visibility: first.data.visibility,
      historyVisibility: first.data.historyVisibility ?? "all",
      incident: null,
      name: names.at(-1) ?? first.data.name ?? null,
      description: null,
      ownerIds: [first.data.createdBy],
      memberCount: first.data.members.length,
      firstMemberIds: first.data.members.map((member) => member.userId),
      lastLine: last ? await this.#now(last) : null,
      lastSequence: lines.length,
      createdBy: first.data.createdBy,
      createdAt: first.at,
      updatedAt: past.at(-1)?.at ?? first.at,
    };
  }

  async showsFromJoining(id: ConversationId): Promise<boolean> {
    return (await this.headOf(id))?.historyVisibility === "joined";
  }

  async line(id: LineId): Promise<Line | null> {
    const place = locate(id);
    if (!place) return null;
    const stream = `conversation-${place.conversationId}`;
    const found = await Array.fromAsync(this.store.readStream(stream, { from: place.revision, limit: 1 }));
    const said = (await this.codec.decode(found)).flatMap((event) => linesOf(event)).at(0) ?? null;
    return said && this.#now(said);
  }

  async #now(line: Line): Promise<Line> {
    const found = await Array.fromAsync(this.store.readStream(`message-${lineId(line)}`));
    const past = (await this.codec.decode(found)).map((event) => logged<MessageEvent>(event));
    const edit = past.findLast(({ type }) => type === "MessageEdited");
    const state = past.reduce((message, event) => messages.evolve(message, event), messages.initialState);
    const preview = past.findLast(({ type }) => type === "LinkPreviewAttached");
    const places = { editedPosition: edit?.position ?? null, previewPosition: preview?.position ?? null };
    return lineNow(line, state, places);
  }

  async announcement(revision: number): Promise<string | null> {
    const found = await Array.fromAsync(this.store.readStream("operations", { from: revision, limit: 1 }));
    const [event] = (await this.codec.decode(found)).map((each) => logged<AnnouncementEvent>(each));
    return event?.data.text ?? null;
  }

  readonly lines = {
    some: async (ids: readonly LineId[]): Promise<readonly Line[]> => {
      const found = await Promise.all(ids.map((id) => this.line(id)));
      return found.filter((line) => line !== null);
    },
  };

  #next(id: ConversationId): number {
    const next = (this.#sequences.get(id) ?? 0) + 1;
    this.#sequences.set(id, next);
    return next;
  }

  #inConversation(id: ConversationId, actor: UserId, event: ConversationEvent): Promise<Position> {
    return this.append({ stream: `conversation-${id}`, event, actor });
  }
}

interface Started {
  readonly by: UserId;
  readonly with?: readonly UserId[];
  readonly visibility?: Visibility;
  readonly historyVisibility?: HistoryVisibility;
}

interface Said {
  readonly by: UserId;
  readonly content?: string;
  readonly replyTo?: LineId;
}

interface Read {
  readonly by: UserId;
  readonly to: number;
  readonly toldTo?: "members" | "self";
}

function aboutMessage(messageId: LineId): { readonly conversationId: ConversationId; readonly messageId: LineId } {
  const place = locate(messageId);
  if (!place) throw new Error(`${messageId} is no line.`);
  return { conversationId: place.conversationId, messageId };
}

function linesOf(event: RecordedEvent): Line[] {
  return toldByEvent(event).entries.flatMap(({ line }) => (line ? [line] : []));
}
