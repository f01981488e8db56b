import { reasonOf, StartRefused } from "../platform/start-refused.ts";
import type { EventStore } from "./port.ts";
import { PostgresEventStore } from "./postgres/postgres-event-store.ts";

export interface LogPlaceSettings {
  /** Absent: the log is in the PostgreSQL of `databaseUrl`. */
  readonly eventStoreUrl: string | undefined;
  readonly eventStorePrefix: string;
  readonly databaseUrl: string;
  /** Connections for reading where PostgreSQL holds the log. */
  readonly readers?: number;
}

/**
 * The log, wherever the settings say that it is.
 * @throws StartRefused naming the setting, StoreUnavailable when PostgreSQL does not answer.
 */
export async function openEventStore(
  { eventStoreUrl, eventStorePrefix: prefix, databaseUrl, readers }: LogPlaceSettings,
  report: (sentence: string) => void,
): Promise<EventStore> {
  if (eventStoreUrl === undefined)
    return PostgresEventStore.open({ url: databaseUrl, report, ...(readers !== undefined && { readers }) });
  // Its client is loaded where it is used: every thread would hold megabytes of it.
  const { KurrentEventStore } = await import("./kurrent/kurrent-event-store.ts");
  try {
    return await KurrentEventStore.open({ url: eventStoreUrl, prefix, report });
  } catch (error) {
    throw new StartRefused("EVENT_STORE_URL", `the event store cannot be used: ${reasonOf(error)}`);
  }
}
