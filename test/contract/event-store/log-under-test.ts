import { randomUUID } from "node:crypto";
import { afterEach } from "vitest";
import type { EventStore, JsonObject, NewEvent, Position, RecordedEvent } from "../../../src/event-store/port.ts";

/** A log of its own on the adapter under test. */
export interface LogUnderTest {
  /** A store as another process would open it, on the same log. */
  open(): Promise<EventStore>;
  /** Stops the server that holds the log and starts it again; null where there is none, or none of ours. */
  readonly restart: (() => Promise<void>) | null;
  /** Breaks every connection to the server; null where there are none. */
  readonly cutConnections: (() => Promise<void>) | null;
  close(): Promise<void>;
}

export interface Adapter {
  readonly name: string;
  newLog(): Promise<LogUnderTest>;
}

/** Opens logs for tests and closes them after each. */
export function logs(adapter: Adapter): () => Promise<{ log: LogUnderTest; store: EventStore }> {
  const opened: { log: LogUnderTest; store: EventStore }[] = [];
  afterEach(async () => {
    for (const { log, store } of opened.splice(0)) {
      await store.close();
      await log.close();
    }
  });
  return async () => {
    const log = await adapter.newLog();
    const store = await log.open();
    opened.push({ log, store });
    return { log, store };
  };
}

export function event(data: JsonObject = {}, metadata: JsonObject = { by: "ada" }): NewEvent {
  return { id: randomUUID(), type: "SomethingHappened", data, metadata };
}

export function events(count: number, of: (index: number) => JsonObject = (index) => ({ index })): NewEvent[] {
  return Array.from({ length: count }, (_, index) => event(of(index)));
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  return Array.fromAsync(items);
}

/** Reads a subscription until the condition holds, then ends it. */
export async function until(
  store: EventStore,
  options: { after: Position; prefixes?: readonly string[]; pause?: () => Promise<void> },
  isEnough: (seen: readonly RecordedEvent[], progress: { position: Position; caughtUp: boolean } | null) => boolean,
): Promise<RecordedEvent[]> {
  const ending = new AbortController();
  const seen: RecordedEvent[] = [];
  let progress: { position: Position; caughtUp: boolean } | null = null;
  for await (const item of store.subscribe({ ...options, signal: ending.signal })) {
    if (item.kind === "event") seen.push(item);
    else progress = item;
    await options.pause?.();
    if (isEnough(seen, progress)) ending.abort();
  }
  return seen;
}

export const ids = (recorded: readonly { id: string }[]): string[] => recorded.map(({ id }) => id);
