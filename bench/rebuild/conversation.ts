import { randomBytes, randomUUID } from "node:crypto";
import { conversationId, lineId, userId, type ConversationId, type UserId } from "../../src/domain/ids.ts";
import type { JsonObject, NewEvent } from "../../src/event-store/port.ts";

const firstMoment = Date.UTC(2026, 0, 1);
const sayings = [
  "Yes.",
  "See you at the station, ten past six, the second exit.",
  "The figures of last week are in the folder; two of them look wrong to me, could somebody go over them?",
  "Ça va, à demain !",
  "I have read it twice now and I still think that the second half should come first, because whoever opens it looks for the answer and not for how we got there. What do the others say?",
  "好的，明天見。",
  "Thanks, that was it.",
];

export interface Batch {
  readonly stream: string;
  readonly events: NewEvent[];
  /** The stream's length before. */
  readonly revision: number;
}

/** A conversation as people have it: messages with keys, a reply in ten, a system line in forty, a marker in forty. */
export class Conversation {
  readonly id: ConversationId = conversationId(randomUUID());
  readonly #members: readonly UserId[];
  readonly #markers = new Map<string, number>();
  #revision = 0;
  #sequence = 0;
  #messages = 0;

  /** @param members the first one starts it; at least one */
  constructor(members: readonly UserId[]) {
    this.#members = members;
  }

  get messages(): number {
    return this.#messages;
  }

  get lines(): number {
    return this.#sequence;
  }

  started(): Batch {
    const createdBy = this.#member(0);
    const members = this.#members.map((each, n) => ({ userId: each, role: n === 0 ? "owner" : "member" }));
    const data = { kind: "group", visibility: "private", createdBy, members, name: "Those who go" };
    return this.#said([eventAt(0, "ConversationStarted", { data, actor: createdBy })]);
  }

  /** The next lines, from the log's `n`th event on. */
  lineBatch(n: number, count: number): Batch {
    const from = this.#revision;
    return this.#said(Array.from({ length: count }, (_, index) => this.#line(n + index, from + index)));
  }

  /** Somebody has read up to here. */
  marker(n: number): Batch {
    const reader = this.#member(n);
    const stream = `inbox-${this.id}-${reader}`;
    const revision = this.#markers.get(stream) ?? 0;
    this.#markers.set(stream, revision + 1);
    const marks = { readTo: this.#sequence, deliveredTo: this.#sequence, toldTo: "members" };
    const data = { conversationId: this.id, userId: reader, ...marks };
    return { stream, revision, events: [eventAt(n, "MarkersAdvanced", { data, actor: reader })] };
  }

  #said(events: NewEvent[]): Batch {
    const revision = this.#revision;
    this.#revision += events.length;
    return { stream: `conversation-${this.id}`, events, revision };
  }

  #line(n: number, revision: number): NewEvent {
    this.#sequence += 1;
    const sequence = this.#sequence;
    const actor = this.#member(n + revision);
    if (sequence % 40 === 0) return this.#renamed(n, actor);
    this.#messages += 1;
    const content = sayings[n % sayings.length] ?? "";
    const replyTo =
      sequence % 10 === 0 ? { replyToId: lineId({ conversationId: this.id, revision: revision - 3 }) } : {};
    const data = { sequence, senderId: actor, content, ...replyTo };
    return eventAt(n, "MessageSent", { data, actor, key: { name: randomUUID(), body: bodyMac() } });
  }

  #renamed(n: number, renamedBy: UserId): NewEvent {
    const data = { sequence: this.#sequence, renamedBy, name: `Those who go, ${this.#sequence}` };
    return eventAt(n, "ConversationRenamed", { data, actor: renamedBy });
  }

  #member(n: number): UserId {
    const member = this.#members[n % this.#members.length];
    if (member === undefined) throw new Error("A conversation has members.");
    return member;
  }
}

/** Somebody new. */
export function registered(n: number): { readonly userId: UserId; readonly batch: Batch } {
  const id = userId(randomUUID());
  const data = { userId: id, username: `member-${n}`, displayName: `Member Number ${n}` };
  const events = [eventAt(0, "UserRegistered", { data, actor: id })];
  return { userId: id, batch: { stream: `user-${id}`, events, revision: 0 } };
}

interface Parts {
  readonly data: JsonObject;
  readonly actor: UserId;
  readonly key?: { readonly name: string; readonly body: string };
}

/** Forty seconds an event: two hundred thousand take a quarter of a year. */
function eventAt(n: number, type: string, { data, ...metadata }: Parts): NewEvent {
  const at = new Date(firstMoment + n * 40_000).toISOString();
  return { id: randomUUID(), type, data, metadata: { at, ...metadata } };
}

const bodyMac = (): string => `2026-01:${randomBytes(16).toString("base64url")}`;
