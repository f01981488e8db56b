import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mailingCheckpoints } from "../../../src/workers/email/mail-checkpoints.ts";
import { made, type Person } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";
import { query } from "../../support/database.ts";
import { mailServer } from "../../support/mail-server.ts";
import { mailHost, mailsTo, person, quiet } from "./mailing.ts";

const mails = mailServer();
const server = apiServer(() =>
  Promise.resolve({ SMTP_URL: mails.it.url, REGISTRATION: "open", CHECKPOINT_MAIL: "off", ...quiet, ...mailHost }),
);

let pool: pg.Pool;
let ada: Person;
let zoe: Person & { readonly email: string };

beforeAll(async () => {
  pool = new pg.Pool({ connectionString: server.databaseUrl, max: 1 });
  ada = await person(server.url, "Ada");
  zoe = await person(server.url, "Zoe");
  made(await ada.patch(`/api/admin/users/${zoe.id}`, { roles: ["auditor"] }));
});

afterAll(async () => {
  await pool.end();
});

const run = (how: "daily" | "each"): Promise<void> => mailingCheckpoints(pool, how).run(AbortSignal.timeout(10_000));
const called = (): Promise<unknown[]> =>
  query(server.databaseUrl, "select subject, time_window from jobs.intents where kind = 'mail.checkpoint'");

interface Shown {
  readonly checkpoint: { readonly size: number; readonly time: string };
}

const checkpoint = async (): Promise<Shown> => made(await zoe.get<Shown>("/api/audit/checkpoint?now=true"));

describe("checkpoints by mail", () => {
  it("go to auditors and nobody else, once a day, and hold what has to be kept", async () => {
    const shown = await checkpoint();
    await run("daily");
    await run("daily");
    const [given] = await mailsTo(mails.it, zoe);
    expect(given?.mail.subject).toContain(`${shown.checkpoint.size} events`);
    const kept = /\{[^}]*\}/.exec(given?.mail.text ?? "")?.[0] ?? "";
    expect(JSON.parse(kept)).toEqual(shown.checkpoint);
    expect(await called()).toEqual([{ subject: zoe.id, time_window: shown.checkpoint.time.slice(0, 10) }]);
  });

  it("go with each further one, where that was chosen", async () => {
    await run("each");
    const before = (await called()).length;
    await run("each");
    expect(await called()).toHaveLength(before);
    made(await ada.patch("/api/users/me", { display_name: "Ada L." }));
    await checkpoint();
    await run("each");
    expect(await called()).toHaveLength(before + 1);
  });
});
