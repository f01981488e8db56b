import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterEach, beforeEach } from "vitest";
import { createCommandContext, type CommandParts, type CommandSide } from "../../../src/commands/create-context.ts";
import { registerUser } from "../../../src/commands/register-user.ts";
import { startConversation } from "../../../src/commands/start-conversation.ts";
import { userId, type ConversationId, type UserId } from "../../../src/domain/ids.ts";
import { Codec } from "../../../src/event-store/codec/codec.ts";
import { KeyRing } from "../../../src/event-store/keys/key-ring.ts";
import { KeyTable } from "../../../src/event-store/keys/key-table.ts";
import { MasterKey } from "../../../src/event-store/keys/master-key.ts";
import type { EventStore } from "../../../src/event-store/port.ts";
import { PostgresEventStore } from "../../../src/event-store/postgres/postgres-event-store.ts";
import { eventTypes } from "../../../src/events/index.ts";
import { migratedDatabase } from "../../support/database.ts";

export const ada = userId("ada");
export const bob = userId("bob");
export const cem = userId("cem");

/** The command side as a process of its own has it. */
export interface Process {
  readonly commands: CommandSide;
  readonly keys: KeyRing;
  readonly pool: pg.Pool;
  readonly store: EventStore;
  /** Events that were read of single streams. */
  eventsRead(): number;
  /** Sentences that were reported. */
  readonly reports: readonly string[];
}

export interface Processes {
  /** The database that all of them share. */
  url(): string;
  start(options?: Partial<CommandParts>): Promise<Process>;
}

/** A database for each test, and as many processes on it as are started. */
export function processes(): Processes {
  const master = new MasterKey(randomBytes(32));
  let url = "";
  let opened = new AsyncDisposableStack();
  beforeEach(async () => {
    url = await migratedDatabase();
    opened = new AsyncDisposableStack();
  });
  afterEach(() => opened.disposeAsync());
  return { url: () => url, start: (options = {}) => startOn(url, { master, options, opened }) };
}

async function startOn(
  url: string,
  given: { master: MasterKey; options: Partial<CommandParts>; opened: AsyncDisposableStack },
): Promise<Process> {
  const { master, options, opened } = given;
  const reports: string[] = [];
  const report = (sentence: string): unknown => reports.push(sentence);
  const pool = opened.adopt(new pg.Pool({ connectionString: url, max: 4 }), (each) => each.end());
  const ring = new KeyRing(new KeyTable(pool, master), { connectionString: url }, report);
  const keys = opened.adopt(ring, (each) => each.close());
  keys.open();
  const log = opened.adopt(await PostgresEventStore.open({ url }), (each) => each.close());
  const { store, eventsRead } = counting(log);
  const codec = new Codec(eventTypes, keys);
  const clock = (): string => new Date().toISOString();
  const side = createCommandContext({ store, codec, keys, pool, clock, report, ...options });
  const commands = opened.adopt(side, (each) => each.close());
  return { commands, keys, pool, store, eventsRead, reports };
}

function counting(log: EventStore): { store: EventStore; eventsRead: () => number } {
  let count = 0;
  const readStream: EventStore["readStream"] = async function* (...given) {
    for await (const event of log.readStream(...given)) {
      count += 1;
      yield event;
    }
  };
  const store = new Proxy(log, {
    get(target, name) {
      if (name === "readStream") return readStream;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === "function" ? (member.bind(target) as unknown) : member;
    },
  });
  return { store, eventsRead: () => count };
}

/** Some at once: a thousand that wait for each other may be late for the log. */
export async function register({ commands }: Process, ...people: readonly UserId[]): Promise<void> {
  for (let from = 0; from < people.length; from += 50)
    await Promise.all(
      people.slice(from, from + 50).map((id) => registerUser(commands, { userId: id, username: id, displayName: id })),
    );
}

/** A public room with a name, which ada started. */
export async function startRoom({ commands }: Process, name: string): Promise<ConversationId> {
  const request = { actor: ada, kind: "room", visibility: "public", name, memberIds: [] } as const;
  const { conversationId, outcome } = await startConversation(commands, request);
  if (outcome.kind === "refused") throw new Error(outcome.refusal.detail);
  return conversationId;
}

export function numbered(count: number): number[] {
  return [...Array(count).keys()];
}
