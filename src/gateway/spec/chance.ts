import fc from "fast-check";
import { conversationId, type ConversationId, type LineId, type UserId } from "../../domain/ids.ts";
import { ada, bob, cem, type SpecLog } from "./log.ts";
import { otherwises, type Otherwise } from "./otherwise.ts";

export const people = [ada, bob, cem];

const where = fc.nat(3);
const who = fc.nat(2);

/** What may happen to a log. Indexes of conversations and people: what does not fit the past is passed over. */
export const happening = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("say" as const),
      where,
      who,
      times: fc.integer({ min: 1, max: 4 }),
      quotes: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("add" as const), where, who, isOwn: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("remove" as const), where, who, isOwn: fc.boolean() }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("otherwise" as const),
      where,
      who,
      other: who,
      what: fc.constantFrom(...otherwises),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("rename" as const), where }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("edit" as const), where, back: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("unsay" as const), where, back: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("preview" as const), where, back: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("unpreview" as const), where, back: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("read" as const), where, who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("delete" as const), where }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("name" as const), who }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("start" as const), isPublic: fc.boolean(), isFromJoining: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("open" as const), where, isPublic: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("ban" as const), where, who, isLifted: fc.boolean() }) },
);
export type Happening = typeof happening extends fc.Arbitrary<infer Each> ? Each : never;

interface Room {
  readonly id: ConversationId;
  readonly members: Set<UserId>;
  readonly banned: Set<UserId>;
  /** What can still be edited. */
  readonly said: { readonly id: LineId; readonly by: UserId }[];
}

/** Makes happen what chance wants, as far as it can. */
export class Chance {
  readonly #log: SpecLog;
  readonly #rooms: Room[] = [];
  #count = 0;

  constructor(log: SpecLog) {
    this.#log = log;
  }

  async happens(what: Happening): Promise<void> {
    if (what.kind === "start") return this.#start(what);
    if (what.kind === "name") return void (await this.#log.named(personAt(what.who), `Name ${++this.#count}`));
    const room = this.#rooms[what.where];
    const [first] = room?.members ?? [];
    if (!room || !first) return;
    const { id, members } = room;
    if (what.kind === "rename") return void (await this.#log.renamed(id, { by: first, name: `Room ${++this.#count}` }));
    if (what.kind === "edit" || what.kind === "unsay") return this.#change(room, what);
    if (what.kind === "preview" || what.kind === "unpreview") return this.#preview(room, what);
    if (what.kind === "delete") {
      members.clear();
      return void (await this.#log.deleted(id, { by: first }));
    }
    if (what.kind === "open") {
      await this.#log.opened(id, { by: first, visibility: what.isPublic ? "public" : "private" });
      return;
    }
    const person = personAt(what.who);
    if (what.kind === "ban") return this.#ban(room, { by: first, who: person, isLifted: what.isLifted });
    if (what.kind === "add" && room.banned.has(person)) return;
    if (members.has(person) === (what.kind === "add")) return;
    switch (what.kind) {
      case "say":
        for (let left = what.times; left > 0; left -= 1) await this.#say(room, person, what);
        return;
      case "read":
        await this.#log.read(id, { by: person, to: ++this.#count });
        return;
      case "otherwise":
        return this.#otherwise(room, what.what, { by: person, other: personAt(what.other) });
      case "add":
        members.add(person);
        await (what.isOwn ? this.#log.joined(id, person) : this.#log.added(id, { by: first, who: [person] }));
        return;
      case "remove":
        members.delete(person);
        await (what.isOwn ? this.#log.left(id, person) : this.#log.removed(id, { by: first, who: person }));
    }
  }

  async #say({ id, said }: Room, by: UserId, { quotes }: { quotes: boolean }): Promise<void> {
    const replyTo = quotes ? said.at(-1)?.id : undefined;
    const content = `word ${++this.#count} `.repeat(20);
    await this.#log.said(id, { by, content, ...(replyTo && { replyTo }) });
    said.push({ id: await this.#log.lastLine(id), by });
  }

  /** To somebody who is there, and one of the last messages. */
  async #otherwise(
    { id, members, said }: Room,
    what: Otherwise,
    { by, other }: { by: UserId; other: UserId },
  ): Promise<void> {
    const message = said.at(-1)?.id;
    if (message && members.has(other)) await this.#log.otherwise(what, { id, by, other, message });
  }

  /** One of the last messages. */
  async #change({ said }: Room, { kind, back }: { kind: "edit" | "unsay"; back: number }): Promise<void> {
    const message = said.at(-1 - back);
    if (!message) return;
    if (kind === "edit") await this.#log.edited(message.id, { by: message.by, content: `other ${++this.#count}` });
    else {
      said.splice(said.indexOf(message), 1);
      await this.#log.messageDeleted(message.id, { by: message.by });
    }
  }

  async #preview({ said }: Room, { kind, back }: { kind: "preview" | "unpreview"; back: number }): Promise<void> {
    const message = said.at(-1 - back);
    if (!message) return;
    const { id, by } = message;
    if (kind === "preview") await this.#log.previewed(id, { by, title: `Title ${++this.#count}` });
    else await this.#log.previewRemoved(id, { by });
  }

  async #ban({ id, members, banned }: Room, ban: { by: UserId; who: UserId; isLifted: boolean }): Promise<void> {
    const { by, who: person, isLifted } = ban;
    if (banned.has(person) !== isLifted || by === person) return;
    if (isLifted) {
      banned.delete(person);
      await this.#log.unbanned(id, { by, who: person });
    } else {
      banned.add(person);
      await this.#log.banned(id, { by, who: person, wasMember: members.delete(person) });
    }
  }

  async #start({ isPublic, isFromJoining }: { isPublic: boolean; isFromJoining: boolean }): Promise<void> {
    const id = conversationId(`room-${++this.#count}`);
    this.#rooms.push({ id, members: new Set([ada, bob]), banned: new Set(), said: [] });
    const visibility = isPublic ? "public" : "private";
    const historyVisibility = isFromJoining ? "joined" : "all";
    await this.#log.started(id, { by: ada, with: [bob], visibility, historyVisibility });
  }
}

export function personAt(index: number): UserId {
  return people[index % people.length] ?? ada;
}
