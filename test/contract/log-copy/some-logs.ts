import { randomBytes, randomUUID } from "node:crypto";
import { onTestFinished } from "vitest";
import { KurrentEventStore } from "../../../src/event-store/kurrent/kurrent-event-store.ts";
import type { EventStore, JsonObject, NewEvent, RecordedEvent } from "../../../src/event-store/port.ts";
import { PostgresEventStore } from "../../../src/event-store/postgres/postgres-event-store.ts";
import { copyLog, type Copied, type CopyOptions } from "../../../src/log-copy/copy-log.ts";
import { kurrentPace, postgresPace } from "../../../src/log-copy/pace.ts";
import { migratedDatabase } from "../../support/database.ts";

export async function inPostgres(url?: string): Promise<EventStore> {
  return closing(await PostgresEventStore.open({ url: url ?? (await migratedDatabase()) }));
}

export const newPrefix = (): string => `test_${randomBytes(6).toString("hex")}_`;

export async function inEventStoreDb(url: string, prefix = newPrefix()): Promise<EventStore> {
  return closing(await KurrentEventStore.open({ url, prefix }));
}

function closing<Store extends EventStore>(store: Store): Store {
  onTestFinished(() => store.close());
  return store;
}

export type CopyRequest = Pick<CopyOptions, "from" | "to"> & Partial<CopyOptions>;

/** Copies as the command does, at the pace of the target. */
export async function copied(options: CopyRequest): Promise<Copied> {
  return copyLog({
    pace: options.to instanceof PostgresEventStore ? postgresPace : kurrentPace,
    follows: false,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    report: () => undefined,
    ...options,
  });
}

/** Everything that has to be the same elsewhere, as text, so that the order of keys counts, too. */
export async function textOf(store: EventStore): Promise<string[]> {
  const events: RecordedEvent[] = await Array.fromAsync(store.readAll({ after: 0n }));
  return events.map(({ id, stream, revision, type, data, metadata }) =>
    JSON.stringify([id, stream, revision, type, data, metadata]),
  );
}

const words: readonly JsonObject[] = [
  { text: "zażółć 你好 🧑‍🚒 e\u0301 \u202e" },
  { text: "a\u0000b", lone: "\ud800" },
  { a: Number.MAX_SAFE_INTEGER, b: 5e-324, c: 1e21, d: -1e-7, 10: "ten", 2: "two" },
  {},
  { $sealed: { content: { keys: ["k1", "k2"], box: "Ym94", commitment: "ff" } } },
];

export function event(data: JsonObject = {}): NewEvent {
  const metadata = { at: new Date().toISOString(), actor: randomUUID(), correlationId: "r-1" };
  return { id: randomUUID(), type: "SomethingHappened", data, metadata };
}

/** A history of some streams that goes to and fro between them: appends of one event and of several. */
export async function fill(store: EventStore, appends: number, from = 0): Promise<void> {
  for (let n = from; n < from + appends; n += 1) {
    const stream = `conversation-${(n * 7) % 5}`;
    const [last] = await Array.fromAsync(store.readStream(stream, { direction: "backwards", limit: 1 }));
    const events = Array.from({ length: 1 + (n % 3) }, (_, index) => event(words[(n + index) % words.length]));
    await store.append(stream, events, last?.revision ?? "none");
  }
}
