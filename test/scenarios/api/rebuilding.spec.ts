import pg from "pg";
import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { made, Person, refusal, type Sent } from "../../support/api-client.ts";
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
  await query(server.databaseUrl, `update projections.builds set is_indexed = false where name = '${model}'`);
}

async function isThere(model: string): Promise<void> {
  await query(server.databaseUrl, `update projections.builds set is_indexed = true where name = '${model}'`);
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

describe("while nobody knows yet that somebody was removed", () => {
  /** Bob has kept it, it is pinned, it names him, and it is quoted. */
  async function knownToBob(): Promise<{ id: string; kept: Sent; quoting: Sent }> {
    const { id } = await ada.start({ kind: "room", name: "Yard", member_ids: [bob.id] });
    const kept = await ada.send(id, "harvest for @bob", { mentions: [bob.id] });
    made(await ada.post(`/api/messages/${kept.id}/pin`));
    made(await bob.request("PUT", `/api/saved/${kept.id}`));
    const quoting = await ada.send(id, "that harvest", { reply_to_id: kept.id });
    made(await bob.get(`/api/conversations/${id}?min_position=${quoting.after}`));
    return { id, kept, quoting };
  }

  const everywhere = (id: string, kept: Sent): readonly string[] => [
    `/api/conversations/${id}/messages`,
    `/api/conversations/${id}/messages?around=${kept.id}`,
    `/api/conversations/${id}/messages/search?q=harvest`,
    `/api/conversations/${id}/report`,
    `/api/conversations/${id}/pins`,
    `/api/conversations/${id}`,
    "/api/conversations",
    "/api/search?q=harvest",
    "/api/mentions",
    "/api/saved",
    `/api/sync?after=${encodeURIComponent(kept.after)}`,
    `/api/messages/${kept.id}`,
    `/api/messages/${kept.id}/history`,
    `/api/messages/${kept.id}/readers`,
  ];

  const isInLines = (id: string, message: Sent, condition: string): Promise<unknown> =>
    vi.waitUntil(
      async () => {
        const at = `conversation_id = '${id}' and revision = ${message.id.split("_")[1]}`;
        return (await query(server.databaseUrl, `select from lines_v1.lines where ${at} and ${condition}`)).length > 0;
      },
      { timeout: 20_000 },
    );

  it("nothing that was said since is shown to them, wherever they ask", async () => {
    const { id, kept } = await knownToBob();
    const release = await holdMembers();
    expect(refusal(await ada.delete(`/api/conversations/${id}/members/${bob.id}`)).status).toBe(503); // done, not shown yet
    const hidden = await ada.send(id, "harvest is not for bob", { reply_to_id: kept.id, mentions_all: true });
    await isInLines(id, hidden, "true");
    for (const path of everywhere(id, kept)) {
      const { status, json } = await bob.get(path);
      expect([path, status, JSON.stringify(json)]).toEqual([
        path,
        expect.toBeOneOf([200, 404]),
        expect.not.stringMatching(new RegExp(`is not for|${hidden.id}`)),
      ]);
    }
    await release();
    expect(refusal(await bob.get(`/api/conversations/${id}/messages?min_position=${hidden.after}`)).status).toBe(404);
  });

  it("and lists show the last line all the same where nobody has left meanwhile", async () => {
    const { id } = await ada.start({ kind: "group", name: "Choir", member_ids: [bob.id] });
    const { after } = await ada.send(id, "first");
    made(await bob.get(`/api/conversations/${id}?min_position=${after}`));
    const release = await holdMembers();
    await ada.send(id, "harvest is for all");
    const lastFor = async (path: string): Promise<string> => JSON.stringify(made(await bob.get(path)));
    await vi.waitFor(async () => {
      expect(await lastFor(`/api/conversations/${id}`)).toContain("harvest is for all");
      expect(await lastFor("/api/conversations")).toContain("harvest is for all");
    }, 20_000);
    await release();
  });

  it("nor what an earlier message says since: it is not told before it is known who may be told", async () => {
    const { id, kept, quoting } = await knownToBob();
    const release = await holdMembers();
    expect(refusal(await ada.delete(`/api/conversations/${id}/members/${bob.id}`)).status).toBe(503);
    for (const message of [kept, quoting]) {
      made(await ada.patch(`/api/messages/${message.id}`, { content: "harvest, not for bob" }));
      await isInLines(id, message, "content like '%not for bob%'");
    }
    const answers = await Promise.all(everywhere(id, kept).map(async (path) => ({ path, ...(await bob.get(path)) })));
    for (const { path, status, json } of answers) {
      expect([path, status]).toEqual([path, expect.toBeOneOf([200, 404, 503])]);
      expect(JSON.stringify(json), path).not.toContain("not for bob");
    }
    const history = `/api/conversations/${id}/messages?around=${quoting.id}`;
    const asked = ada.get(history); // waits until it is known, and then shows all of it
    await release();
    expect(await asked).toMatchObject({ status: 200 });
    expect(JSON.stringify((await asked).json)).toContain("not for bob");
    expect(refusal(await bob.get(`${history}&min_position=${quoting.after}`)).status).toBe(404);
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
