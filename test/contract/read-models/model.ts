import type { Line } from "../../../src/domain/conversation/line.ts";
import { isLine, type ConversationEvent, type LineEvent } from "../../../src/domain/conversation/events.ts";
import type { Role } from "../../../src/domain/conversation/roles.ts";
import {
  conversationId,
  lineId,
  userId,
  type ConversationId,
  type LineId,
  type UserId,
} from "../../../src/domain/ids.ts";
import type { InboxEvent } from "../../../src/domain/inbox/events.ts";
import type { RecordedEvent } from "../../../src/event-store/port.ts";
import { logged, type Logged } from "../../../src/events/logged.ts";
import type { HeadForMe, MemberRow } from "../../../src/projections/reads.ts";
import type { Delivery } from "../../../src/wire/conversation.ts";

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

interface Talk {
  readonly started: Logged<Extract<ConversationEvent, { type: "ConversationStarted" }>>;
  name: string | null;
  description: string | null;
  /** By joining. */
  members: Joined[];
  readonly markers: Map<UserId, Markers>;
  readonly lines: Logged<LineEvent>[];
}

const saidAt = ({ at, imported }: Logged<ConversationEvent | InboxEvent>): string => imported?.originalAt ?? at;

/** What the read models must answer: everything kept as it happened, and counted anew for each question. */
export class Model {
  readonly talks = new Map<ConversationId, Talk>();

  constructor(events: readonly RecordedEvent[]) {
    for (const event of events) this.#take(event);
  }

  one(viewer: string, id: string): HeadForMe | null {
    const talk = this.talks.get(conversationId(id));
    const me = talk?.members.find((member) => member.userId === viewer);
    if (!talk || (!me && talk.started.data.visibility !== "public")) return null;
    const { kind, visibility, createdBy } = talk.started.data;
    const last = talk.lines.at(-1);
    const times = [talk.started, ...talk.lines].map(saidAt).toSorted();
    const readTo = me ? (talk.markers.get(me.userId)?.readTo ?? 0) : 0;
    return {
      head: {
        id: conversationId(id),
        kind,
        visibility,
        name: talk.name,
        description: talk.description,
        ownerIds: talk.members.filter(({ role }) => role === "owner").map((member) => member.userId),
        memberCount: talk.members.length,
        firstMemberIds: talk.members.slice(0, 5).map((member) => member.userId),
        lastLine: last ? { ...lineOf(last), clientMessageId: null } : null,
        lastSequence: last?.data.sequence ?? 0,
        createdBy,
        createdAt: saidAt(talk.started),
        updatedAt: times.at(-1) ?? "",
      },
      mine: {
        userId: userId(viewer),
        role: me?.role ?? null,
        unreadCount: me ? unread(talk, Math.max(readTo, me.sequence)) : 0,
        readTo,
        delivery: me ? delivery(talk, me.userId) : null,
      },
    };
  }

  /** Of one's conversations, or of the public rooms that one is no member of; newest activity first. */
  list(viewer: string, isJoined: boolean): readonly HeadForMe[] {
    return [...this.talks.keys()]
      .map((id) => this.one(viewer, id))
      .filter((each) => each !== null)
      .filter(({ mine }) => (mine.role !== null) === isJoined)
      .toSorted(({ head: one }, { head: other }) => {
        if (one.updatedAt !== other.updatedAt) return one.updatedAt > other.updatedAt ? -1 : 1;
        return one.id < other.id ? -1 : 1;
      });
  }

  members(id: string): readonly MemberRow[] {
    const talk = this.talks.get(conversationId(id));
    return (talk?.members ?? []).map(({ userId: user, role, at, addedBy }) => {
      const markers = talk?.markers.get(user) ?? unmoved();
      return { userId: user, role, joinedAt: at, addedBy, ...markers };
    });
  }

  lines(id: string): readonly Line[] {
    const talk = this.talks.get(conversationId(id));
    return (talk?.lines ?? []).map((line) => {
      const replyTo = line.type === "MessageSent" ? line.data.replyToId : undefined;
      const quoted = talk?.lines.find((other) => idOf(other) === replyTo);
      return { ...lineOf(line), quote: quoted ? lineOf(quoted) : null };
    });
  }

  #take(recorded: RecordedEvent): void {
    if (recorded.stream.startsWith("inbox-")) return this.#takeMarkers(logged<InboxEvent>(recorded));
    if (!recorded.stream.startsWith("conversation-")) return;
    const event = logged<ConversationEvent>(recorded);
    const id = conversationId(event.stream.slice("conversation-".length));
    if (event.type === "ConversationStarted") this.talks.set(id, begun(event));
    if (event.type === "ConversationDeleted") this.talks.delete(id);
    const talk = this.talks.get(id);
    if (!talk || !isLine(event)) return;
    talk.lines.push(event);
    takeLine(talk, event);
  }

  #takeMarkers(event: Logged<InboxEvent>): void {
    const { conversationId: id, userId: user, readTo, deliveredTo } = event.data;
    const talk = this.talks.get(id);
    if (talk) advance(talk, user, { readTo, deliveredTo, at: saidAt(event) });
  }
}

function begun(event: Talk["started"]): Talk {
  const { members, createdBy, name = null, description = null } = event.data;
  const joined = members.map(({ userId: user, role }): Joined => {
    return { userId: user, role, at: saidAt(event), addedBy: user === createdBy ? null : createdBy, sequence: 0 };
  });
  return { started: event, name, description, members: joined, markers: new Map(), lines: [] };
}

function takeLine(talk: Talk, event: Logged<LineEvent>): void {
  const { sequence } = event.data;
  const join = (user: UserId, role: Role, addedBy: UserId | null): void => {
    talk.members.push({ userId: user, role, at: saidAt(event), addedBy, sequence });
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
    case "MemberRemoved": {
      const gone = event.data.userId;
      talk.members = talk.members.filter((member) => member.userId !== gone);
    }
  }
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

function unread({ lines }: Talk, after: number): number {
  return lines.filter(
    ({ type, data, imported }) => type === "MessageSent" && data.sequence > after && (imported?.countsAsUnread ?? true),
  ).length;
}

function delivery({ members, markers, lines }: Talk, me: UserId): Delivery | null {
  const last = lines.at(-1);
  if (last?.type !== "MessageSent" || last.actor !== me) return null;
  if (members.length > 50) return "sent";
  const others = members.filter((member) => member.userId !== me).map((member) => markers.get(member.userId));
  if (others.every((each) => (each?.readTo ?? 0) >= last.data.sequence)) return "read";
  return others.every((each) => (each?.deliveredTo ?? 0) >= last.data.sequence) ? "delivered" : "sent";
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
  };
}
