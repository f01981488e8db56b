import pg from "pg";
import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { made, Person, refusal } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";
import { query } from "../../support/database.ts";

const server = apiServer();
let ada: Person;
let bob: Person;

beforeAll(async () => {
  [ada, bob] = [await Person.register(server.url, "ada"), await Person.register(server.url, "bob")];
});

/** As far as a rebuild has come that has seen somebody join, and not yet that they were removed. */
async function rebuiltHalfWay(model: string, change: string): Promise<void> {
  await query(server.databaseUrl, change);
  await query(server.databaseUrl, `update projections.versions set is_indexed = false where name = '${model}'`);
}

async function isThere(model: string): Promise<void> {
  await query(server.databaseUrl, `update projections.versions set is_indexed = true where name = '${model}'`);
}

/** Nobody writes members until it is called. */
async function holdMembers(): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query("begin");
  await client.query("lock table members_v1.members in share row exclusive mode");
  return async () => void (await client.query("commit"));
}

describe("while it is not known yet that somebody was removed", () => {
  it("they read on, and nothing that was said since", async () => {
    const { id } = await ada.start({ kind: "room", name: "Yard", member_ids: [bob.id] });
    const before = await ada.send(id, "for bob");
    const history = `/api/conversations/${id}/messages`;
    made(await bob.get(`${history}?min_position=${before.after}`));
    const release = await holdMembers();
    const removal = await ada.delete(`/api/conversations/${id}/members/${bob.id}`);
    expect(refusal(removal)).toMatchObject({ status: 503 }); // it was done, and does not show yet
    const { id: hidden, after } = await ada.send(id, "not for bob");
    await vi.waitUntil(
      async () => {
        const rows = await query(
          server.databaseUrl,
          `select from lines_v1.lines where conversation_id = '${id}' and revision = ${hidden.split("_")[1]}`,
        );
        return rows.length > 0;
      },
      { timeout: 20_000 },
    );
    for (const path of [history, `${history}?after=${before.id}`, `/api/conversations/${id}/report`]) {
      const { status, json } = await bob.get(path);
      expect([path, status, JSON.stringify(json)]).toEqual([path, 200, expect.not.stringContaining("not for bob")]);
      expect(JSON.stringify(json)).not.toContain(hidden);
    }
    await release();
    expect(refusal(await bob.get(`${history}?min_position=${after}`)).status).toBe(404);
    expect((await ada.get(`${history}?min_position=${after}`)).json).toMatchObject({
      messages: expect.arrayContaining([expect.objectContaining({ content: "not for bob" })]) as unknown,
    });
  });
});

describe("while it is made anew who may read what", () => {
  it.each([
    ["members", (id: string) => `update members_v1.members set role = 'member' where conversation_id = '${id}'`],
    [
      "conversations",
      (id: string) => `update conversations_v1.conversations set visibility = 'public' where id = '${id}'`,
    ],
  ])("(%s) nobody is answered, so that nobody reads what they may not read any more", async (model, asItWas) => {
    const { id } = await ada.start({ kind: "room", name: "Hall", member_ids: [bob.id] });
    made(await ada.delete(`/api/conversations/${id}/members/${bob.id}`));
    const { after } = await ada.send(id, "not for bob");
    const history = `/api/conversations/${id}/messages`;
    expect(refusal(await bob.get(`${history}?min_position=${after}`)).status).toBe(404);
    await rebuiltHalfWay(model, asItWas(id));
    const asked = [history, `/api/conversations/${id}`, "/api/conversations", `/api/search?q=bob`, "/api/mentions"];
    for (const path of [...asked, `/api/conversations/${id}/report`, `${history}?min_position=${after}`])
      expect(refusal(await bob.get(path)), path).toMatchObject({ status: 503, code: "unavailable" });
    await ada.send(id, "messages are taken all the same");
    await isThere(model);
    expect((await ada.get("/api/conversations")).status).toBe(200);
  });
});
