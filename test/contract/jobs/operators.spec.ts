import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { bareEnv } from "../../support/bare-env.ts";
import { made } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";
import { query } from "../../support/database.ts";
import { person, type Mailed } from "../email/mailing.ts";

const server = apiServer({ SECRET_KEY: "ab".repeat(32) });
const run = promisify(execFile);
const verbatim = join(import.meta.dirname, "../../../src/cli/verbatim.ts");

interface Jobs {
  readonly jobs: { readonly id: string; readonly kind: string; readonly state: string; readonly error: string }[];
  readonly counts: { readonly kind: string; readonly state: string; readonly count: number }[];
  readonly mails: Readonly<Record<string, number>>;
  readonly next_cursor: string | null;
}

let operator: Mailed;
beforeAll(async () => {
  operator = await person(server.url, "Otto");
  await query(server.databaseUrl, "update accounts.accounts set roles = '{operator}' where user_id = $1", [
    operator.id,
  ]);
});

/** Of a kind that nothing is done for, so that they stay as they are. */
async function dead(count: number): Promise<readonly string[]> {
  const rows = await query<{ id: string }>(
    server.databaseUrl,
    `insert into jobs.intents (kind, subject, time_window, state, due_at, attempts, error, ended_at)
     select 'test.none', gen_random_uuid()::text, '1', 'dead', now() + interval '1 day', 3, 'no', now()
     from generate_series(1, $1::int) returning id`,
    [count],
  );
  return rows.map(({ id }) => id);
}

async function command(...words: readonly string[]): Promise<string> {
  const env = { ...bareEnv, DATABASE_URL: server.databaseUrl, DB_MAX_OVERFLOW: "2", DB_POOL_SIZE: "2" };
  const settings = { ...env, SECRET_KEY: "ab".repeat(32) };
  const { stdout } = await run(process.execPath, [verbatim, "jobs", ...words], { env: settings });
  return stdout;
}

describe("an operator", () => {
  it("sees what is dead, page by page, and how many there are", async () => {
    const ids = await dead(5);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const after: string = cursor === null ? "" : `&cursor=${cursor}`;
      const page: Jobs = made(await operator.get<Jobs>(`/api/operations/jobs?limit=2${after}`));
      expect(page.jobs.length).toBeLessThanOrEqual(2);
      seen.push(...page.jobs.map(({ id }) => id));
      cursor = page.next_cursor;
    } while (cursor !== null);
    expect(seen.toSorted()).toEqual(ids.toSorted());
    const { counts, mails } = made(await operator.get<Jobs>("/api/operations/jobs"));
    expect(counts).toContainEqual({ kind: "test.none", state: "dead", count: 5 });
    expect(mails).toEqual({ sent: 0, repeats: 0, refused_addresses: 0 });
    await query(server.databaseUrl, "delete from jobs.intents where kind = 'test.none'");
  });

  it("has a dead one tried again, or dropped for good", async () => {
    const [first = "", second = ""] = await dead(2);
    const act = (id: string, action: string) => operator.post("/api/operations/jobs", { id, action });
    expect((await act(first, "retry")).json).toMatchObject({ id: first, state: "waiting", attempts: 0 });
    expect((await act(second, "drop")).json).toMatchObject({ id: second, state: "dropped" });
    expect((await act(second, "retry")).status).toBe(404);
    await query(server.databaseUrl, "delete from jobs.intents where kind = 'test.none'");
  });
});

describe("verbatim jobs", () => {
  it("lists, retries and drops what is dead", async () => {
    const [first = "", second = ""] = await dead(2);
    const listed = await command("list");
    expect(listed).toContain("test.none  dead  2");
    expect(listed).toContain(`${first}  test.none`);
    expect(await command("retry", first)).toContain(`${first}  test.none  waiting`);
    expect(await command("drop", second)).toContain(`${second}  test.none  dropped`);
    const again: unknown = await command("drop", second).catch((error: unknown) => error);
    expect(again).toMatchObject({ code: 1, stdout: expect.stringContaining("there is no dead job") as string });
  });
});
