import pg from "pg";

/** A job that failed for good, as no story can wait for one. @returns its id */
export async function failedJob(databaseUrl: string, subject: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      `insert into jobs.intents (kind, subject, time_window, state, due_at, attempts, error, ended_at)
       values ('mail.unread', $1, 'story', 'dead', now(), 8, 'The mail server refused the connection.', now())
       returning id`,
      [subject],
    );
    return rows[0]?.id ?? "";
  } finally {
    await client.end();
  }
}
