import { untouched, type Line } from "../../../src/domain/conversation/line.ts";
import { mayRead, mayReadLine } from "../../../src/domain/conversation/access.ts";
import type { Conversation } from "../../../src/domain/conversation/conversation.ts";
import { conversations } from "../../../src/domain/conversation/decider.ts";
import { isLine, type ConversationEvent, type LineEvent, type Words } from "../../../src/domain/conversation/events.ts";
import type { Role } from "../../../src/domain/conversation/roles.ts";
import {
  conversationId,
  lineId,
  userId,
  type ConversationId,
  type LineId,
  type UserId,
} from "../../../src/domain/ids.ts";
import type { InboxEvent, NotifyLevel } from "../../../src/domain/inbox/events.ts";
import { messages } from "../../../src/domain/message/decider.ts";
import type { MessageEvent } from "../../../src/domain/message/events.ts";
import { lineNow } from "../../../src/domain/message/line-now.ts";
import type { Message } from "../../../src/domain/message/message.ts";
import type { ScheduledEvent } from "../../../src/domain/scheduled/events.ts";
import type { RecordedEvent } from "../../../src/event-store/port.ts";
import { logged, type Logged } from "../../../src/events/logged.ts";
import type { HeadForMe } from "../../../src/projections/reads/conversations.ts";
import type { MemberRow } from "../../../src/projections/reads/members.ts";
import type { Delivery, Mine } from "../../../src/wire/conversation.ts";
import { ScheduledModel } from "./scheduled-model.ts";

interface Joined {
  readonly userId: UserId;
  readonly role: Role;
  readonly at: string;
  readonly addedBy: UserId | null;
  readonly sequence: number;
}

interface Markers {
  readTo: number;
  readAt: string | null;
  deliveredTo: number;
  deliveredAt: string | null;
}

/** What somebody set in their stay. */
interface Own {
  isMuted: boolean;
  notify: NotifyLevel;
  archivedUpTo: number | null;
  hiddenUpTo: number | null;
  unreadFrom: number | null;
}

interface Talk {
  readonly started: Logged<Extract<ConversationEvent, { type: "ConversationStarted" }>>;
  name: string | null;
  description: string | null;
  /** By joining. */
  members: Joined[];
  readonly markers: Map<UserId, Markers>;
  readonly own: Map<UserId, Own>;
  readonly lines: Logged<LineEvent>[];
}

const saidAt = ({ at, imported }: Logged<ConversationEvent | InboxEvent>): string => imported?.originalAt ?? at;

/** What the read models must answer: everything kept as it happened, and counted anew for each question. */
export class Model {
  readonly talks = new Map<ConversationId, Talk>();
  readonly scheduled = new ScheduledModel();
  /** As the rules know them, who say who may read and who has which role. */
  readonly #states = new Map<ConversationId, Conversation>();
  readonly #messages = new Map<LineId, Message>();
  /** The positions of the last ones. */
  readonly #edits = new Map<LineId, bigint>();
  readonly #previews = new Map<LineId, bigint>();

  constructor(events: readonly RecordedEvent[]) {
    for (const event of events) this.#take(event);
  }

  one(viewer: string, id: string): HeadForMe | null {
    const talk = this.talks.get(conversationId(id));
    const me = talk?.members.find((member) => member.userId === viewer);
    const state = this.#states.get(conversationId(id));
    if (!talk || !state || !mayRead(state, userId(viewer))) return null;
    const { kind, createdBy } = talk.started.data;
    const { visibility, historyVisibility, incident } = state;
    const isHidden = historyVisibility === "joined" && !me;
    const last = talk.lines.at(-1);
    const lastNow = last && this.#now(last);
    const times = [talk.started, ...talk.lines].map(saidAt).toSorted();
    const readTo = me ? (talk.markers.get(me.userId)?.readTo ?? 0) : 0;
    return {
      head: {
        id: conversationId(id),
        kind,
        visibility,
        historyVisibility,
        incident,
        name: talk.name,
        description: talk.description,
        ownerIds: state.owners,
        memberCount: talk.members.length,
        firstMemberIds: talk.members.slice(0, 5).map((member) => member.userId),
        lastLine: lastNow && !isHidden ? lastOf(lastNow) : null,
        lastSequence: last?.data.sequence ?? 0,
        createdBy,
        createdAt: saidAt(talk.started),
        updatedAt: times.at(-1) ?? "",
      },
      mine: {
        userId: userId(viewer),
        role: (me && state.members.get(me.userId)?.role) ?? null,
        mutedUntil: (me && muteOf(state, me.userId)) ?? null,
        unreadCount: me ? unread(talk, me, readTo) : 0,
        mentionCount: me ? this.#mentionsAfter(talk, me, unreadAfter(talk, me, readTo)) : 0,
        ...ownOf(talk, me),
        readTo,
        delivery: me ? delivery(talk, me.userId) : null,
        draft: null,
      },
    };
  }

  /** Of one's conversations, or of the public rooms that one is no member of; newest activity first. */
  list(viewer: string, isJoined: boolean, { isArchived = false } = {}): readonly HeadForMe[] {
    return [...this.talks.keys()]
      .filter((id) => !this.#isHidden(viewer, id))
      .map((id) => this.one(viewer, id))
      .filter((each) => each !== null)
      .filter(({ mine }) => (mine.role !== null) === isJoined && mine.isArchived === isArchived)
      .toSorted(({ head: one }, { head: other }) => {
        if (one.updatedAt !== other.updatedAt) return one.updatedAt > other.updatedAt ? -1 : 1;
        return one.id < other.id ? -1 : 1;
      });
  }

  #isHidden(viewer: string, id: ConversationId): boolean {
    const talk = this.talks.get(id);
    const upTo = talk?.own.get(userId(viewer))?.hiddenUpTo ?? null;
    return upTo !== null && (talk?.lines.length ?? 0) <= upTo;
  }

  members(id: string): readonly MemberRow[] {
    const talk = this.talks.get(conversationId(id));
    const state = this.#states.get(conversationId(id));
    return (talk?.members ?? []).map(({ userId: user, role: first, at, addedBy }) => {
      const markers = talk?.markers.get(user) ?? unmoved();
      const role = state?.members.get(user)?.role ?? first;
      return { mutedUntil: state ? muteOf(state, user) : null, userId: user, role, joinedAt: at, addedBy, ...markers };
    });
  }

  banned(id: string): readonly string[] {
    return [...(this.#states.get(conversationId(id))?.banned.keys() ?? [])].toSorted();
  }

  /** The newest first. */
  pins(id: string): readonly LineId[] {
    return this.#states.get(conversationId(id))?.pins.toReversed() ?? [];
  }

  lines(id: string, viewer: string): readonly Line[] {
    const talk = this.talks.get(conversationId(id));
    return (talk?.lines ?? []).map((line) => {
      const replyTo = line.type === "MessageSent" ? line.data.replyToId : undefined;
      const quoted = talk?.lines.find((other) => idOf(other) === replyTo);
      return { ...this.#now(line, viewer), quote: quoted ? this.#now(quoted) : null };
    });
  }

  /** The newest first. */
  mentioning(viewer: string): readonly LineId[] {
    const found = [...this.talks].flatMap(([id, talk]) => {
      const me = talk.members.find((member) => member.userId === viewer);
      const state = this.#states.get(id);
      return talk.lines.filter((line) => {
        const { mentions = [], mentionsAll = false } = this.#wordsNow(line);
        const { sequence } = line.data;
        if (mentionsAll && me && sequence > me.sequence && line.actor !== me.userId) return true;
        return mentions.includes(userId(viewer)) && state && mayReadLine(state, userId(viewer), sequence);
      });
    });
    return found.toSorted((a, b) => (a.position > b.position ? -1 : 1)).map(idOf);
  }

  #mentionsAfter(talk: Talk, me: Joined, sequence: number): number {
    const others = talk.lines.filter((line) => line.data.sequence > sequence && line.actor !== me.userId);
    return others.filter((line) => {
      const { mentions = [], mentionsAll = false } = this.#wordsNow(line);
      return mentionsAll || mentions.includes(me.userId);
    }).length;
  }

  #wordsNow(line: Logged<LineEvent>): Partial<Words> {
    const { event } = this.#now(line);
    return event.type === "MessageSent" ? event.data : {};
  }

  #now(line: Logged<LineEvent>, viewer?: string): Line {
    const asSaid = lineOf(line);
    const id = idOf(line);
    const isPinned = this.#states.get(asSaid.conversationId)?.pins.includes(id) ?? false;
    const message = this.#messages.get(id) ?? messages.initialState;
    const editedPosition = this.#edits.get(id) ?? null;
    const previewPosition = this.#previews.get(id) ?? null;
    const places = { editedPosition, previewPosition };
    const now = lineNow(asSaid, message, { isPinned, ...places, ...(viewer && { viewer: userId(viewer) }) });
    return { ...now, since: { ...now.since, isPinned } };
  }

  #takeMessageEvent(event: Logged<MessageEvent>): void {
    const id = event.data.messageId;
    this.#messages.set(id, messages.evolve(this.#messages.get(id) ?? messages.initialState, event));
    if (event.type === "MessageEdited") this.#edits.set(id, event.position);
    if (event.type === "LinkPreviewAttached") this.#previews.set(id, event.position);
  }

  #take(recorded: RecordedEvent): void {
    if (recorded.stream.startsWith("inbox-")) return this.#takeInboxEvent(logged<InboxEvent>(recorded));
    if (recorded.stream.startsWith("message-")) return this.#takeMessageEvent(logged<MessageEvent>(recorded));
    if (recorded.stream.startsWith("scheduled-")) return this.scheduled.take(logged<ScheduledEvent>(recorded));
    if (!recorded.stream.startsWith("conversation-")) return;
    const event = logged<ConversationEvent>(recorded);
    const id = conversationId(event.stream.slice("conversation-".length));
    this.#states.set(id, conversations.evolve(this.#states.get(id) ?? conversations.initialState, event));
    if (event.type === "ConversationStarted") this.talks.set(id, begun(event));
    if (event.type === "ConversationDeleted") this.talks.delete(id);
    const talk = this.talks.get(id);
    if (!talk || !isLine(event)) return;
    talk.lines.push(event);
    takeLine(talk, event);
  }

  #takeInboxEvent(event: Logged<InboxEvent>): void {
    const { conversationId: id, userId: user } = event.data;
    const talk = this.talks.get(id);
    if (!talk) return;
    if (event.type === "MarkersAdvanced") {
      const { readTo, deliveredTo } = event.data;
      return advance(talk, user, { readTo, deliveredTo, at: saidAt(event) });
    }
    talk.own.set(user, ownAfter(talk.own.get(user) ?? nothingSet, event));
  }
}

function begun(event: Talk["started"]): Talk {
  const { members, createdBy, name = null, description = null } = event.data;
  const joined = members.map(({ userId: user, role }): Joined => {
    return { userId: user, role, at: saidAt(event), addedBy: user === createdBy ? null : createdBy, sequence: 0 };
  });
  return { started: event, name, description, members: joined, markers: new Map(), own: new Map(), lines: [] };
}

function takeLine(talk: Talk, event: Logged<LineEvent>): void {
  const { sequence } = event.data;
  const join = (user: UserId, role: Role, addedBy: UserId | null): void => {
    talk.members.push({ userId: user, role, at: saidAt(event), addedBy, sequence });
    talk.own.delete(user);
  };
  switch (event.type) {
    case "MessageSent":
      return advance(talk, event.data.senderId, { readTo: sequence, deliveredTo: sequence, at: saidAt(event) });
    case "ConversationRenamed":
      if (event.data.name !== undefined) talk.name = orNone(event.data.name);
      if (event.data.description !== undefined) talk.description = orNone(event.data.description);
      return;
    case "MembersAdded":
      for (const user of event.data.userIds) join(user, event.data.role, event.data.addedBy);
      return;
    case "MemberJoined":
      return join(event.data.userId, "member", null);
    case "MemberLeft":
    case "PersonBanned":
    case "MemberRemoved": {
      const gone = event.data.userId;
      talk.members = talk.members.filter((member) => member.userId !== gone);
      return;
    }
    case "IncidentChanged":
    case "MessagePinned":
    case "OwnershipHandedOver":
    case "VisibilityChanged": // as the rules know them
  }
}

/** What has passed is none. */
function muteOf({ members }: Conversation, user: UserId): string | null {
  const until = members.get(user)?.mutedUntil ?? null;
  return until !== null && until > new Date().toISOString() ? until : null;
}

const orNone = (text: string | null): string | null => (text === "" ? null : text);

const unmoved = (): Markers => ({ readTo: 0, readAt: null, deliveredTo: 0, deliveredAt: null });

function advance(
  talk: Talk,
  user: UserId,
  { readTo = 0, deliveredTo = 0, at }: { readTo?: number | undefined; deliveredTo?: number | undefined; at: string },
): void {
  const markers = talk.markers.get(user) ?? unmoved();
  talk.markers.set(user, markers);
  if (readTo > markers.readTo) Object.assign(markers, { readTo, readAt: at });
  if (deliveredTo > markers.deliveredTo) Object.assign(markers, { deliveredTo, deliveredAt: at });
}

const nothingSet: Own = { isMuted: false, notify: "all", archivedUpTo: null, hiddenUpTo: null, unreadFrom: null };

function ownAfter(own: Own, { type, data }: InboxEvent): Own {
  switch (type) {
    case "MarkersAdvanced":
      return own;
    case "MarkedUnread":
      return { ...own, unreadFrom: data.from };
    case "UnreadMarkCleared":
      return { ...own, unreadFrom: null };
    case "ConversationHidden":
      return { ...own, hiddenUpTo: data.upTo };
    case "InboxSettingsChanged": {
      const { isMuted = own.isMuted, notify = own.notify, isArchived, upTo } = data;
      if (isArchived === undefined) return { ...own, isMuted, notify };
      return { ...own, isMuted, notify, archivedUpTo: isArchived ? upTo : null };
    }
  }
}

function ownOf(talk: Talk, me: Joined | undefined): Pick<Mine, "isMuted" | "isArchived" | "notify" | "unreadFrom"> {
  const own = (me && talk.own.get(me.userId)) ?? nothingSet;
  const { isMuted, notify, unreadFrom, archivedUpTo: upTo } = own;
  const isArchived = upTo !== null && (isMuted || countable(talk).every(({ data }) => data.sequence <= upTo));
  return { isMuted, notify, unreadFrom, isArchived };
}

const countable = ({ lines }: Talk): readonly Logged<LineEvent>[] =>
  lines.filter(({ type, imported }) => type === "MessageSent" && (imported?.countsAsUnread ?? true));

function unreadAfter(talk: Talk, me: Joined, readTo: number): number {
  const from = talk.own.get(me.userId)?.unreadFrom ?? null;
  const read = Math.max(readTo, me.sequence);
  return Math.min(read, from === null ? read : from - 1);
}

function unread(talk: Talk, me: Joined, readTo: number): number {
  const from = talk.own.get(me.userId)?.unreadFrom ?? null;
  const after = unreadAfter(talk, me, readTo);
  const others = countable(talk).filter(({ actor }) => from === null || actor !== me.userId);
  return others.filter(({ data }) => data.sequence > after).length;
}

function delivery({ members, markers, lines }: Talk, me: UserId): Delivery | null {
  const last = lines.at(-1);
  if (last?.type !== "MessageSent" || last.actor !== me) return null;
  if (members.length > 50) return "sent";
  const others = members.filter((member) => member.userId !== me).map((member) => markers.get(member.userId));
  if (others.every((each) => (each?.readTo ?? 0) >= last.data.sequence)) return "read";
  return others.every((each) => (each?.deliveredTo ?? 0) >= last.data.sequence) ? "delivered" : "sent";
}

/** What a list shows of it. */
function lastOf({ event, since: { deleted }, ...line }: Line): Line {
  const since = { ...untouched, deleted };
  if (event.type !== "MessageSent") return { ...line, event, since: untouched, clientMessageId: null };
  const { html: _html, data: _data, mentions: _mentions, mentionsAll: _all, ...data } = event.data;
  return { ...line, event: { ...event, data }, since, clientMessageId: null };
}

const idOf = (line: Logged<LineEvent>): LineId =>
  lineId({ conversationId: conversationId(line.stream.slice("conversation-".length)), revision: line.revision });

function lineOf(line: Logged<LineEvent>): Line {
  const { type, data, revision, position, actor, key } = line;
  return {
    conversationId: conversationId(line.stream.slice("conversation-".length)),
    revision,
    position,
    event: { type, data } as LineEvent,
    actor,
    createdAt: saidAt(line),
    clientMessageId: key?.name ?? null,
    quote: null,
    since: untouched,
  };
}
