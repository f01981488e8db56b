import pg from "pg";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { made, Person, refusal, type Answer } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";
import { tracesInTables } from "./traces.ts";
import { ask, erased, type Erasure } from "./wilhelmine.ts";

const server = apiServer();
let root: Person;
let bob: Person;

beforeAll(async () => {
  [root, bob] = [await Person.register(server.url, "root"), await Person.register(server.url, "bob")];
});

const tried = (person: Person, confirm = person.user.username): Promise<Answer<Erasure>> =>
  root.post<Erasure>(`/api/admin/users/${person.id}/erase`, { confirm });

describe("an erasure", () => {
  it("is asked for by their username, so that nobody is erased by mistake", async () => {
    const cem = await Person.register(server.url, "cem");
    expect(refusal(await tried(cem, "bob"))).toMatchObject({ status: 400, paths: ["confirm"] });
    expect((await cem.get("/api/users/me")).status).toBe(200);
  });

  it("is not for the last administrator", async () => {
    expect(refusal(await tried(root))).toMatchObject({ status: 409, code: "conflict" });
    expect((await root.get("/api/users/me")).status).toBe(200);
  });

  it("is refused, and says so, while a legal hold stands on them or on where they wrote", async () => {
    const dot = await Person.register(server.url, "dot");
    const eve = await Person.register(server.url, "eve");
    const { id } = await bob.start({ kind: "group", name: "Held", member_ids: [eve.id] });
    const { after } = await eve.send(id, "on hold");
    made(await bob.get(`/api/conversations/${id}/messages?min_position=${after}`));
    const auditor = await Person.register(server.url, "auditor");
    made(await root.patch(`/api/admin/users/${auditor.id}`, { roles: ["auditor"] }));
    const hold = async (on: object): Promise<string> =>
      made(await auditor.post<{ id: string }>("/api/audit/holds", { ...on, reason: "A case." })).id;
    const holds = [await hold({ user_id: dot.id }), await hold({ conversation_id: id })];
    for (const person of [dot, eve]) {
      const answer = await tried(person);
      expect(refusal(answer)).toMatchObject({ status: 409, code: "conflict" });
      expect((answer.json as unknown as { detail: string }).detail).toMatch(/^A legal hold stands on/);
      expect((await person.get("/api/users/me")).status).toBe(200);
    }
    for (const each of holds) made(await auditor.delete(`/api/audit/holds/${each}`));
    expect(made(await tried(dot)).state).toBe("begun");
  });

  it("is refused while a hold stands on where they wrote, or were forwarded to, also once that was deleted", async () => {
    const [ivy, jon] = [await Person.register(server.url, "ivy"), await Person.register(server.url, "jon")];
    const { id } = await bob.start({ kind: "group", name: "Gone", member_ids: [ivy.id] });
    await ivy.send(id, "wrote here");
    const { id: direct } = await bob.start({ kind: "direct", member_ids: [jon.id] });
    const { id: said } = await jon.send(direct, "wrote elsewhere");
    made(await bob.post(`/api/messages/${said}/forward`, { conversation_ids: [id] }));
    const auditor = await Person.register(server.url, "auditor2");
    made(await root.patch(`/api/admin/users/${auditor.id}`, { roles: ["auditor"] }));
    const hold = made(
      await auditor.post<{ id: string }>("/api/audit/holds", { conversation_id: id, reason: "A case." }),
    );
    const gone = await bob.delete(`/api/conversations/${id}`);
    made(gone);
    const after = `min_position=${gone.headers.get("x-position") ?? ""}`;
    expect((await bob.get(`/api/conversations/${id}/messages?${after}`)).status).toBe(404);
    made(await auditor.get(`/api/audit/holds?${after}`));
    for (const person of [ivy, jon]) expect(refusal(await tried(person))).toMatchObject({ status: 409 });
    made(await auditor.delete(`/api/audit/holds/${hold.id}`));
  });

  it(
    "destroys the key at once, though another one waits for a transaction of before",
    { timeout: 60_000 },
    async () => {
      const [kay, lou] = [await Person.register(server.url, "kay"), await Person.register(server.url, "lou")];
      const old = new pg.Client({ connectionString: server.databaseUrl });
      await old.connect();
      try {
        await old.query("begin");
        await old.query("select pg_current_xact_id()");
        for (const person of [kay, lou]) {
          await ask(root, person);
          await vi.waitFor(async () => expect((await ask(root, person)).state).toBe("erased"), { timeout: 20_000 });
        }
      } finally {
        await old.end();
      }
      await Promise.all([kay, lou].map((person) => erased(root, person)));
    },
  );

  it("that is asked for twice at once is one, and two at once are two", async () => {
    const [fay, gil] = [await Person.register(server.url, "fay"), await Person.register(server.url, "gil")];
    const asked = await Promise.all([fay, gil, fay, gil, fay].map((person) => tried(person)));
    const numbers = asked.map((answer) => made(answer).number);
    expect(numbers).toEqual([numbers[0], numbers[1], numbers[0], numbers[1], numbers[0]]);
    expect(numbers[0]).not.toBe(numbers[1]);
    const done = await Promise.all([fay, gil].map((person) => erased(root, person)));
    expect(done).toMatchObject([
      { number: numbers[0], state: "done" },
      { number: numbers[1], state: "done" },
    ]);
  });

  it("of somebody who writes all the while leaves none of it", { timeout: 60_000 }, async () => {
    const hal = await Person.register(server.url, "hal");
    const { id } = await bob.start({ kind: "group", name: "Talk", member_ids: [hal.id] });
    let said = 0;
    const write = async (): Promise<void> => {
      for (;;) {
        const { status } = await hal.post(`/api/conversations/${id}/messages`, { content: `Holterdiepolter ${said}` });
        if (status !== 201) return;
        said += 1;
      }
    };
    const writing = Promise.all([write(), write(), write()]);
    await vi.waitUntil(() => said > 20);
    await ask(root, hal);
    await writing;
    await erased(root, hal);
    expect(
      await tracesInTables(server.databaseUrl, { said: "Holterdiepolter", name: hal.user.username ?? "" }),
    ).toEqual([]);
    const { messages } = made(
      await bob.get<{ messages: { sender_id: string; content: string }[] }>(
        `/api/conversations/${id}/messages?limit=100`,
      ),
    );
    const theirs = messages.filter(({ sender_id: sender }) => sender === hal.id);
    expect(theirs.length).toBeGreaterThan(20);
    expect(theirs.every(({ content }) => content === "")).toBe(true);
  });
});
