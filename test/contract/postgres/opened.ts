import { afterEach } from "vitest";
import type pg from "pg";
import { PostgresEventStore } from "../../../src/event-store/postgres/postgres-event-store.ts";
import { startChild, type Child, type ChildOptions } from "../../support/child.ts";

export interface Openings {
  /** A store as another process would open it. */
  store(url: string): Promise<PostgresEventStore>;
  /** A connection. */
  connected(client: pg.Client): Promise<pg.Client>;
  child<Line>(options: ChildOptions): Child<Line>;
}

/** Opens what a test needs and ends it after the test, the last first. */
export function openings(): Openings {
  const endings: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of endings.splice(0).toReversed()) await end();
  });
  return {
    async store(url) {
      const store = await PostgresEventStore.open({ url });
      endings.push(() => store.close());
      return store;
    },
    async connected(client) {
      await client.connect();
      endings.push(() => client.end());
      return client;
    },
    child<Line>(options: ChildOptions) {
      const child = startChild<Line>(options);
      endings.push(() => child.kill());
      return child;
    },
  };
}
