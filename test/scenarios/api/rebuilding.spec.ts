import { beforeAll, describe, expect, it } from "vitest";
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
