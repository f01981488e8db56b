import type { CommandContext } from "../../commands/context.ts";
import { keyedEventId } from "../../commands/deciding/event-id.ts";
import type { Outcome } from "../../commands/deciding/command.ts";
import { conversationStream } from "../../commands/streams.ts";
import type { Conversation } from "../../domain/conversation/conversation.ts";
import { isLine, type ConversationEvent } from "../../domain/conversation/events.ts";
import { sendMessage } from "../../domain/conversation/send.ts";
import type { Decision } from "../../domain/decision.ts";
import { lineId, type UserId } from "../../domain/ids.ts";
import { findKeyed } from "../../domain/keyed-events.ts";
import type { LogEntry } from "./log.ts";
import { ImportRefused } from "./import-refused.ts";
import { lineKey } from "./ids.ts";
import type { Place, Room } from "./room.ts";
import type { Step } from "./step.ts";

/** A line with what it brings about; there is at least one step. */
export interface LineToWrite {
  readonly log: string;
  readonly entry: LogEntry;
  readonly steps: readonly Step[];
  /** The key of the line that it replies to. */
  readonly replyTo?: string;
}

export interface Written {
  /** `there`: somebody else's import was first. `nothing`: it was so already. */
  readonly kind: "written" | "there" | "nothing" | "refused";
  /** Of the line, or of its effect beside its words. */
  readonly refusal?: string;
}

/** Commands that are decided and appended together; what is drafted is to be within what a conversation remembers. */
export const commandsAtOnce = 500;
/** As they are stored, within what an append may hold. */
const maxBytes = 900_000;

interface Asked {
  readonly line: LineToWrite;
  readonly step: Step;
  readonly key: string;
}

/**
 * Writes lines to a room in their order, a group at a time: each group is decided together by the conversation's rules
 * and appended as one, while the next one is gathered. A reply finds its target in the same group as well.
 */
export class RoomWriter implements AsyncDisposable {
  readonly #commands: CommandContext;
  readonly #room: Room;
  readonly #onWritten: (line: LineToWrite, written: Written) => void;
  #group: LineToWrite[] = [];
  #commandCount = 0;
  #bytes = 0;
  #underWay = Promise.resolve();
  /** Where the lines of the group under way will stand, by key, as last decided. */
  readonly #drafts = new Map<string, Place & { readonly actor: UserId }>();

  constructor(commands: CommandContext, room: Room, onWritten: (line: LineToWrite, written: Written) => void) {
    this.#commands = commands;
    this.#room = room;
    this.#onWritten = onWritten;
  }

  /** Settles at once, or where a group is full when the one before it is in the log. @throws StoreUnavailable, ImportRefused */
  async add(line: LineToWrite): Promise<void> {
    const bytes = line.steps.reduce((sum, { text }) => sum + sealedBytes(text), 0);
    const isFull = this.#commandCount + line.steps.length > commandsAtOnce || this.#bytes + bytes > maxBytes;
    if (isFull && this.#group.length > 0) await this.#begin();
    this.#group.push(line);
    this.#commandCount += line.steps.length;
    this.#bytes += bytes;
  }

  /** Writes what waits. @throws StoreUnavailable, ImportRefused */
  async flush(): Promise<void> {
    await this.#begin();
    await this.#underWay;
  }

  /** When what is under way is written or has failed. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#underWay.catch(() => undefined); // flush throws it; whoever left without has another error to tell
  }

  async #begin(): Promise<void> {
    await this.#underWay;
    this.#underWay = this.#writeGroup(this.#group);
    this.#underWay.catch(() => undefined); // thrown to whoever waits for it
    this.#group = [];
    this.#commandCount = 0;
    this.#bytes = 0;
  }

  async #writeGroup(group: readonly LineToWrite[]): Promise<void> {
    this.#drafts.clear();
    const written = await Promise.all(group.map((line) => this.#write(line)));
    for (const [index, line] of group.entries()) {
      const became = written[index];
      if (became) this.#onWritten(line, became);
    }
  }

  async #write(line: LineToWrite): Promise<Written> {
    const outcomes = await Promise.all(this.#asked(line).map((asked) => this.#handle(asked)));
    const refused = outcomes.find((outcome) => outcome.kind === "refused");
    const became = this.#became(line, outcomes.at(-1));
    return refused ? { kind: became, refusal: refused.refusal.detail } : { kind: became };
  }

  #became({ log, entry }: LineToWrite, own: Outcome<ConversationEvent> | undefined): Written["kind"] {
    if (own?.kind !== "done") return "refused";
    const [event] = own.events;
    if (!event || !isLine(event)) return "nothing";
    const { revision, data } = event;
    this.#room.places.set(lineKey(log, entry.line), { revision, sequence: data.sequence });
    return own.isReplay ? "there" : "written";
  }

  /** The last step is the line's own. */
  #asked(line: LineToWrite): readonly Asked[] {
    const { log, entry, steps } = line;
    return steps.map((step, index) => ({
      line,
      step,
      key: index === steps.length - 1 ? lineKey(log, entry.line) : lineKey(log, entry.line, step.kind),
    }));
  }

  #handle(asked: Asked): Promise<Outcome<ConversationEvent>> {
    const { line, step, key } = asked;
    return this.#commands.conversations.handle({
      stream: conversationStream(this.#room.id),
      actor: step.actor,
      key: { name: key, body: step.text },
      imported: { originalAt: line.entry.at, countsAsUnread: false },
      decide: (conversation) => (step.kind === "sent" ? this.#send(asked, conversation) : step.decide(conversation)),
    });
  }

  #send({ line, step, key }: Asked, conversation: Conversation): Decision<ConversationEvent> {
    const { id } = this.#room;
    const target = line.replyTo === undefined ? null : this.#placeOf(line.replyTo, conversation);
    const replyTo = target && { sequence: target.sequence, type: "MessageSent" as const };
    const replyToId = target && lineId({ conversationId: id, revision: target.revision });
    const { actor, text: content } = step;
    const message = { actor, conversationId: id, content, ...(replyToId && { replyToId }) };
    const decision = sendMessage(message, conversation, { replyTo });
    if (decision.kind === "happened") {
      const { revision, lastSequence } = conversation;
      this.#drafts.set(key, { revision: revision + 1, sequence: lastSequence + 1, actor });
    }
    return decision;
  }

  /** Null where it was refused. What this group drafts has to be what the conversation remembers by now. */
  #placeOf(key: string, { keyed }: Conversation): Place | null {
    const place = this.#room.places.get(key);
    if (place) return place;
    const draft = this.#drafts.get(key);
    if (!draft) return null;
    const { actor, revision } = draft;
    const eventId = keyedEventId({ actor, stream: conversationStream(this.#room.id), key, index: 0 });
    if (findKeyed(keyed, eventId)?.revision === revision) return draft;
    throw new ImportRefused("Somebody else imports the same lines at this moment. Run it again when they are done.");
  }
}

/** Sealed words are longer, as base64 in JSON, and keys and commitments stand beside them. */
const sealedBytes = (text: string): number => 500 + Math.ceil(1.4 * Buffer.byteLength(JSON.stringify(text)));
