import { beforeAll, describe, expect, it } from "vitest";
import type { UserJson } from "../../../src/wire/people.ts";
import { ApiClient, made, password, Person, refusal, type Answer, type LoggedIn } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";
import { query } from "../../support/database.ts";

const server = apiServer({ PUBLIC_URL: "https://chat.example.org", REGISTRATION: "open" });
/** The administrator. */
let root: Person;
let ada: Person;

beforeAll(async () => {
  root = await Person.register(server.url, "root");
  ada = await Person.register(server.url, "ada");
});

interface Account extends UserJson {
  readonly email: string | null;
  readonly roles: readonly string[];
  readonly is_disabled: boolean;
  readonly created_at: string;
  readonly last_seen_at: string | null;
}

interface Accounts {
  readonly users: readonly Account[];
  readonly next_cursor: string | null;
}

interface Invite {
  readonly id: string;
  readonly email: string | null;
  readonly token: string;
  readonly url: string;
  readonly expires_at: string;
}

interface Invites {
  readonly invites: readonly Invite[];
  readonly next_cursor: string | null;
}

const change = (who: Person, changes: object, by = root): Promise<Answer<Account>> =>
  by.patch(`/api/admin/users/${who.id}`, changes);

async function accounts(search: string, after = ""): Promise<readonly Account[]> {
  const address = `/api/admin/users?query=${encodeURIComponent(search)}${after && `&min_position=${after}`}`;
  return made(await root.get<Accounts>(address)).users;
}

async function eventsOf({ id }: Person): Promise<string[]> {
  const text = "select type from log.events where stream = $1 order by revision";
  return (await query<{ type: string }>(server.databaseUrl, text, [`user-${id}`])).map(({ type }) => type);
}

describe("an account", () => {
  it("is found by its names and its address, and shown with what an administrator needs", async () => {
    const zoe = await Person.register(server.url, "Zoë Żak");
    const after = made(await zoe.patch<UserJson>("/api/users/me", { display_name: "Zoë Nowak-Żak" }));
    expect(after.display_name).toBe("Zoë Nowak-Żak");
    const position = (await root.get("/api/admin/invites")).headers.get("x-position") ?? "";
    const name = zoe.user.username ?? "";
    for (const search of [name.slice(3), `${name}@EXAMPLE`, "nowak", "ZOE zak"]) {
      const found = await accounts(search, position);
      expect(
        found.map(({ id }) => id),
        search,
      ).toContain(zoe.id);
    }
    const [shown] = await accounts(name, position);
    expect(shown).toMatchObject({ id: zoe.id, email: `${name}@example.org`, roles: [], is_disabled: false });
    expect(shown?.display_name).toBe("Zoë Nowak-Żak");
    for (const time of [shown?.created_at, shown?.last_seen_at]) expect(time).toMatch(/^\d{4}-.*Z$/);
    expect(await accounts("nobody-is-called-so")).toEqual([]);
  });

  it("is on one page of the list", async () => {
    const all: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page: Accounts = made(await root.get<Accounts>(`/api/admin/users?limit=1${cursor && `&cursor=${cursor}`}`));
      all.push(...page.users.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(expect.arrayContaining([root.id, ada.id]));
  });

  it("is given roles, which count at once, and which are taken away as fast", async () => {
    const bob = await Person.register(server.url, "bob");
    made(await bob.get("/api/users/me"));
    expect(refusal(await bob.get("/api/admin/users"))).toEqual({ status: 403, code: "forbidden", paths: [] });
    const roles = ["auditor", "administrator"];
    expect((await change(bob, { roles })).json.roles).toEqual(["administrator", "auditor"]);
    expect((await bob.get("/api/admin/users")).status).toBe(200);
    expect(made(await bob.get<Account>("/api/users/me")).roles).toEqual(["administrator", "auditor"]);
    expect((await change(bob, { roles: [] })).json.roles).toEqual([]);
    expect(refusal(await bob.get("/api/admin/users")).status).toBe(403);
  });

  it("that is disabled is logged out and kept out, as by a wrong password, until it is enabled", async () => {
    const bob = await Person.register(server.url, "bob");
    const phone = await bob.login();
    const { username } = bob.user;
    const login = () => new ApiClient(server.url).post<LoggedIn>("/api/auth/login", { username, password });
    for (const device of [bob, phone]) made(await device.get("/api/users/me"));

    expect((await change(bob, { is_disabled: true })).json.is_disabled).toBe(true);

    for (const device of [bob, phone]) expect(refusal(await device.get("/api/users/me")).status).toBe(401);
    const wrong = await new ApiClient(server.url).post("/api/auth/login", { username, password: "wrong horse" });
    const refused = await login();
    expect(refused.status).toBe(401);
    expect(refused.json).toEqual(wrong.json);
    expect(await eventsOf(bob)).toEqual(["UserRegistered", "UserDisabled"]);

    expect((await change(bob, { is_disabled: true })).status).toBe(200);
    expect((await change(bob, { is_disabled: false })).json.is_disabled).toBe(false);
    expect((await login()).status).toBe(200);
    expect(refusal(await bob.get("/api/users/me")).status).toBe(401);
    expect(await eventsOf(bob)).toEqual(["UserRegistered", "UserDisabled", "UserEnabled"]);
  });

  it("of the last administrator stays one, also when two remove each other at once", async () => {
    for (const changes of [{ roles: [] }, { is_disabled: true }, { roles: ["auditor"], is_disabled: false }])
      expect(refusal(await change(root, changes))).toMatchObject({ status: 409, code: "conflict" });
    const bob = await Person.register(server.url, "bob");
    made(await change(bob, { roles: ["administrator"] }));
    const answers = await Promise.all([change(bob, { roles: [] }, root), change(root, { roles: [] }, bob)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const left = answers[0]?.status === 200 ? root : bob;
    made(await change(root, { roles: ["administrator"] }, left));
    made(await change(bob, { roles: [] }));
  });

  it.each([
    ["roles", { roles: ["king"] }],
    ["roles", { roles: "administrator" }],
    ["is_disabled", { is_disabled: "yes" }],
    ["password", { password: "a new password" }],
  ])("is not changed by a %s that does not fit: %j", async (path, changes) => {
    const { paths, ...answer } = refusal(await change(ada, changes));
    expect(answer).toEqual({ status: 400, code: "validation_failed" });
    expect(new Set(paths.map((each) => each.replace(/\[\d\]$/, "")))).toEqual(new Set([path]));
  });

  it("is not there to be changed where there is none", async () => {
    const answer = await root.patch("/api/admin/users/nobody", { is_disabled: true });
    expect(refusal(answer)).toMatchObject({ status: 404, code: "not_found" });
  });
});

describe("an account that an administrator makes", () => {
  const body = { username: "Grace", display_name: "Grace Hopper", email: "grace@example.org" };

  it("is somebody whom others find, and whom nobody can log in as yet", async () => {
    const answer = await root.post<Account>("/api/admin/users", body);
    expect(answer).toMatchObject({ status: 201, json: { username: "Grace", display_name: "Grace Hopper", roles: [] } });
    const after = answer.headers.get("x-position") ?? "";
    const seen = await ada.get<UserJson>(`/api/users/${answer.json.id}?min_position=${after}`);
    expect(seen.json.display_name).toBe("Grace Hopper");
    for (const guess of ["", password, "Grace"]) {
      const login = await new ApiClient(server.url).post("/api/auth/login", { username: "grace", password: guess });
      expect(refusal(login).status).toBe(401);
    }
    expect(refusal(await root.post("/api/admin/users", body))).toMatchObject({ status: 409, paths: ["username"] });
    const other = { ...body, username: "another" };
    expect(refusal(await root.post("/api/admin/users", other))).toMatchObject({ status: 409, paths: ["email"] });
  });

  it("is made once for one key", async () => {
    const once = { username: "katherine", email: "katherine@example.org" };
    const ask = (fields: object) =>
      root.post<Account>("/api/admin/users", fields, { headers: { "idempotency-key": "one account" } });
    const answers = await Promise.all([ask(once), ask(once), ask(once)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    expect((await ask(once)).headers.get("idempotent-replayed")).toBe("true");
    expect(refusal(await ask({ ...once, display_name: "Another" })).status).toBe(409);
  });

  it.each([
    ["username", { username: "a!" }],
    ["email", { email: "nowhere" }],
    ["display_name", { display_name: "\u202E" }],
    ["password", { password: "chosen for you" }],
  ])("is refused for its %s", async (path, wrong) => {
    const answer = await root.post("/api/admin/users", { username: "somebody", email: "s@example.org", ...wrong });
    expect(refusal(answer)).toEqual({ status: 400, code: "validation_failed", paths: [path] });
  });
});

describe("an invitation", () => {
  it("is a link, which is told once, listed while it can be used, and withdrawn", async () => {
    const { token, url, ...invite } = made(await root.post<Invite>("/api/admin/invites", { email: "New@Example.org" }));
    expect(url).toBe(`https://chat.example.org/?invite=${token}`);
    expect(Date.parse(invite.expires_at)).toBeGreaterThan(Date.now());
    const open = made(await root.post<Invite>("/api/admin/invites"));
    expect(open.email).toBeNull();
    const listed = made(await root.get<Invites>("/api/admin/invites"));
    expect(listed.invites).toContainEqual(invite);
    expect(JSON.stringify(listed)).not.toContain(token);
    const first = made(await root.get<Invites>("/api/admin/invites?limit=1"));
    const second = made(await root.get<Invites>(`/api/admin/invites?limit=1&cursor=${first.next_cursor ?? ""}`));
    expect([...first.invites, ...second.invites]).toEqual(listed.invites.slice(0, 2));

    expect((await root.delete(`/api/admin/invites/${invite.id}`)).status).toBe(204);
    expect(refusal(await root.delete(`/api/admin/invites/${invite.id}`)).status).toBe(404);
    expect(made(await root.get<Invites>("/api/admin/invites")).invites.map(({ id }) => id)).toEqual([open.id]);
  });

  it.each([{ email: "nowhere" }, { email: null }, { email: "" }])("goes to no %j", async (body) => {
    expect(refusal(await root.post("/api/admin/invites", body))).toMatchObject({ status: 400, paths: ["email"] });
  });
});

describe("administration", () => {
  it("is for administrators alone", async () => {
    const asked = (who: ApiClient) => [
      who.get("/api/admin/users"),
      who.post("/api/admin/users", { username: "mallory", email: "m@example.org" }),
      who.patch(`/api/admin/users/${ada.id}`, { roles: ["administrator"] }),
      who.get("/api/admin/invites"),
      who.post("/api/admin/invites"),
      who.delete("/api/admin/invites/nothing"),
    ];
    for (const answer of await Promise.all(asked(ada)))
      expect(refusal(answer)).toEqual({ status: 403, code: "forbidden", paths: [] });
    for (const answer of await Promise.all(asked(new ApiClient(server.url))))
      expect(refusal(answer)).toEqual({ status: 401, code: "unauthenticated", paths: [] });
  });

  it("lets nobody read what others write, whatever their roles", async () => {
    const bob = await Person.register(server.url, "bob");
    const { id } = await ada.start({ member_ids: [bob.id] });
    const { id: message, after } = await ada.send(id, "between us");
    made(await change(root, { roles: ["administrator", "auditor", "operator"] }));
    for (const path of [`conversations/${id}`, `conversations/${id}/messages`, `messages/${message}`]) {
      const answer = await root.get(`/api/${path}?min_position=${after}`);
      expect(refusal(answer), path).toMatchObject({ status: 404, code: "not_found" });
    }
    const mine = made(await root.get<{ conversations: unknown[] }>(`/api/conversations?min_position=${after}`));
    expect(mine.conversations).toEqual([]);
  });
});
