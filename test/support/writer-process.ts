import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { ConcurrencyConflict, StoreUnavailable } from "../../src/event-store/errors.ts";
import { PostgresEventStore } from "../../src/event-store/postgres/postgres-event-store.ts";
import type { Expected, NewEvent } from "../../src/event-store/port.ts";
import { say } from "./child.ts";

/** What a writer says of each append that the store acknowledged. */
export interface Acknowledged {
  readonly stream: string;
  /** Of the append's events, in order. */
  readonly ids: readonly string[];
  /** Of the last of them. */
  readonly revision: number;
  readonly position: string;
  /** Whether its outcome was unknown at first, so that it was sent again. */
  readonly isRepeat: boolean;
}

/**
 * Appends as fast as it can to streams of its own, one, two or three events at a time, until its input ends. Started
 * again under the same name it goes on where it was.
 * Arguments: the database's URL, the writer's name, how many streams.
 */
const [url = "", name = "", streams = "4"] = process.argv.slice(2);
let isFinishing = false;
process.stdin.on("end", () => (isFinishing = true)).resume();

const store = await opened();
await Promise.all(Array.from({ length: Number(streams) }, (_, n) => write(`${name}-${n}`)));
await store.close();

async function opened(): Promise<PostgresEventStore> {
  for (;;) {
    try {
      return await PostgresEventStore.open({ url });
    } catch (error) {
      await waitOut(error);
    }
  }
}

async function write(stream: string): Promise<void> {
  let expected = await tail(stream);
  for (let n = 0; !isFinishing; n++) expected = await append(stream, eventsOfOneAppend(1 + (n % 3)), expected);
}

async function append(stream: string, events: readonly NewEvent[], expected: Expected): Promise<Expected> {
  let isRepeat = false;
  for (;;) {
    try {
      const { revision, position } = await store.append(stream, events, expected);
      const ids = events.map(({ id }) => id);
      say({ stream, ids, revision, position: String(position), isRepeat } satisfies Acknowledged);
      return revision;
    } catch (error) {
      // What a killed writer of this name had sent may be written after our look at the tail.
      if (error instanceof ConcurrencyConflict) return error.actual;
      await waitOut(error);
      isRepeat ||= error instanceof StoreUnavailable && error.outcome === "unknown";
    }
  }
}

async function tail(stream: string): Promise<Expected> {
  for (;;) {
    try {
      const [last] = await Array.fromAsync(store.readStream(stream, { direction: "backwards", limit: 1 }));
      return last?.revision ?? "none";
    } catch (error) {
      await waitOut(error);
    }
  }
}

async function waitOut(error: unknown): Promise<void> {
  if (!(error instanceof StoreUnavailable)) throw error;
  await pause(20);
}

/** Each event names its append and how many events that has, so that a half or a double one shows. */
function eventsOfOneAppend(count: number): NewEvent[] {
  const data = { append: randomUUID(), of: count };
  return Array.from({ length: count }, () => ({ id: randomUUID(), type: "Written", data, metadata: { by: name } }));
}
