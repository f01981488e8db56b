import { beforeAll, describe, expect, it } from "vitest";
import type { UserJson } from "../../../src/wire/people.ts";
import { ApiClient, made, password, Person, refusal, type LoggedIn } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";
import { StreamClient } from "../../support/stream-client.ts";

const server = apiServer({ LOCALE: "pl", TIME_ZONE: "Europe/Warsaw" });
let ada: Person;

beforeAll(async () => {
  ada = await Person.register(server.url, "ada");
});

interface Users {
  readonly users: readonly UserJson[];
  readonly next_cursor: string | null;
}

interface Config {
  readonly needs_first_account: boolean;
}

describe("whoever registers", () => {
  it("is logged in, and there for others", async () => {
    const bob = await Person.register(server.url, "Bob Żółty");
    expect(bob.user).toMatchObject({ display_name: "Bob Żółty", avatar_url: null, is_erased: false });
    const seen = await ada.get(`/api/users/${bob.id}?min_position=${await positionFor(bob)}`);
    expect(seen).toMatchObject({ status: 200, json: bob.user });
  });

  it("takes a name and an address that nobody has", async () => {
    const nobody = new ApiClient(server.url);
    const taken = { username: ada.user.username?.toUpperCase(), email: "new@example.org", password };
    expect(refusal(await nobody.post("/api/auth/register", taken))).toEqual({
      status: 409,
      code: "conflict",
      paths: ["username"],
    });
    const email = `${ada.user.username ?? ""}@EXAMPLE.org`;
    expect(refusal(await nobody.post("/api/auth/register", { username: "another", email, password }))).toEqual({
      status: 409,
      code: "conflict",
      paths: ["email"],
    });
  });

  it.each([
    ["username", { username: "a!" }],
    ["email", { email: "nowhere" }],
    ["password", { password: "short" }],
    ["display_name", { display_name: "\u202E" }],
  ])("is told what is wrong with their %s", async (path, wrong) => {
    const fields = { username: "somebody", display_name: "S", email: "s@example.org", password, ...wrong };
    expect(refusal(await new ApiClient(server.url).post("/api/auth/register", fields))).toEqual({
      status: 400,
      code: "validation_failed",
      paths: [path],
    });
  });
});

describe("one's own profile", () => {
  it("is the deployment's until it is chosen", async () => {
    const me = made(await ada.get<object>("/api/users/me"));
    expect(me).toMatchObject({ ...ada.user, email: `${ada.user.username ?? ""}@example.org`, locale: "pl" });
    expect(me).toMatchObject({ time_zone: "Europe/Warsaw", notify_email: "at_once" });
  });

  it("is changed field by field, and others see the new name", async () => {
    const cy = await Person.register(server.url, "cy");
    const { id } = await cy.start({ member_ids: [ada.id] });
    const said = await cy.send(id, "hello");
    const changes = { display_name: " Cyryl ", locale: "fr", time_zone: "Asia/Taipei", notify_email: "off" };
    const changed = await cy.patch("/api/users/me", changes);
    expect(changed).toMatchObject({ status: 200, json: { ...changes, display_name: "Cyryl" } });
    const after = changed.headers.get("x-position") ?? "";
    const message = made(
      await ada.get<{ sender_display_name: string }>(`/api/messages/${said.id}?min_position=${after}`),
    );
    expect(message.sender_display_name).toBe("Cyryl");
    expect((await cy.send(id, "it is me")).sender_display_name).toBe("Cyryl");
    expect(await cy.patch("/api/users/me", { locale: "en" })).toMatchObject({
      json: { display_name: "Cyryl", locale: "en" },
    });
  });
});

describe("people to talk to", () => {
  it("are found by the beginnings of their names, page by page", async () => {
    const names = ["Zofia Nowak", "Zofia Kowalska", "Zénobie Petit"];
    const people: Person[] = [];
    for (const name of names)
      people.push(await Person.register(server.url, "z").then(async (person) => renamed(person, name)));
    const after = await positionFor(people[2] ?? ada);
    const found = async (query: string): Promise<string[]> => {
      const page = made(await ada.get<Users>(`/api/users?min_position=${after}&query=${encodeURIComponent(query)}`));
      return page.users.map(({ display_name }) => display_name);
    };
    expect(await found("zofia")).toEqual(["Zofia Kowalska", "Zofia Nowak"]);
    expect(await found("nowak")).toEqual(["Zofia Nowak"]);
    expect(await found("zeno")).toEqual(["Zénobie Petit"]);
    expect(await found("nobody like this")).toEqual([]);
    const first = made(await ada.get<Users>("/api/users?query=zofia&limit=1"));
    const second = made(await ada.get<Users>(`/api/users?query=zofia&limit=1&cursor=${first.next_cursor ?? ""}`));
    expect([...first.users, ...second.users].map(({ display_name }) => display_name)).toEqual(await found("zofia"));
    expect(second.next_cursor).toBeNull();
  });

  it("are nobody whose account is disabled", async () => {
    const gone = await renamed(await Person.register(server.url, "gone"), "Gustaw Pryk");
    const after = await positionFor(gone);
    const found = async (): Promise<string[]> => {
      const { users } = made(await ada.get<Users>(`/api/users?min_position=${after}&query=gustaw`));
      return users.map(({ id }) => id);
    };
    expect(await found()).toEqual([gone.id]);
    made(await ada.patch(`/api/admin/users/${gone.id}`, { is_disabled: true }));
    expect(await found()).toEqual([]);
    expect(made(await ada.get<UserJson>(`/api/users/${gone.id}`)).display_name).toBe("Gustaw Pryk");
    made(await ada.patch(`/api/admin/users/${gone.id}`, { is_disabled: false }));
    expect(await found()).toEqual([gone.id]);
  });

  it("are nobody where the id is nobody's", async () => {
    expect(refusal(await ada.get("/api/users/nobody"))).toEqual({ status: 404, code: "not_found", paths: [] });
  });
});

describe("blocking", () => {
  const blocked = async (person: Person, after: string): Promise<(string | null)[]> => {
    const { users } = made(await person.get<Users>(`/api/users/me/blocks?min_position=${after}`));
    return users.map(({ id }) => id);
  };

  it("is one's own list, the last one first, which the blocked one learns nothing of", async () => {
    const [dee, eli, fay] = await Promise.all(["dee", "eli", "fay"].map((name) => Person.register(server.url, name)));
    if (!dee || !eli || !fay) throw new Error("Three were to register.");
    const [own, theirs] = await Promise.all(
      [dee, eli].map(({ token }) => StreamClient.connect({ url: server.url, token: token ?? "" })),
    );
    for (const other of [eli, fay, eli]) expect((await dee.post(`/api/users/${other.id}/block`)).status).toBe(204);
    const after = await positionFor(dee);
    expect(await blocked(dee, after)).toEqual([fay.id, eli.id]);
    expect(await blocked(eli, after)).toEqual([]);
    const first = made(await dee.get<Users>("/api/users/me/blocks?limit=1"));
    const second = made(await dee.get<Users>(`/api/users/me/blocks?limit=1&cursor=${first.next_cursor ?? ""}`));
    expect([...first.users, ...second.users].map(({ id }) => id)).toEqual([fay.id, eli.id]);
    expect(second.next_cursor).toBeNull();

    for (const _ of [1, 2]) expect((await dee.delete(`/api/users/${eli.id}/block`)).status).toBe(204);
    expect(await blocked(dee, await positionFor(dee))).toEqual([fay.id]);

    await own?.until(() => own.kept("settings_changed").length === 3);
    expect(own?.kept("settings_changed").map(({ data }) => data["settings"])).toEqual([
      { blocked_user_id: eli.id, is_blocked: true },
      { blocked_user_id: fay.id, is_blocked: true },
      { blocked_user_id: eli.id, is_blocked: false },
    ]);
    made(await fay.patch("/api/users/me", { display_name: "Fay, at last" }));
    await theirs?.until(() => theirs.kept("user_updated").some(({ data }) => data["user_id"] === fay.id));
    expect(theirs?.kept("settings_changed")).toEqual([]);
    await Promise.all([own?.cut(), theirs?.cut()]);
  });

  it("is of somebody else, whom there is", async () => {
    expect(refusal(await ada.post("/api/users/nobody/block"))).toMatchObject({ status: 404, code: "not_found" });
    expect(refusal(await ada.post(`/api/users/${ada.id}/block`))).toEqual({
      status: 400,
      code: "validation_failed",
      paths: ["id"],
    });
    const nobody = new ApiClient(server.url);
    for (const answer of [await nobody.post(`/api/users/${ada.id}/block`), await nobody.get("/api/users/me/blocks")])
      expect(refusal(answer).status).toBe(401);
    for (const cursor of ["x", "eyJwb3NpdGlvbiI6IjkyMjMzNzIwMzY4NTQ3NzU4MDgifQ"])
      expect(refusal(await ada.get(`/api/users/me/blocks?cursor=${cursor}`)).paths).toEqual(["cursor"]);
  });
});

describe("the settings", () => {
  it("are told to whoever comes", async () => {
    const config = await new ApiClient(server.url).get<Config>("/api/config");
    expect(config).toMatchObject({
      status: 200,
      json: { needs_first_account: false, registration: "open", locale: "pl", time_zone: "Europe/Warsaw" },
    });
  });
});

async function renamed(person: Person, name: string): Promise<Person> {
  made(await person.patch("/api/users/me", { display_name: name }));
  return person;
}

/** Where the log stands after whatever this person did. */
async function positionFor(person: Person): Promise<string> {
  const { user } = person;
  const answer = await new ApiClient(server.url).post<LoggedIn>("/api/auth/login", {
    username: user.username,
    password,
  });
  return answer.headers.get("x-position") ?? "";
}
