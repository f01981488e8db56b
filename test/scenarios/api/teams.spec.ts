import { beforeAll, describe, expect, it } from "vitest";
import { ApiClient, made, Person, refusal } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";

const server = apiServer();
/** The administrator. */
let root: Person;
let ada: Person;
let bob: Person;

beforeAll(async () => {
  root = await Person.register(server.url, "root");
  ada = await Person.register(server.url, "ada");
  bob = await Person.register(server.url, "bob");
});

interface Team {
  readonly id: string;
  readonly name: string;
  readonly user_ids: readonly string[];
}

interface Teams {
  readonly teams: readonly Team[];
  readonly next_cursor: string | null;
}

const teamsOf = async (person: Person): Promise<readonly Team[]> => made(await person.get<Teams>("/api/teams")).teams;

describe("a team", () => {
  it("is made by an administrator, changed and removed, and everybody sees it", async () => {
    const answer = await root.post<Team>("/api/teams", { name: " Night shift ", user_ids: [ada.id, bob.id, ada.id] });
    expect(answer.status).toBe(201);
    const team = answer.json;
    expect(team).toEqual({ id: team.id, name: "Night shift", user_ids: [ada.id, bob.id] });
    expect(await teamsOf(ada)).toContainEqual(team);

    const renamed = await root.patch<Team>(`/api/teams/${team.id}`, { name: "Day shift" });
    expect(renamed).toMatchObject({ status: 200, json: { ...team, name: "Day shift" } });
    const smaller = await root.patch<Team>(`/api/teams/${team.id}`, { user_ids: [bob.id] });
    expect(smaller.json).toEqual({ id: team.id, name: "Day shift", user_ids: [bob.id] });
    expect((await root.patch(`/api/teams/${team.id}`, {})).json).toEqual(smaller.json);

    const removed = await root.delete(`/api/teams/${team.id}`);
    expect(removed.status).toBe(204);
    const after = removed.headers.get("x-position") ?? "";
    const left = made(await ada.get<Teams>(`/api/teams?min_position=${after}`)).teams;
    expect(left.map(({ id }) => id)).not.toContain(team.id);
    expect(refusal(await root.patch(`/api/teams/${team.id}`, { name: "x" })).status).toBe(404);
    expect(refusal(await root.delete(`/api/teams/${team.id}`)).status).toBe(404);
  });

  it("is made once for one key", async () => {
    const headers = { "idempotency-key": "the only team" };
    const body = { name: "Once", user_ids: [] };
    const answers = await Promise.all([1, 2, 3].map(() => root.post<Team>("/api/teams", body, { headers })));
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    expect(answers.filter((each) => each.headers.get("idempotent-replayed") === "true")).toHaveLength(2);
    expect(refusal(await root.post("/api/teams", { ...body, name: "Twice" }, { headers })).status).toBe(409);
    expect((await teamsOf(ada)).filter(({ name }) => name === "Once")).toHaveLength(1);
  });

  it("is listed by name, page by page", async () => {
    for (const name of ["łódź", "Lublin", "Łomża"]) made(await root.post("/api/teams", { name, user_ids: [] }));
    const all = (await teamsOf(ada)).map(({ name }) => name);
    expect(all.filter((name) => ["łódź", "Lublin", "Łomża"].includes(name))).toEqual(["łódź", "Łomża", "Lublin"]);
    const paged: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page: Teams = made(await ada.get<Teams>(`/api/teams?limit=1${cursor && `&cursor=${cursor}`}`));
      paged.push(...page.teams.map(({ name }) => name));
      cursor = page.next_cursor;
    }
    expect(paged).toEqual(all);
  });

  it.each([
    ["name", { name: " ", user_ids: [] }],
    ["name", { name: "a\nb", user_ids: [] }],
    ["name", { user_ids: [] }],
    ["user_ids", { name: "T" }],
    ["user_ids", { name: "T", user_ids: ["nobody"] }],
    ["user_ids", { name: "T", user_ids: Array.from({ length: 101 }, (_, n) => `u${n}`) }],
    ["color", { name: "T", user_ids: [], color: "red" }],
  ])("is refused for its %s: %j", async (path, body) => {
    const answer = refusal(await root.post("/api/teams", body));
    expect(answer).toEqual({ status: 400, code: "validation_failed", paths: [path] });
  });

  it("is not changed to what could not be made", async () => {
    const { id } = made(await root.post<Team>("/api/teams", { name: "Kept", user_ids: [] }));
    expect(refusal(await root.patch(`/api/teams/${id}`, { name: "" })).paths).toEqual(["name"]);
    expect(refusal(await root.patch(`/api/teams/${id}`, { user_ids: ["nobody"] })).paths).toEqual(["user_ids"]);
  });

  it("is nothing that members or strangers may change", async () => {
    const { id } = made(await root.post<Team>("/api/teams", { name: "Ours", user_ids: [ada.id] }));
    const changes = (who: ApiClient) => [
      who.post("/api/teams", { name: "Mine", user_ids: [] }),
      who.patch(`/api/teams/${id}`, { name: "Mine" }),
      who.delete(`/api/teams/${id}`),
    ];
    for (const answer of await Promise.all(changes(ada)))
      expect(refusal(answer)).toEqual({ status: 403, code: "forbidden", paths: [] });
    for (const answer of await Promise.all(changes(new ApiClient(server.url))))
      expect(refusal(answer).status).toBe(401);
    expect(refusal(await new ApiClient(server.url).get("/api/teams")).status).toBe(401);
    expect((await teamsOf(ada)).find((team) => team.id === id)?.name).toBe("Ours");
  });
});
