import pg from "pg";
import type { JsonObject } from "../../src/event-store/port.ts";

const pageSize = 1_000;

interface StoredEvent {
  readonly position: string;
  readonly revision: number;
  readonly data: string;
  readonly metadata: string;
}

interface PlainEvent {
  readonly data: JsonObject;
  readonly metadata: JsonObject;
}

/** The same rows with nothing but pg: pages by key, JSON parsed. */
export async function plainPages(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();

  async function page(name: string, condition: string, values: readonly unknown[]): Promise<StoredEvent[]> {
    const text = `
      select position, revision, stream, event_id, type, data, metadata from log.events ${condition} limit ${pageSize}`;
    return (await client.query<StoredEvent>({ name, text, values: [...values] })).rows;
  }

  return {
    async *log(): AsyncGenerator<PlainEvent> {
      let after: string | undefined = "0";
      while (after) {
        const rows: StoredEvent[] = await page("log", "where position > $1 order by position", [after]);
        yield* rows.map(parsed);
        after = rows.at(-1)?.position;
      }
    },
    async *stream(name: string): AsyncGenerator<PlainEvent> {
      let after: number | undefined = -1;
      while (after !== undefined) {
        const condition = "where stream = $1 and revision > $2 order by revision";
        const rows: StoredEvent[] = await page("stream", condition, [name, after]);
        yield* rows.map(parsed);
        after = rows.at(-1)?.revision;
      }
    },
    end: () => client.end(),
  };
}

function parsed(row: StoredEvent): PlainEvent {
  return { ...row, data: JSON.parse(row.data) as JsonObject, metadata: JSON.parse(row.metadata) as JsonObject };
}
