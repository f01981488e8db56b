import { get, type IncomingMessage } from "node:http";
import { json as jsonOf } from "node:stream/consumers";
import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { ApiClient, made, password, Person, refusal, type Answer, type LoggedIn } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";
import { startRedis } from "../../support/redis-server.ts";
import { Deployment } from "../chat/deployment.ts";

/** Five at once, and one more a second. */
const slow = "1";
const on = { RATE_LIMITS: "on", TRUSTED_PROXIES: "127.0.0.1" };
const server = apiServer({
  ...on,
  RATE_SEND: slow,
  RATE_SEARCH: slow,
  RATE_HISTORY: slow,
  RATE_TYPING: slow,
  RATE_REACTION: slow,
  RATE_EDIT: slow,
  RATE_DELETE: slow,
  RATE_COMMAND: slow,
  RATE_SAME_TEXT: "100",
  RATE_LOGIN: "4",
  RATE_FAILED_LOGIN: "3",
  RATE_REGISTRATION: "3",
  STREAMS_PER_USER: "2",
  STREAMS_PER_ADDRESS: "3",
});

let addresses = 0;
/** As somebody at an address whom nobody was before. */
function elsewhere(): { headers: { "x-forwarded-for": string } } {
  addresses += 1;
  return { headers: { "x-forwarded-for": `198.51.100.${addresses}` } };
}

async function somebody(url = server.url): Promise<Person> {
  const username = `person-${crypto.randomUUID().slice(0, 8)}`;
  const fields = { username, email: `${username}@example.org`, password };
  return new Person(url, made(await new ApiClient(url).post<LoggedIn>("/api/auth/register", fields, elsewhere())));
}

const group = async (person: Person): Promise<string> => (await person.start({ kind: "group", name: "Garden" })).id;
const messages = (conversation: string): string => `/api/conversations/${conversation}/messages`;

/** Asks so often at once that some of it is too much. */
async function often<Json>(ask: (n: number) => Promise<Answer<Json>>, times = 30): Promise<Answer<Json>[]> {
  return Promise.all(Array.from({ length: times }, (_, n) => ask(n)));
}

/** Some went through, and the others were told that it was too much. */
function expectLimited(answers: readonly Answer<unknown>[], sentence: RegExp): void {
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(answers.length);
  for (const answer of refused) expectTooMuch(answer, sentence);
}

function expectTooMuch(answer: Answer<unknown>, sentence: RegExp): void {
  expect(refusal(answer)).toEqual({ status: 429, code: "rate_limited", paths: [] });
  expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  expect(answer.headers.get("retry-after")).toMatch(/^[1-9]\d*$/);
  expect((answer.json as { detail: string }).detail).toMatch(sentence);
}

describe("who does too much in too short a time", () => {
  let ada: Person;
  let garden: string;
  beforeAll(async () => {
    ada = await somebody();
    garden = await group(ada);
  });

  it("is told so when sending, and nothing of it is written", async () => {
    const answers = await often((n) => ada.post(messages(garden), { content: `number ${n}` }));
    expectLimited(answers, /^Too many messages: at most 1 a second\.$/);
    const written = answers.filter(({ status }) => status === 201).map(({ json }) => (json as { id: string }).id);
    const last = answers.find(({ json }) => (json as { id?: string }).id === written.at(-1));
    const position = last?.headers.get("x-position") ?? "";
    await vi.waitFor(
      async () => {
        const history = await ada.get<{ messages: { id: string }[] }>(
          `${messages(garden)}?type=text&limit=100&min_position=${position}`,
        );
        expect(history.json.messages.map(({ id }) => id).toSorted()).toEqual(written.toSorted());
      },
      { timeout: 20_000, interval: 500 },
    );
  });

  it("is told so of a repeat with the same key as well", async () => {
    const bob = await somebody();
    const pond = await group(bob);
    const body = { content: "once", client_message_id: "the-key" };
    const answers = await often(() => bob.post(messages(pond), body));
    expectLimited(answers, /^Too many messages: /);
    const went = answers.filter(({ status }) => status === 201);
    expect(new Set(went.map(({ json }) => (json as { id: string }).id)).size).toBe(1);
  });

  it("is told so after forwarding to many, which is a message for each of them", async () => {
    const bob = await somebody();
    const pond = await group(bob);
    const { id } = made(await bob.post<{ id: string }>(messages(pond), { content: "ribbit" }));
    const others = Array.from({ length: 30 }, () => crypto.randomUUID());
    const forward = () => bob.post(`/api/messages/${id}/forward`, { conversation_ids: [pond, ...others] });
    const first = await forward();
    expect(first).toMatchObject({ status: 201, json: { messages: [{ content: "ribbit" }] } });
    for (const answer of [await forward(), await bob.post(messages(pond), { content: "and on" })])
      expectTooMuch(answer, /^Too many messages: /);
  });

  it("may still do everything else, and nobody else is held back", async () => {
    const [bob, eve] = [await somebody(), await somebody()];
    const [pond, field] = [await group(bob), await group(eve)];
    expectLimited(await often((n) => bob.post(messages(pond), { content: `number ${n}` })), /^Too many messages/);
    expect((await bob.get("/api/users/me")).status).toBe(200);
    expect((await bob.get(messages(pond))).status).toBe(200);
    expect((await eve.post(messages(field), { content: "hello" })).status).toBe(201);
  });

  it.each<[string, RegExp, (person: Person, conversation: string) => Promise<Answer<unknown>>]>([
    ["searching", /^Too many searches/, (person) => person.get("/api/users?query=ad")],
    ["paging through a history", /^Too many pages of history/, (person, id) => person.get(messages(id))],
    ["changing things", /^Too many requests/, (person, id) => person.post(`/api/conversations/${id}/read`)],
    ["asking for what is not there", /^Too many requests/, (person) => person.delete("/api/conversations/none")],
  ])("is told so when %s", async (_, sentence, ask) => {
    const person = await somebody();
    const id = await group(person);
    expectLimited(await often(() => ask(person, id)), sentence);
  });

  it.each<
    [string, RegExp, (person: Person, message: { id: string; conversation_id: string }) => Promise<Answer<unknown>>]
  >([
    [
      "typing",
      /^Too many signs of typing/,
      (person, at) => person.post(`/api/conversations/${at.conversation_id}/typing`),
    ],
    [
      "reacting",
      /^Too many reactions/,
      (person, { id }) => person.post(`/api/messages/${id}/reactions`, { emoji: "👍" }),
    ],
    [
      "editing",
      /^Too many edits/,
      (person, { id }) => person.patch(`/api/messages/${id}`, { content: "ribbit, ribbit" }),
    ],
    ["deleting", /^Too many deletions/, (person, { id }) => person.delete(`/api/messages/${id}`)],
  ])("is told so when %s", async (_, sentence, ask) => {
    const person = await somebody();
    const message = await person.post<{ id: string; conversation_id: string }>(messages(await group(person)), {
      content: "ribbit",
    });
    expectLimited(await often(() => ask(person, made(message))), sentence);
  });

  it("is told so when saying the same words again and again", async () => {
    const deployment = await Deployment.make();
    const { url } = await deployment.start(on);
    const [bob, eve] = [await somebody(url), await somebody(url)];
    const room = await bob.start({ kind: "group", name: "Pond", member_ids: [eve.id] });
    for (let n = 0; n < 5; n += 1) expect((await bob.post(messages(room.id), { content: "buy!" })).status).toBe(201);
    const sixth = await bob.post(messages(room.id), { content: "buy!" });
    expectTooMuch(sixth, /^Too many messages with the same words: at most 5 a minute\.$/);
    expect((await bob.post(messages(room.id), { content: "sorry" })).status).toBe(201);
    expect((await eve.post(messages(room.id), { content: "buy!" })).status).toBe(201);
    expect((await bob.post(messages(await group(bob)), { content: "buy!" })).status).toBe(201);
    const { id } = made(await bob.post<{ id: string }>(messages(await group(bob)), { content: "pass it on" }));
    const forward = () => bob.post(`/api/messages/${id}/forward`, { conversation_ids: [room.id] });
    for (let n = 0; n < 5; n += 1) expect((await forward()).status).toBe(201);
    expectTooMuch(await forward(), /^Too many messages with the same words/);
  });

  it("says nothing of what one may not read any more", async () => {
    const deployment = await Deployment.make();
    const { url } = await deployment.start({ ...on, RATE_SEND: "100" });
    const [eve, bob] = [await somebody(url), await somebody(url)];
    const room = await eve.start({ kind: "group", name: "Garden", member_ids: [bob.id] });
    const { id } = await eve.send(room.id, "the key is under the mat");
    await bob.post(`/api/conversations/${room.id}/leave`);
    const own = await bob.start({ kind: "group", name: "Pond" });
    const forward = () => bob.post(`/api/messages/${id}/forward`, { conversation_ids: [own.id] });
    for (let n = 0; n < 7; n += 1) expect((await forward()).status).toBe(404);
    const guess = await bob.post(messages(own.id), { content: "the key is under the mat" });
    expect(guess.status).toBe(201);
  });
});

describe("a conversation in which too much is said", () => {
  it("takes no more from anybody for a moment, and strangers learn and use up nothing", async () => {
    const deployment = await Deployment.make();
    const { url } = await deployment.start({ ...on, RATE_ROOM: "1", RATE_SEND: "100" });
    const [ada, bob, eve] = [await somebody(url), await somebody(url), await somebody(url)];
    const { id } = await ada.start({ kind: "group", name: "Market", member_ids: [bob.id] });
    for (const answer of await often((n) => eve.post(messages(id), { content: `knock ${n}` })))
      expect(answer.status).toBe(404);
    const answers = await often((n) => (n % 2 === 0 ? ada : bob).post(messages(id), { content: `number ${n}` }));
    expectLimited(answers, /^Too many messages in this conversation: at most 1 a second\.$/);
    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(5);
    expect((await eve.post(messages(id), { content: "knock" })).status).toBe(404);
    expect((await ada.post(messages(await group(ada)), { content: "elsewhere" })).status).toBe(201);
  });
});

describe("logging in", () => {
  const login = (username: string | null, tried: string, asked = elsewhere()): Promise<Answer<unknown>> =>
    new ApiClient(server.url).post("/api/auth/login", { username, password: tried }, asked);

  it("with wrong passwords is held back alike for an account that exists and one that does not", async () => {
    const ada = await somebody();
    const names = [ada.user.username ?? "ada", `nobody-${crypto.randomUUID().slice(0, 8)}`];
    const [known, unknown] = await Promise.all(
      names.map(async (name) => {
        const answers = [];
        for (let n = 0; n < 5; n += 1) answers.push(await login(name.toUpperCase(), `wrong password ${n}`));
        return answers;
      }),
    );
    expect(known?.map(({ status }) => status)).toEqual([401, 401, 401, 429, 429]);
    expect(known?.map(({ status, json }) => ({ status, json }))).toEqual(
      unknown?.map(({ status, json }) => ({ status, json })),
    );
    expectTooMuch(await login(ada.user.username, password), /^Too many failed logins to this account/);
    expect((await login((await somebody()).user.username, password)).status).toBe(200);
  });

  it("with the right password is no failure, however often", async () => {
    const { username } = (await somebody()).user;
    for (let n = 0; n < 8; n += 1) expect((await login(username, password)).status).toBe(200);
  });

  it("from one address is held back, whoever it is", async () => {
    const here = elsewhere();
    const statuses = [];
    for (let n = 0; n < 6; n += 1) statuses.push((await login(`nobody-${n}`, "wrong password", here)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 429, 429]);
    expect((await login("nobody-9", "wrong password")).status).toBe(401);
  });

  it("by guessing one's own password again is held back, too", async () => {
    const ada = await somebody();
    const change = (current: string) => ada.post("/api/auth/password", { current, new: "another horse" });
    for (let n = 0; n < 3; n += 1) expect((await change(`wrong ${n}`)).status).toBe(403);
    expectTooMuch(await change(password), /^Too many failed logins/);
  });
});

describe("registering", () => {
  const register = (url: string, asked: ReturnType<typeof elsewhere>): Promise<Answer<unknown>> => {
    const username = `person-${crypto.randomUUID().slice(0, 8)}`;
    const fields = { username, email: `${username}@example.org`, password };
    return new ApiClient(url).post("/api/auth/register", fields, asked);
  };

  it("is held back for each address, of which an IPv6 network is one", async () => {
    const at = (address: string) => register(server.url, { headers: { "x-forwarded-for": address } });
    for (let n = 1; n <= 3; n += 1) expect((await at(`2001:db8:7:7::${n}`)).status).toBe(201);
    expectTooMuch(await at("2001:db8:7:7::4"), /^Too many registrations from this address: at most 3 an hour\.$/);
    expect((await at("2001:db8:7:8::1")).status).toBe(201);
    expect((await at("192.0.2.1, 2001:db8:7:7::9")).status).toBe(429);
  });

  it("believes nobody's X-Forwarded-For who is no proxy of ours", async () => {
    const { url } = await (await Deployment.make()).start({ RATE_LIMITS: "on", RATE_REGISTRATION: "2" });
    for (let n = 0; n < 2; n += 1) expect((await register(url, elsewhere())).status).toBe(201);
    expect((await register(url, elsewhere())).status).toBe(429);
  });
});

describe("streams", () => {
  interface Opened {
    readonly answer: IncomingMessage;
    readonly close: () => void;
  }

  /** Each on a connection of its own, which ends with it. */
  async function open(person: Person, asked = elsewhere()): Promise<Opened> {
    const headers = { authorization: `Bearer ${person.token ?? ""}`, ...asked.headers };
    const request = get(`${server.url}/api/messages/stream`, { headers, agent: false });
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      request.once("response", resolve).on("error", reject);
    });
    const close = (): void => void request.destroy();
    onTestFinished(close);
    return { answer, close };
  }

  it("are so many for a person; one that ends makes room", async () => {
    const ada = await somebody();
    const first = await open(ada);
    expect(first.answer.statusCode).toBe(200);
    expect((await open(ada)).answer.statusCode).toBe(200);
    const third = await open(ada);
    expect(third.answer.statusCode).toBe(429);
    expect(Number(third.answer.headers["retry-after"])).toBeGreaterThan(0);
    const detail = "Too many streams are open for you: at most 2.";
    expect(await jsonOf(third.answer)).toMatchObject({ code: "rate_limited", detail });
    first.close();
    await vi.waitFor(async () => expect((await open(ada)).answer.statusCode).toBe(200), { timeout: 20_000 });
  });

  it("are so many for an address", async () => {
    const here = elsewhere();
    for (let n = 0; n < 3; n += 1) expect((await open(await somebody(), here)).answer.statusCode).toBe(200);
    const ada = await somebody();
    expect((await open(ada, here)).answer.statusCode).toBe(429);
    expect((await open(ada)).answer.statusCode).toBe(200);
  });
});

describe("several processes", () => {
  it("count together over PostgreSQL", async () => {
    const deployment = await Deployment.make();
    const settings = { ...on, RATE_REGISTRATION: "6" };
    const [here, there] = [await deployment.start(settings), await deployment.start(settings)];
    await expectShared(here.url, there.url);
  });

  it("count together in Redis", async ({ skip }) => {
    const redis = await startRedis();
    if (!redis) return skip("no redis-server is installed");
    onTestFinished(() => redis.kill());
    const deployment = await Deployment.make();
    const settings = { ...on, RATE_REGISTRATION: "6", REDIS_URL: redis.url };
    const [here, there] = [await deployment.start(settings), await deployment.start(settings)];
    await expectShared(here.url, there.url);
  });

  /** What is refused for its fields counts as well, and writes nothing. */
  async function expectShared(here: string, there: string): Promise<void> {
    const unfit = { username: "x", email: "x", password: "x" };
    await vi.waitFor(
      async () => {
        const address = elsewhere();
        const at = (url: string) => new ApiClient(url).post("/api/auth/register", unfit, address);
        for (let n = 0; n < 6; n += 1) expect((await at(here)).status).toBe(400);
        expect((await at(here)).status).toBe(429);
        // It may be told a moment late; so much later than the first one that nobody would wait for it here.
        const later = [];
        for (let n = 0; n < 5; n += 1) later.push((await at(there)).status);
        expect(later).toContain(429);
      },
      { timeout: 30_000, interval: 300 },
    );
  }
});

describe("a server with limits off", () => {
  it("takes as much as comes", async () => {
    const { url } = await (await Deployment.make()).start({ RATE_LIMITS: "off" });
    const ada = await somebody(url);
    const garden = await group(ada);
    const answers = await often(() => ada.post(messages(garden), { content: "again" }), 120);
    expect(answers.every(({ status }) => status === 201)).toBe(true);
  });
});
