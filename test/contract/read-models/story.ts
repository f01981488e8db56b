import { randomUUID } from "node:crypto";
import { banPerson } from "../../../src/domain/conversation/ban-person.ts";
import { changeConversation, type ChangeConversation } from "../../../src/domain/conversation/change.ts";
import { changeMember, type ChangeMember } from "../../../src/domain/conversation/change-member.ts";
import { pinMessage, unpinMessage } from "../../../src/domain/conversation/pin.ts";
import { unbanPerson } from "../../../src/domain/conversation/unban-person.ts";
import { addMembers } from "../../../src/domain/conversation/add-members.ts";
import type { Conversation } from "../../../src/domain/conversation/conversation.ts";
import { conversations } from "../../../src/domain/conversation/decider.ts";
import { deleteConversation } from "../../../src/domain/conversation/delete.ts";
import { isLine, type ConversationEvent } from "../../../src/domain/conversation/events.ts";
import { joinConversation } from "../../../src/domain/conversation/join.ts";
import { leaveConversation } from "../../../src/domain/conversation/leave.ts";
import { removeMember } from "../../../src/domain/conversation/remove-member.ts";
import { renameConversation } from "../../../src/domain/conversation/rename.ts";
import type { Role } from "../../../src/domain/conversation/roles.ts";
import { sendMessage, type SendMessage } from "../../../src/domain/conversation/send.ts";
import { startConversation, type StartConversation } from "../../../src/domain/conversation/start.ts";
import type { Decision, DomainEvent } from "../../../src/domain/decision.ts";
import {
  conversationId,
  lineId,
  userId,
  type ConversationId,
  type LineId,
  type UserId,
} from "../../../src/domain/ids.ts";
import { advanceMarkers, type AdvanceMarkers } from "../../../src/domain/inbox/advance-markers.ts";
import { changeSettings, type ChangeSettings } from "../../../src/domain/inbox/change-settings.ts";
import { inboxes } from "../../../src/domain/inbox/decider.ts";
import type { InboxEvent } from "../../../src/domain/inbox/events.ts";
import { hideConversation } from "../../../src/domain/inbox/hide.ts";
import type { Inbox } from "../../../src/domain/inbox/inbox.ts";
import { markUnread } from "../../../src/domain/inbox/mark-unread.ts";
import { messages } from "../../../src/domain/message/decider.ts";
import { deleteMessage } from "../../../src/domain/message/delete.ts";
import { editMessage } from "../../../src/domain/message/edit.ts";
import type { MessageEvent } from "../../../src/domain/message/events.ts";
import type { Message } from "../../../src/domain/message/message.ts";
import type { Origin, OriginLine } from "../../../src/domain/message/origin.ts";
import { attachPreview, removePreview, type PageWords } from "../../../src/domain/message/link-preview.ts";
import { react, takeBackReactions } from "../../../src/domain/message/react.ts";
import type { SaidWords } from "../../../src/domain/message/words.ts";
import type { Imported, Recorded } from "../../../src/domain/recorded.ts";
import { changeProfile, type ChangeProfile } from "../../../src/domain/user/change-profile.ts";
import { cancelScheduled } from "../../../src/domain/scheduled/cancel.ts";
import { scheduledSends } from "../../../src/domain/scheduled/decider.ts";
import type { ScheduledEvent } from "../../../src/domain/scheduled/events.ts";
import { changeScheduled, scheduleSend } from "../../../src/domain/scheduled/schedule.ts";
import type { Scheduled } from "../../../src/domain/scheduled/scheduled.ts";
import { settle, takeDue } from "../../../src/domain/scheduled/settle.ts";
import { users } from "../../../src/domain/user/decider.ts";
import { registerUser, type RegisterUser } from "../../../src/domain/user/register.ts";
import { Codec } from "../../../src/event-store/codec/codec.ts";
import { KeysInMemory } from "../../../src/event-store/codec/keys-in-memory.ts";
import { MemoryEventStore } from "../../../src/event-store/memory/memory-event-store.ts";
import type { JsonObject, RecordedEvent } from "../../../src/event-store/port.ts";
import { eventTypes } from "../../../src/events/index.ts";

interface Decider<State, Event extends DomainEvent> {
  readonly initialState: State;
  readonly evolve: (state: State, event: Recorded<Event>) => State;
}

interface Cause {
  readonly actor: string;
  readonly key?: string | undefined;
  readonly imported?: Imported | undefined;
}

type Start = Partial<Omit<StartConversation, "actor" | "memberIds">> & { readonly with?: readonly string[] };

interface More {
  readonly replyTo?: LineId | undefined;
  /** Beside its text. */
  readonly says?: Partial<Omit<SendMessage, "actor" | "content">>;
}

interface Scheduling {
  readonly name: string;
  readonly content: string;
  readonly sendAt: string;
}

interface AboutMessage {
  readonly actor: UserId;
  readonly conversationId: ConversationId;
  readonly messageId: LineId;
}

/** When it is decided whether a mute lasts: nobody's is over in a story. */
const storyAt = new Date(Date.UTC(2026, 10, 30)).toISOString();

/** What people do, decided by the domain and written through the codec to a log in memory, a second apart. */
export class Story {
  readonly keys = new KeysInMemory();
  readonly store = new MemoryEventStore();
  readonly codec = new Codec(eventTypes, this.keys);
  readonly #states = new Map<string, unknown>();
  readonly #revisions = new Map<string, number>();
  readonly #lines = new Map<LineId, OriginLine>();
  readonly #secondsApart: number;
  #seconds = 0;

  constructor({ secondsApart = 1 }: { readonly secondsApart?: number } = {}) {
    this.#secondsApart = secondsApart;
  }

  /** All that happened, as projectors are handed it. */
  async events(): Promise<RecordedEvent[]> {
    return this.codec.decode(await Array.fromAsync(this.store.readAll({ after: 0n })));
  }

  membersOf(id: string): readonly string[] {
    return [...this.#stateOf<Conversation>(conversations, `conversation-${id}`).members.keys()].toSorted();
  }

  lastSequenceIn(id: string): number {
    return this.#stateOf<Conversation>(conversations, `conversation-${id}`).lastSequence;
  }

  async registers(user: string, names: Partial<Omit<RegisterUser, "userId">> = {}): Promise<void> {
    const command = { userId: userId(user), username: user, displayName: user, ...names };
    await this.#decide(users, `user-${user}`, { actor: user }, (state) => registerUser(command, state));
  }

  async changesProfile(user: string, changes: Omit<ChangeProfile, "actor">): Promise<void> {
    const command = { actor: userId(user), ...changes };
    await this.#decide(users, `user-${user}`, { actor: user }, (state) => changeProfile(command, state));
  }

  async starts(actor: string, id: string, { with: others = [], ...start }: Start = {}): Promise<ConversationId> {
    const command = { kind: "group" as const, ...start, actor: userId(actor), memberIds: others.map(userId) };
    await this.#inConversation(id, { actor }, (state) => startConversation(command, state));
    return conversationId(id);
  }

  /** @returns its id, null where it was refused. */
  async sends(
    actor: string,
    id: string,
    content: string,
    { replyTo, says, ...cause }: Omit<Cause, "actor"> & More = {},
  ): Promise<LineId | null> {
    const command = {
      actor: userId(actor),
      conversationId: conversationId(id),
      content,
      ...says,
      ...(replyTo !== undefined && { replyToId: replyTo }),
    };
    const sent = await this.#inConversation(id, { actor, ...cause }, (state) =>
      sendMessage(command, state, { replyTo: { sequence: 1, type: "MessageSent" } }),
    );
    return sent === null ? null : lineId({ conversationId: conversationId(id), revision: sent });
  }

  /** Of the line at a revision, where there is one. */
  async edits(actor: string, id: string, revision: number, words: SaidWords): Promise<void> {
    const windows = { direct: 0, group: 0, room: 0, incident: 0 };
    await this.#onMessage(actor, id, revision, (command, message, origin) =>
      editMessage({ ...command, ...words }, message, { ...origin, at: storyAt, windows }),
    );
  }

  async deletesMessage(actor: string, id: string, revision: number): Promise<void> {
    await this.#onMessage(actor, id, revision, deleteMessage);
  }

  async reacts(actor: string, id: string, revision: number, emoji: string): Promise<void> {
    await this.#onMessage(actor, id, revision, (command, message, origin) =>
      react({ ...command, emoji }, message, { ...origin, at: storyAt, allowed: "any" }),
    );
  }

  async attachesPreview(
    actor: string,
    id: string,
    revision: number,
    words: PageWords & { url: string },
  ): Promise<void> {
    await this.#onMessage(actor, id, revision, (command, message, origin) =>
      attachPreview({ ...command, ...words }, message, origin),
    );
  }

  async removesPreview(actor: string, id: string, revision: number): Promise<void> {
    await this.#onMessage(actor, id, revision, removePreview);
  }

  async takesBackReactions(actor: string, id: string, revision: number): Promise<void> {
    await this.#onMessage(actor, id, revision, takeBackReactions);
  }

  async adds(actor: string, id: string, userIds: readonly string[], role: Role = "member"): Promise<void> {
    const command = { actor: userId(actor), userIds: userIds.map(userId), role };
    await this.#inConversation(id, { actor }, (state) => addMembers(command, state));
  }

  async removes(actor: string, id: string, user: string): Promise<void> {
    const command = { actor: userId(actor), userId: userId(user) };
    await this.#inConversation(id, { actor }, (state) => removeMember(command, state));
  }

  async joins(actor: string, id: string): Promise<void> {
    await this.#inConversation(id, { actor }, (state) => joinConversation({ actor: userId(actor) }, state));
  }

  async leaves(actor: string, id: string): Promise<void> {
    await this.#inConversation(id, { actor }, (state) => leaveConversation({ actor: userId(actor) }, state));
  }

  async renames(actor: string, id: string, names: { name?: string; description?: string }): Promise<void> {
    const command = { actor: userId(actor), ...names };
    await this.#inConversation(id, { actor }, (state) => renameConversation(command, state));
  }

  async changes(actor: string, id: string, changes: Omit<ChangeConversation, "actor">): Promise<void> {
    const command = { actor: userId(actor), ...changes };
    await this.#inConversation(id, { actor }, (state) => changeConversation(command, state, { at: storyAt }));
  }

  async changesMember(
    actor: string,
    id: string,
    { user, ...changes }: Pick<ChangeMember, "role" | "mutedUntil"> & { readonly user: string },
  ): Promise<void> {
    const command = { actor: userId(actor), userId: userId(user), ...changes };
    await this.#inConversation(id, { actor }, (state) => changeMember(command, state, { at: storyAt }));
  }

  async bans(actor: string, id: string, user: string): Promise<void> {
    const command = { actor: userId(actor), userId: userId(user), reason: "spam" };
    await this.#inConversation(id, { actor }, (state) => banPerson(command, state));
  }

  async unbans(actor: string, id: string, user: string): Promise<void> {
    const command = { actor: userId(actor), userId: userId(user) };
    await this.#inConversation(id, { actor }, (state) => unbanPerson(command, state));
  }

  /** Whatever stands at that revision. */
  async pins(actor: string, id: string, revision: number): Promise<void> {
    const [command, context] = this.#pinning(actor, id, revision);
    await this.#inConversation(id, { actor }, (state) => pinMessage(command, state, context));
  }

  async unpins(actor: string, id: string, revision: number): Promise<void> {
    const [command, context] = this.#pinning(actor, id, revision);
    await this.#inConversation(id, { actor }, (state) => unpinMessage(command, state, context));
  }

  #pinning(actor: string, id: string, revision: number) {
    const messageId = lineId({ conversationId: conversationId(id), revision });
    const line = { sequence: revision, type: "MessageSent", isDeleted: false } as const;
    return [
      { actor: userId(actor), messageId },
      { at: storyAt, line },
    ] as const;
  }

  /** Of that name there, once; of one that waits already the words and the time are changed. */
  async schedules(actor: string, id: string, { name, ...said }: Scheduling): Promise<void> {
    const command = { actor: userId(actor), conversationId: conversationId(id), ...said };
    const conversation = this.#stateOf<Conversation>(conversations, `conversation-${id}`);
    const context = { conversation, send: { replyTo: null }, at: storyAt, waiting: 0 };
    await this.#ofScheduled(actor, `${id}-${name}`, (state) =>
      state.status === "missing" ? scheduleSend(command, state, context) : changeScheduled(command, state, context),
    );
  }

  async cancels(actor: string, id: string, name: string): Promise<void> {
    await this.#ofScheduled(actor, `${id}-${name}`, (state) => cancelScheduled({ actor: userId(actor) }, state));
  }

  /** It is taken, sent under the rules of that time, and what became of it is kept. */
  async comesDue(id: string, name: string): Promise<void> {
    const stream = `${id}-${name}`;
    const { userId: author, message } = this.#stateOf<Scheduled>(scheduledSends, `scheduled-${stream}`);
    if (author === null || message === null) return;
    await this.#ofScheduled(author, stream, (state) => takeDue(state, { at: message.sendAt }));
    if (this.#stateOf<Scheduled>(scheduledSends, `scheduled-${stream}`).status !== "taken") return;
    const messageId = await this.sends(author, id, message.content ?? "", { key: stream });
    await this.#ofScheduled(author, stream, (state) =>
      settle(messageId === null ? { kind: "refused", code: "not_found" } : { kind: "sent", messageId }, state),
    );
  }

  async #ofScheduled(
    actor: string,
    stream: string,
    decide: (state: Scheduled) => Decision<ScheduledEvent>,
  ): Promise<void> {
    await this.#decide<Scheduled, ScheduledEvent>(scheduledSends, `scheduled-${stream}`, { actor }, decide);
  }

  async deletes(actor: string, id: string): Promise<void> {
    await this.#inConversation(id, { actor }, (state) => deleteConversation({ actor: userId(actor) }, state));
  }

  async marks(actor: string, id: string, markers: Pick<AdvanceMarkers, "readTo" | "deliveredTo">): Promise<void> {
    const command = { actor: userId(actor), conversationId: conversationId(id), ...markers };
    await this.#inInbox(actor, id, (inbox, known) => advanceMarkers(command, inbox, known));
  }

  async marksUnread(actor: string, id: string, from: number): Promise<void> {
    const command = { actor: userId(actor), conversationId: conversationId(id), from };
    await this.#inInbox(actor, id, (inbox, known) => markUnread(command, inbox, known));
  }

  async settles(actor: string, id: string, wish: Omit<ChangeSettings, "actor" | "conversationId">): Promise<void> {
    const command = { actor: userId(actor), conversationId: conversationId(id), ...wish };
    await this.#inInbox(actor, id, (inbox, known) => changeSettings(command, inbox, known));
  }

  async hides(actor: string, id: string): Promise<void> {
    const command = { actor: userId(actor), conversationId: conversationId(id) };
    await this.#inInbox(actor, id, (inbox, known) => hideConversation(command, inbox, known));
  }

  /** Writes an event as no decider would. */
  async writes(stream: string, event: DomainEvent<string, JsonObject>, cause: Cause): Promise<void> {
    const metadata = this.#metadata(cause);
    const revision = this.#revisions.get(stream) ?? -1;
    const encoded = await this.codec.encode(stream, [{ id: randomUUID(), ...event, metadata }]);
    await this.store.append(stream, encoded, revision < 0 ? "none" : revision);
    this.#revisions.set(stream, revision + 1);
  }

  async #onMessage(
    actor: string,
    id: string,
    revision: number,
    decide: (command: AboutMessage, message: Message, origin: Origin) => Decision<MessageEvent>,
  ): Promise<void> {
    const messageId = lineId({ conversationId: conversationId(id), revision });
    const conversation = this.#stateOf<Conversation>(conversations, `conversation-${id}`);
    const origin = { line: this.#lines.get(messageId) ?? null, conversation };
    const command = { actor: userId(actor), conversationId: conversationId(id), messageId };
    await this.#decide<Message, MessageEvent>(messages, `message-${messageId}`, { actor }, (message) =>
      decide(command, message, origin),
    );
  }

  async #inInbox(
    actor: string,
    id: string,
    decide: (inbox: Inbox, context: { readonly conversation: Conversation }) => Decision<InboxEvent>,
  ): Promise<void> {
    const conversation = this.#stateOf<Conversation>(conversations, `conversation-${id}`);
    await this.#decide<Inbox, InboxEvent>(inboxes, `inbox-${id}-${actor}`, { actor }, (inbox) =>
      decide(inbox, { conversation }),
    );
  }

  /** @returns the revision of its last event that is a line; null where there is none. */
  async #inConversation(
    id: string,
    cause: Cause,
    decide: (state: Conversation) => Decision<ConversationEvent>,
  ): Promise<number | null> {
    const events = await this.#decide<Conversation, ConversationEvent>(
      conversations,
      `conversation-${id}`,
      cause,
      decide,
    );
    for (const event of events)
      if (isLine(event))
        this.#lines.set(lineId({ conversationId: conversationId(id), revision: event.revision }), event);
    return events.findLast((event) => isLine(event))?.revision ?? null;
  }

  async #decide<State, Event extends DomainEvent>(
    decider: Decider<State, Event>,
    stream: string,
    cause: Cause,
    decide: (state: State) => Decision<Event>,
  ): Promise<readonly Recorded<Event>[]> {
    const decision = decide(this.#stateOf(decider, stream));
    if (decision.kind === "refused") return [];
    const happened: Recorded<Event>[] = [];
    for (const event of decision.events) {
      const { type, data } = event as DomainEvent<string, JsonObject>;
      await this.writes(stream, { type, data }, cause);
      const revision = this.#revisions.get(stream) ?? 0;
      const recorded = { ...event, id: "", revision, ...this.#metadata(cause) } as unknown as Recorded<Event>;
      this.#states.set(stream, decider.evolve(this.#stateOf(decider, stream), recorded));
      happened.push(recorded);
    }
    this.#seconds += this.#secondsApart;
    return happened;
  }

  #stateOf<State>({ initialState }: { readonly initialState: State }, stream: string): State {
    return (this.#states.get(stream) as State | undefined) ?? initialState;
  }

  #metadata({ actor, key, imported }: Cause): JsonObject {
    return {
      at: new Date(Date.UTC(2026, 10, 30, 12) + this.#seconds * 1_000).toISOString(),
      actor,
      ...(key !== undefined && { key: { name: key, body: "mac" } }),
      ...(imported && { imported: { ...imported } }),
    };
  }
}
