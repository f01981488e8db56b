import pg from "pg";

/** The first of the two numbers of PostgreSQL's advisory lock; the second one is made from what is imported. */
const importLock = 7265505;

export interface OneAtATime {
  readonly databaseUrl: string;
  /** What nobody else may import meanwhile. */
  readonly subject: string;
  /** Told once, when somebody else is at it. */
  readonly onWaiting: () => void;
}

/**
 * Does the work while no other process imports the same. Should the connection that holds the lock be lost, the keys
 * of what is imported still keep anything from being there twice.
 */
export async function oneAtATime<Result>(
  { databaseUrl, subject, onWaiting }: OneAtATime,
  work: () => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "verbatim import" });
  client.on("error", () => undefined); // the work goes on without the lock
  await client.connect();
  try {
    const lock = [importLock, subject];
    const { rows } = await client.query<{ taken: boolean }>(
      "select pg_try_advisory_lock($1, hashtext($2)) as taken",
      lock,
    );
    if (!rows[0]?.taken) {
      onWaiting();
      await client.query("select pg_advisory_lock($1, hashtext($2))", lock);
    }
    return await work();
  } finally {
    await client.end();
  }
}
