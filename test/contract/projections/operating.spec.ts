import { execFile } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { bareEnv } from "../../support/bare-env.ts";
import { readModels } from "../../../src/projections/reads/read-models.ts";
import { made, Person } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";
import { query } from "../../support/database.ts";

const secretKey = "ab".repeat(32);
const server = apiServer({ SECRET_KEY: secretKey, RATE_LIMITS: "off" });
const program = join(import.meta.dirname, "../../../src/cli/verbatim.ts");

let ada: Person;
let bob: Person;
let room: string;

interface Said {
  readonly code: number;
  readonly output: string;
  readonly complaint: string;
}

async function verbatim(...args: readonly string[]): Promise<Said> {
  const settings = { DATABASE_URL: server.databaseUrl, SECRET_KEY: secretKey, DB_POOL_SIZE: "2", DB_MAX_OVERFLOW: "2" };
  const env = { ...bareEnv, DATA_DIR: "/nowhere", ...settings };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, "projections", ...args], { env }, (error, output, complaint) =>
      resolve({ code: Number(error?.code ?? 0), output, complaint }),
    );
  });
}

/** Everything that read models are made of: lines, changes of them, markers, settings, pins, what is sent later. */
beforeAll(async () => {
  [ada, bob] = [await Person.register(server.url, "ada"), await Person.register(server.url, "bob")];
  for (let n = 0; n < 3; n += 1) {
    const { id } = await ada.start({ kind: "room", name: `Yard ${n}`, member_ids: [bob.id] });
    const first = await ada.send(id, "harvest for @bob", { mentions: [bob.id] });
    const second = await bob.send(id, "second", { reply_to_id: first.id });
    made(await bob.post(`/api/messages/${first.id}/reactions`, { emoji: "👍" }));
    made(await ada.post(`/api/messages/${first.id}/pin`));
    made(await ada.patch(`/api/messages/${first.id}`, { content: "harvest at noon" }));
    made(await bob.delete(`/api/messages/${second.id}`));
    made(await bob.post(`/api/conversations/${id}/read`, { sequence: 1 }));
    const { after } = await ada.send(id, "last");
    made(await bob.get(`/api/conversations/${id}/messages?min_position=${after}`));
    room = id;
  }
});

describe("verbatim projections", () => {
  it("verifies all read models by some conversations, and finds nothing where nothing was damaged", async () => {
    const { code, output } = await verbatim("verify");
    expect(code).toBe(0);
    for (const name of readModels)
      expect(output).toMatch(
        new RegExp(`^${name} v1\\.1  (3 conversations|all of it)  up to \\d+  differing rows: 0$`, "m"),
      );
    expect(await query(server.databaseUrl, "select nspname from pg_namespace where nspname like 'verify%'")).toEqual(
      [],
    );
  });

  it("finds rows that drifted, missing and changed ones, and shows no words", async () => {
    const url = server.databaseUrl;
    await query(url, `update members_v1.members set read_to = 7 where conversation_id = $1 and user_id = $2`, [
      room,
      bob.id,
    ]);
    await query(url, `delete from search_v1.messages where conversation_id = $1 and revision = 1`, [room]);
    await query(url, `update lines_v1.lines set content = 'forged' where conversation_id = $1 and content = 'last'`, [
      room,
    ]);
    const { code, output } = await verbatim("verify");
    expect(code).toBe(1);
    expect(output).toContain(`members (conversation_id ${room}, user_id ${bob.id}): changed: read_to: 7 → 2`);
    expect(output).toContain(`messages (conversation_id ${room}, revision 1): added`);
    expect(output).toContain("changed: content: 6 characters → 4 characters");
    expect(output).not.toMatch(/forged|harvest/);
  });

  it("mends that by a build beside: rebuild, diff, switch, and back, and drop", async () => {
    const rebuilt = await verbatim("rebuild", "members", "--hurry", "--reason", "Nobody is there.");
    expect(rebuilt.output).toMatch(/members: v1\.2 is ready; "verbatim projections switch members" has it asked\.\n$/);
    expect((await verbatim("status")).output).toMatch(/^members +\(1\.2\) .* (running|waiting), ready$/m);
    expect((await verbatim("hurry", "members")).complaint).toContain("Nothing of members is being built");
    const diff = await verbatim("diff", "members");
    expect(diff.code).toBe(1);
    expect(diff.output).toMatch(/^members  v1\.1: 6  v1\.2: 6  differing: 1$/m);
    expect(diff.output).toContain("read_to: 7 → 2");
    expect(await verbatim("switch", "members", "--reason", "It drifted.")).toMatchObject({
      output: "members: queries go to v1.2 now, no more to v1.1.\n",
      code: 0,
    });
    expect((await verbatim("switch", "members")).complaint).toContain("no such build that is ready");
    expect((await verbatim("rollback", "members")).output).toContain("queries go to v1.1 again");
    await verbatim("switch", "members", "1.2");
    expect((await verbatim("drop", "members", "1.2")).complaint).toContain("Queries go to it.");
    expect((await verbatim("drop", "members", "1.1")).output).toBe("members: v1.1 is dropped.\n");
    expect((await verbatim("verify", "members")).output).toContain("members v1.2  3 conversations");
    const paces = "select data::jsonb ->> 'reason' as reason from log.events where type = 'ReadModelPaceChanged'";
    expect(await query(server.databaseUrl, paces)).toEqual([{ reason: "Nobody is there." }]);
    const told = await query<{ by: string; reason: string | null }>(
      server.databaseUrl,
      `select data::jsonb ->> 'by' as by, data::jsonb ->> 'reason' as reason from log.events
       where type = 'ReadModelSwitched' order by position`,
    );
    expect(told).toEqual([
      { by: expect.stringMatching(/^shell:./) as string, reason: "It drifted." },
      { by: expect.stringMatching(/^shell:./) as string, reason: null },
      { by: expect.stringMatching(/^shell:./) as string, reason: null },
    ]);
  });

  it("retries and skips what is stopped, for a reason", async () => {
    await query(server.databaseUrl, "alter table teams_v1.teams add constraint no_night check (name <> 'Night')");
    await query(server.databaseUrl, "update accounts.accounts set roles = '{administrator}' where user_id = $1", [
      ada.id,
    ]);
    expect((await ada.post("/api/teams", { name: "Night", user_ids: [] })).status).toBe(503); // done, and does not show
    const stopped = await vi.waitFor(
      async () => {
        const { output } = await verbatim("status");
        const [, position] = /^teams .* stopped +at (\d+): /m.exec(output) ?? [];
        expect(position).toBeDefined();
        return position ?? "";
      },
      { timeout: 30_000 },
    );
    expect((await verbatim("retry", "teams")).output).toBe("teams: tries again.\n");
    await vi.waitFor(async () => expect((await verbatim("status")).output).toMatch(/^teams .* stopped /m), 30_000);
    expect((await verbatim("skip", "teams", stopped)).code).toBe(1);
    const skipped = await verbatim("skip", "teams", stopped, "--reason", "Nobody works at night.");
    expect(skipped.output).toBe(`teams: goes on without the event at ${stopped}.\n`);
    expect((await verbatim("retry", "teams")).complaint).toContain("verbatim: No build of teams is stopped.\n");
    expect((await verbatim("verify", "teams")).output).toContain("differing rows: 0");
  });
});
