import { randomUUID } from "node:crypto";
import { conversationId } from "../../src/domain/ids.ts";
import type { JsonObject, NewEvent } from "../../src/event-store/port.ts";
import type { Foundation } from "../../src/foundation.ts";
import type { Newcomer } from "./people.ts";

/** A conversation in which each message says where it is said and the how manieth it is: `#<room>:<n>#`, from 0. */
export class Room {
  readonly members: readonly Newcomer[];
  readonly #number: number;
  readonly #id = conversationId(randomUUID());
  readonly #foundation: Foundation;
  #said = 0;
  #revision = 0;

  /** @param members the first one starts it, and says everything */
  constructor(foundation: Foundation, number: number, members: readonly Newcomer[]) {
    this.#foundation = foundation;
    this.#number = number;
    this.members = members;
  }

  /** How many messages were said in it. */
  get said(): number {
    return this.#said;
  }

  async start(): Promise<void> {
    const members = this.members.map(({ userId }, n) => ({ userId, role: n === 0 ? "owner" : "member" }));
    const name = `Room ${this.#number}`;
    const data = { kind: "group", visibility: "private", createdBy: this.#owner.userId, members, name };
    await this.#append([this.#event("ConversationStarted", data)]);
  }

  async say(count: number): Promise<void> {
    const said = Array.from({ length: count }, () => {
      const content = `#${this.#number}:${this.#said}# is what was said here meanwhile, about as long as most are.`;
      this.#said += 1;
      return this.#event("MessageSent", { sequence: this.#said, senderId: this.#owner.userId, content });
    });
    await this.#append(said);
  }

  get #owner(): Newcomer {
    const [owner] = this.members;
    if (!owner) throw new Error("A room has members.");
    return owner;
  }

  #event(type: string, data: JsonObject): NewEvent {
    return { id: randomUUID(), type, data, metadata: { at: new Date().toISOString(), actor: this.#owner.userId } };
  }

  async #append(events: readonly NewEvent[]): Promise<void> {
    const { store, codec } = this.#foundation;
    const stream = `conversation-${this.#id}`;
    const expected = this.#revision === 0 ? "none" : this.#revision - 1;
    await store.append(stream, await codec.encode(stream, events), expected);
    this.#revision += events.length;
  }
}
