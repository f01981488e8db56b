import { beforeAll, describe, expect, it, vi } from "vitest";
import { ApiClient, made, password, Person, refusal, type Answer, type LoggedIn } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";
import { StreamClient } from "../../support/stream-client.ts";

const friend = "https://friend.example";
const server = apiServer({ PUBLIC_URL: "https://chat.example.org", CORS_ORIGINS: friend });
const own = "https://chat.example.org";
const foreign = "https://evil.example";
let ada: Person;

beforeAll(async () => {
  ada = await Person.register(server.url, "ada");
});

interface Sessions {
  readonly sessions: readonly { readonly id: string; readonly is_current: boolean; readonly user_agent: string }[];
}

const me = (person: Person): Promise<Answer<unknown>> => person.get("/api/users/me");

/** Used already, so that the server has met it. */
async function inUse(person: Person): Promise<Person> {
  made(await me(person));
  return person;
}

async function loginFrom(headers: Record<string, string>): Promise<Answer<LoggedIn>> {
  const body = { username: ada.user.username, password };
  return new ApiClient(server.url).post("/api/auth/login", body, { headers });
}

describe("a session", () => {
  it("begins with the username or the e-mail address, whatever the case", async () => {
    const nobody = new ApiClient(server.url);
    const name = ada.user.username ?? "";
    for (const username of [name, name.toUpperCase(), `${name}@example.org`]) {
      const answer = await nobody.post<LoggedIn>("/api/auth/login", { username, password });
      expect(answer).toMatchObject({ status: 200, json: { user: ada.user } });
      expect(Date.parse(answer.json.expires_at)).toBeGreaterThan(Date.now());
    }
  });

  it("begins with neither a wrong password nor a wrong name, which are answered alike", async () => {
    const nobody = new ApiClient(server.url);
    const answers = await Promise.all([
      nobody.post("/api/auth/login", { username: ada.user.username, password: "wrong horse" }),
      nobody.post("/api/auth/login", { username: "nobody-at-all", password }),
      nobody.post("/api/auth/login", { username: ada.user.username, password: "" }),
    ]);
    for (const answer of answers) expect(answer.json).toEqual(answers[0].json);
    expect(refusal(answers[0])).toEqual({ status: 401, code: "unauthenticated", paths: [] });
    expect(server.output).not.toContain("wrong horse");
  });

  it("ends when one logs out, and its stream with it", async () => {
    const here = await ada.login();
    const stream = await StreamClient.connect({ url: server.url, token: here.token ?? "" });
    expect((await here.post("/api/auth/logout")).status).toBe(204);
    await stream.ended();
    expect(refusal(await me(here)).status).toBe(401);
    expect((await me(ada)).status).toBe(200);
  });

  it("is listed among one's own, and ended from another device", async () => {
    const bob = await Person.register(server.url, "bob");
    const phone = await inUse(await bob.login());
    const { sessions } = made(await bob.get<Sessions>("/api/auth/sessions"));
    expect(sessions).toHaveLength(2);
    expect(sessions.filter(({ is_current }) => is_current)).toHaveLength(1);
    const other = sessions.find(({ is_current }) => !is_current)?.id ?? "";
    expect(refusal(await ada.delete(`/api/auth/sessions/${other}`)).status).toBe(404);
    expect((await bob.delete(`/api/auth/sessions/${other}`)).status).toBe(204);
    expect(refusal(await me(phone)).status).toBe(401);
    expect((await me(bob)).status).toBe(200);
    expect(refusal(await bob.delete(`/api/auth/sessions/${other}`)).status).toBe(404);
  });

  it("ends when all others are ended", async () => {
    const bob = await Person.register(server.url, "bob");
    const others = [await inUse(await bob.login()), await inUse(await bob.login())];
    expect((await bob.delete("/api/auth/sessions")).status).toBe(204);
    for (const each of others) expect(refusal(await me(each)).status).toBe(401);
    expect((await me(bob)).status).toBe(200);
  });

  it("ends elsewhere when the password is changed", async () => {
    const bob = await Person.register(server.url, "bob");
    const phone = await inUse(await bob.login());
    const wrong = await bob.post("/api/auth/password", { current: "wrong horse", new: "battery staple" });
    expect(refusal(wrong)).toEqual({ status: 403, code: "forbidden", paths: ["current"] });
    const short = await bob.post("/api/auth/password", { current: password, new: "short" });
    expect(refusal(short)).toEqual({ status: 400, code: "validation_failed", paths: ["new"] });
    const stream = await StreamClient.connect({ url: server.url, token: phone.token ?? "" });
    expect((await bob.post("/api/auth/password", { current: password, new: "battery staple" })).status).toBe(204);
    await stream.ended();
    expect(refusal(await me(phone)).status).toBe(401);
    expect((await me(bob)).status).toBe(200);
    await expect(bob.login()).rejects.toThrow("401");
  });
});

describe("a browser", () => {
  /** As the web client is: without a token, with the cookie that it was given. */
  async function cookieOf(answer: Answer<unknown>): Promise<string> {
    const [cookie = ""] = answer.headers.getSetCookie();
    return Promise.resolve(cookie.split(";")[0] ?? "");
  }

  it("is given a cookie that no script sees and no other site sends", async () => {
    const [cookie = ""] = (await loginFrom({ origin: own })).headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-verbatim_session=vbt_/);
    for (const attribute of ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"]) expect(cookie).toContain(attribute);
    expect(cookie).not.toContain("Domain");
  });

  it("is logged in by no cookie that a neighbour in the domain may have set", async () => {
    const cookie = await cookieOf(await loginFrom({ origin: own }));
    const read = (sent: string) => new ApiClient(server.url).get("/api/users/me", { headers: { cookie: sent } });
    const fromNeighbour = cookie.replace("__Host-", "");
    expect(refusal(await read(fromNeighbour)).status).toBe(401);
    expect((await read(`${fromNeighbour}x; ${cookie}`)).status).toBe(200);
  });

  it("changes something with its cookie only from our own pages", async () => {
    const cookie = await cookieOf(await loginFrom({ origin: own }));
    const browser = new ApiClient(server.url);
    const change = (headers: Record<string, string>) =>
      browser.request("PATCH", "/api/users/me", { json: { locale: "fr" }, headers: { cookie, ...headers } });
    const { host } = new URL(server.url);
    for (const headers of [{ origin: own }, { origin: `http://${host}` }, { "sec-fetch-site": "same-origin" }]) {
      expect((await change(headers)).status, JSON.stringify(headers)).toBe(200);
    }
    for (const headers of [
      {},
      { origin: foreign },
      { origin: friend },
      { origin: "null" },
      { "sec-fetch-site": "same-site" },
    ]) {
      const answer = await change({ ...headers });
      expect(refusal(answer), JSON.stringify(headers)).toMatchObject({ status: 403, code: "forbidden" });
    }
  });

  it("reads with its cookie, but not from other sites' pages", async () => {
    const cookie = await cookieOf(await loginFrom({ origin: own }));
    const read = (headers: Record<string, string>) =>
      new ApiClient(server.url).get("/api/users/me", { headers: { cookie, ...headers } });
    expect((await read({})).status).toBe(200);
    expect((await read({ origin: own })).status).toBe(200);
    expect(refusal(await read({ origin: friend })).status).toBe(401);
  });

  it("forgets its cookie when it logs out", async () => {
    const cookie = await cookieOf(await loginFrom({ origin: own }));
    const browser = new ApiClient(server.url);
    const answer = await browser.post("/api/auth/logout", undefined, { headers: { cookie, origin: own } });
    expect(answer.status).toBe(204);
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__Host-verbatim_session=;.+(Max-Age=0|Expires=Thu, 01 Jan 1970)/,
    );
    expect(refusal(await browser.get("/api/users/me", { headers: { cookie } })).status).toBe(401);
  });

  it("is not logged in by another site's page, nor registered", async () => {
    expect(refusal(await loginFrom({ origin: foreign }))).toMatchObject({ status: 403, code: "forbidden" });
    const fields = { username: "mallory", email: "m@example.org", password };
    const answer = await new ApiClient(server.url).post("/api/auth/register", fields, { headers: { origin: foreign } });
    expect(refusal(answer)).toMatchObject({ status: 403, code: "forbidden" });
  });

  it("on the page of a friendly site uses the token, and is given no cookie", async () => {
    const login = await loginFrom({ origin: friend });
    expect(login.status).toBe(200);
    expect(login.headers.getSetCookie()).toEqual([]);
    expect(login.headers.get("access-control-allow-origin")).toBe(friend);
    expect(login.headers.get("access-control-allow-credentials")).toBeNull();
    const exposed = login.headers.get("access-control-expose-headers") ?? "";
    for (const name of ["X-Position", "Idempotent-Replayed", "Retry-After"]) expect(exposed).toContain(name);
    const client = new ApiClient(server.url, login.json.token);
    const headers = { origin: friend };
    expect((await client.request("PATCH", "/api/users/me", { json: { locale: "en" }, headers })).status).toBe(200);
  });

  it("asks before it sends from a friendly site, and is told nothing on others", async () => {
    const preflight = (origin: string) =>
      new ApiClient(server.url).request("OPTIONS", "/api/conversations", {
        headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization" },
      });
    const allowed = await preflight(friend);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get("access-control-allow-origin")).toBe(friend);
    expect(allowed.headers.get("access-control-allow-headers")?.toLowerCase()).toContain("authorization");
    expect((await preflight(foreign)).headers.get("access-control-allow-origin")).toBeNull();
  });

  it("is told what to allow: our own files, and no script in a page", async () => {
    const { headers } = await new ApiClient(server.url).get("/api/config");
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe-(inline|eval)/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("strict-transport-security")).toMatch(/max-age=\d{8}/);
    expect(headers.get("cache-control")).toBe("no-store");
  });
});

describe("the log of the server", () => {
  it("has a line for each request, by its route and without what was said or who could use it", async () => {
    const { id } = await ada.start({ member_ids: [], kind: "direct" });
    const requestId = crypto.randomUUID();
    const answer = await ada.post(
      `/api/conversations/${id}/messages`,
      { content: "nobody else's business" },
      { headers: { "x-request-id": requestId } },
    );
    expect(answer.headers.get("x-request-id")).toBe(requestId);
    const line = await vi.waitUntil(() => server.output.split("\n").find((each) => each.includes(requestId)));
    expect(JSON.parse(line)).toMatchObject({
      method: "POST",
      route: "/api/conversations/:id/messages",
      status: 201,
      userId: ada.id,
    });
    expect(server.output).not.toContain("nobody else's business");
    expect(server.output).not.toContain(ada.token);
    expect(server.output).not.toContain(password);
  });
});
