import pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import { forgetEnded } from "../../../src/workers/jobs/intents.ts";
import { migratedDatabase } from "../../support/database.ts";

it("all jobs that ended long ago are forgotten, however many they are, and no others", async () => {
  const pool = new pg.Pool({ connectionString: await migratedDatabase(), max: 1 });
  onTestFinished(() => pool.end());
  const insert = async (state: string, days: number): Promise<void> => {
    await pool.query(
      `insert into jobs.intents (kind, subject, time_window, state, due_at, ended_at)
       select 'test', $1::text || $2::int, n::text, $1, now(), case when $1 <> 'waiting' then now() - $2::int * interval '1 day' end
       from generate_series(1, 25) n`,
      [state, days],
    );
  };
  for (const state of ["waiting", "dead", "done", "dropped"]) for (const days of [6, 8]) await insert(state, days);
  await forgetEnded(pool, { days: 7, atOnce: 10, signal: new AbortController().signal });
  const { rows } = await pool.query(
    "select subject, count(*)::int from jobs.intents group by subject order by subject",
  );
  expect(rows.map(({ subject }: { subject: string }) => subject)).toEqual([
    "dead6",
    "dead8",
    "done6",
    "dropped6",
    "waiting6",
    "waiting8",
  ]);
});
