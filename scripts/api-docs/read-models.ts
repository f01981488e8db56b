import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

/** Has a read model stopped at an event, as no story can wait for one. @returns the event's position */
export async function stoppedReadModel(databaseUrl: string, name: string): Promise<string> {
  await asked(
    databaseUrl,
    `update projections.builds set state = 'stopped', error = 'The row could not be written.', poison_position = 1,
       poison_event_id = gen_random_uuid()
     where name = $1 and build = (select build from projections.active where name = $1)`,
    [name],
  );
  return "1";
}

/** Does something while a read model is being built beside the one that is asked: one of a version that nobody has. */
export async function builtBeside(databaseUrl: string, name: string, work: () => Promise<unknown>): Promise<void> {
  const added = "insert into projections.builds (name, version, build, schema_name) values ($1, 2, 2, $1 || '_v2')";
  await asked(databaseUrl, added, [name]);
  await work();
  await asked(databaseUrl, "delete from projections.builds where name = $1 and build = 2", [name]);
}

/** Waits until all builds of a read model can be asked. */
export async function untilReady(databaseUrl: string, name: string): Promise<void> {
  const text = "select from projections.builds where name = $1 and not is_indexed";
  while ((await asked(databaseUrl, text, [name])) > 0) await pause(50);
}

async function asked(databaseUrl: string, text: string, values: readonly string[]): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(text, [...values])).rowCount ?? 0;
  } finally {
    await client.end();
  }
}
