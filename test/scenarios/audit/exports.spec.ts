import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { made, Person, refusal } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";
import { query } from "../../support/database.ts";
import { verifyAlone } from "../../support/proof/verify-alone.ts";
import { because, openOffice, type Office } from "./auditing.ts";

const server = apiServer({ RATE_LIMITS: "off" });
let office: Office;

beforeAll(async () => {
  office = await openOffice(server.url);
});

const attack = '=cmd|"/c calc"!A1 <script>alert(1)</script>';

async function talk({ ada, bob }: Office, name = "Talk"): Promise<string> {
  const { id } = await ada.start({ kind: "group", name, member_ids: [bob.id] });
  const { id: gone } = await bob.send(id, attack);
  await ada.send(id, "Line one\nand two");
  made(await bob.delete(`/api/messages/${gone}`));
  return id;
}

interface File {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

async function exported(asked: string, by: Person = office.auditor): Promise<File> {
  const response = await fetch(`${server.url}/api/audit/export?${asked}`, {
    headers: { authorization: `Bearer ${by.token}`, ...because("Case 17").headers },
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

const records = (text: string): readonly string[] => text.split("\r\n").slice(1, -1);

/** Nobody is told what people are called until this is disposed of. */
async function namesHeld(): Promise<AsyncDisposable> {
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  await client.query("begin; lock table users_v1.users in access exclusive mode");
  return { [Symbol.asyncDispose]: () => client.end() };
}

describe("an export", () => {
  it("is one of four at most that a process makes at once", async () => {
    const id = await talk(office);
    const held = await namesHeld();
    const all = Array.from({ length: 5 }, () => exported(`conversation_id=${id}&format=csv`));
    const refused = await Promise.race(all);
    await held[Symbol.asyncDispose]();
    expect(JSON.parse(refused.text)).toMatchObject({
      code: "unavailable",
      detail: "4 exports are under way already; try again when one has ended.",
    });
    expect(refused.headers.get("retry-after")).toBe("1");
    const statuses = (await Promise.all(all)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(4);
    expect((await exported(`conversation_id=${id}&format=csv`)).status).toBe(200);
  });

  it("of a conversation is a table for spreadsheets, without formulas, with what was deleted", async () => {
    const id = await talk(office);
    const { text, headers, status } = await exported(`conversation_id=${id}&format=csv`);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(headers.get("content-disposition")).toBe(`attachment; filename="export-${id}.csv"`);
    expect(records(text)).toHaveLength(Number(headers.get("x-total-events")));
    expect(records(text)).toHaveLength(4);
    expect(records(text)[1]).toContain(`,"'=cmd|""/c calc""!A1 <script>alert(1)</script>",`);
    expect(text).not.toMatch(/(^|,)"=cmd/m);
  });

  it("of a conversation can be printed, and runs nothing", async () => {
    const id = await talk(office);
    const { text, headers } = await exported(`conversation_id=${id}&format=html`);
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(text.match(/<tr><td>/g)).toHaveLength(4);
    expect(text).not.toContain("<script");
    expect(text).toContain("&#60;script&#62;alert(1)");
    expect(text).toContain("End of the export: 4 events.");
  });

  it("of a person is what they did, in all conversations; of a time, what happened then", async () => {
    const eve = await Person.register(server.url, "eve");
    const [one, two] = [
      await eve.start({ kind: "group", name: "One" }),
      await eve.start({ kind: "group", name: "Two" }),
    ];
    await eve.send(one.id, "first");
    const last = await eve.send(two.id, "second");
    const ofEve = await exported(`user_id=${eve.id}&format=csv`);
    expect(records(ofEve.text).map((line) => /"(\w+)","[\w-]+","eve"/.exec(line)?.[1])).toEqual([
      "UserRegistered",
      "ConversationStarted",
      "ConversationStarted",
      "MessageSent",
      "MessageSent",
    ]);
    const here = await exported(`from=${last.position}&to=${last.position}&format=csv`);
    expect(records(here.text)).toHaveLength(1);
    const both = await exported(`user_id=${eve.id}&conversation_id=${one.id}&format=csv`);
    expect(records(both.text)).toHaveLength(2);
  });

  it("is on record, and needs a reason, the role and something that is asked for", async () => {
    const { auditor, ada, root } = office;
    const id = await talk(office);
    await exported(`conversation_id=${id}&format=html`);
    expect(await auditor.looks(`&conversation_id=${id}`)).toMatchObject([
      { looked_at: "export", reason: "Case 17", conversation_id: id, format: "html" },
    ]);
    expect((await auditor.get(`/api/audit/export?conversation_id=${id}`)).status).toBe(400);
    for (const person of [ada, root]) expect((await exported(`conversation_id=${id}`, person)).status).toBe(403);
    expect(refusal(await auditor.looksAt("export"))).toMatchObject({ status: 400, paths: ["conversation_id"] });
    expect((await exported("conversation_id=nowhere")).status).toBe(404);
    expect((await exported(`conversation_id=${id}&format=pdf`)).status).toBe(400);
    expect((await exported(`conversation_id=${id}&kept=123456789`)).status).toBe(400);
  });
});

interface Checkpoint {
  readonly checkpoint: { readonly size: number };
  readonly public_key: string;
}

describe("an export with proofs", () => {
  it("holds for the verifier alone: whole, of a period, and of a person", async () => {
    const { auditor, ada, bob } = office;
    const id = await talk(office);
    const kept = made(await auditor.get<Checkpoint>("/api/audit/checkpoint?now=true"));
    const { position } = await ada.send(id, "After the checkpoint");
    await bob.send(id, "And more");
    const whole = await exported(`conversation_id=${id}&kept=${kept.checkpoint.size}`);
    expect(await verdict(whole.text, kept)).toMatchObject({ code: 0 });
    expect(whole.text.split("\n")).toHaveLength(Number(whole.headers.get("x-total-events")) + 4);
    expect(whole.text).toContain("And more");
    const part = await exported(`conversation_id=${id}&from=${position}&kept=${kept.checkpoint.size}`);
    expect(await verdict(part.text, kept, "--part")).toMatchObject({ code: 0 });
    expect(part.text).not.toContain("cmd|");
    const person = await exported(`user_id=${bob.id}&kept=${kept.checkpoint.size}`);
    expect(await verdict(person.text, kept, "--part")).toMatchObject({ code: 0 });
  });
});

describe("an export of a log that was changed", () => {
  it("is made all the same, and the verifier names what was changed", async () => {
    const { auditor, ada } = office;
    const { id } = await ada.start({ kind: "group", name: "Changed" });
    for (const content of ["one", "two", "three"]) await ada.send(id, content);
    const kept = made(await auditor.get<Checkpoint>("/api/audit/checkpoint?now=true"));
    await query(
      server.databaseUrl,
      `alter table log.events disable trigger all;
       update log.events set data = regexp_replace(data, '"box":"....', '"box":"AAAA')
       where stream = 'conversation-${id}' and revision = 2;
       alter table log.events enable trigger all`,
    );
    const { status, text } = await exported(`conversation_id=${id}&kept=${kept.checkpoint.size}`);
    expect(status).toBe(200);
    const { code, said } = await verdict(text, kept);
    expect(code).toBe(1);
    expect(said.join("\n")).toMatch(/differs from what was sealed/);
  });
});

describe("exports while others write", () => {
  it("of a conversation in which twenty people write, two at once, are each whole up to some moment", async () => {
    const { ada } = office;
    const people = await Promise.all(Array.from({ length: 20 }, (_, n) => Person.register(server.url, `writer${n}`)));
    const { id } = await ada.start({ kind: "group", name: "Busy", member_ids: people.map((person) => person.id) });
    const kept = made(await office.auditor.get<Checkpoint>("/api/audit/checkpoint?now=true"));
    const writing = Promise.all(
      people.map(async (person) => {
        for (let n = 0; n < 4; n += 1) await person.send(id, `${n} by ${person.id}`);
      }),
    );
    const asked = `conversation_id=${id}&kept=${kept.checkpoint.size}`;
    const files = await Promise.all([exported(asked), exported(asked), exported(`${asked}&format=csv`)]);
    await writing;
    for (const { status } of files) expect(status).toBe(200);
    for (const { text } of files.slice(0, 2)) expect(await verdict(text, kept)).toMatchObject({ code: 0 });
    expect(records(files[2].text)).toHaveLength(Number(files[2].headers.get("x-total-events")));
    const last = await exported(asked);
    expect(last.headers.get("x-total-events")).toBe("81");
    expect(await verdict(last.text, kept)).toMatchObject({ code: 0 });
  });

  it("that nobody takes any more end, and the server goes on", async () => {
    const id = await talk(office);
    const leaving = new AbortController();
    const response = await fetch(`${server.url}/api/audit/export?conversation_id=${id}&format=csv`, {
      headers: { authorization: `Bearer ${office.auditor.token}`, ...because("Case 17").headers },
      signal: leaving.signal,
    });
    leaving.abort();
    await response.body?.cancel().catch(() => undefined); // it was aborted
    expect((await exported(`conversation_id=${id}&format=csv`)).status).toBe(200);
    expect(server.output).not.toContain("A request failed.");
  });
});

async function verdict(file: string, { checkpoint, public_key: publicKey }: Checkpoint, ...words: readonly string[]) {
  return verifyAlone({ file, publicKey, kept: JSON.stringify(checkpoint), words });
}
