import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { PresenceJson } from "../../../src/wire/ephemeral.ts";
import { made, Person } from "../../support/api-client.ts";
import { isRedisHere, redisServer } from "../../support/redis-server.ts";
import type { ServerProcess } from "../../support/server-process.ts";
import { StreamClient, type Heard } from "../../support/stream-client.ts";
import { Deployment } from "./deployment.ts";

/**
 * Whoever gives no sign of life for four seconds is offline, so that nobody waits long. Many processes share one
 * PostgreSQL.
 */
const soon = { PRESENCE_TIMEOUT: "4", DB_POOL_SIZE: "5", DB_MAX_OVERFLOW: "5" };

/** Streams and servers that the tests share, or that nobody else is disturbed by: closed in the end. */
const opened = new AsyncDisposableStack();
afterAll(() => opened.disposeAsync());

async function listen(person: Person, url = person.url): Promise<StreamClient> {
  const stream = await StreamClient.connect({ url, token: person.token ?? "" });
  opened.defer(() => stream.cut());
  return stream;
}

/** What is told of somebody's typing, in order. */
function typingOf(person: Person, { heard }: StreamClient): Heard[] {
  return heard.filter(({ event, data }) => event === "typing" && data["user_id"] === person.id);
}

/**
 * A stream that hears what nobody keeps: right after it is connected it may not yet. Somebody types until it does, and
 * ceases.
 */
async function listenTo(other: Person, id: string, listener: Person): Promise<StreamClient> {
  const stream = await listen(listener);
  const says = async (is_typing: boolean): Promise<unknown> =>
    made(await other.post(`/api/conversations/${id}/typing`, { is_typing }));
  await vi.waitUntil(
    async () => {
      await says(true);
      return typingOf(other, stream).some(({ data }) => data["is_typing"] === true);
    },
    { timeout: 30_000, interval: 500 },
  );
  await says(false);
  await stream.until(() => typingOf(other, stream).at(-1)?.data["is_typing"] === false);
  return stream;
}

/** Does something again and again, until it is stopped. */
function keepDoing(something: () => Promise<unknown>): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const doing = (async () => {
    for (; !stopping.signal.aborted; await pause(500)) await something();
  })();
  return {
    async stop() {
      stopping.abort();
      await doing;
    },
  };
}

/** What a stream was told of somebody, in order: `online`, `offline`. */
function presenceOf(person: Person, { heard }: StreamClient): unknown[] {
  const about = heard.filter(({ event, data }) => event === "presence" && data["user_id"] === person.id);
  return about.map(({ data }) => data["status"]);
}

async function seenBy(viewer: Person, people: readonly Person[]): Promise<readonly PresenceJson[]> {
  const ids = people.map(({ id }) => id).join(",");
  return made(await viewer.get<{ presence: PresenceJson[] }>(`/api/users/presence?ids=${ids}`)).presence;
}

async function friends(
  one: ServerProcess,
  other = one,
): Promise<{ ada: Person; bob: Person; eve: Person; id: string }> {
  const [ada, bob, eve] = [
    await Person.register(one.url, "ada"),
    await Person.register(other.url, "bob"),
    await Person.register(one.url, "eve"),
  ];
  const { id } = await ada.start({ kind: "group", name: "Friends", member_ids: [bob.id] });
  return { ada, bob, eve, id };
}

const redis = redisServer();

const places = [
  { where: "in one process", processes: 1, isOverRedis: false },
  { where: "in two processes", processes: 2, isOverRedis: false },
  {
    where: `in two processes with ${isRedisHere ? "Redis" : "Redis (skipped: there is no redis-server here)"}`,
    processes: 2,
    isOverRedis: true,
  },
];

/** The tests of a place share its processes: each has people of its own, so that they may run at once. */
describe.concurrent.each(places)("people $where", ({ processes, isOverRedis }) => {
  const isHere = !isOverRedis || isRedisHere;
  let deployment: Deployment;
  let started: readonly ServerProcess[];
  const settings = (): Readonly<Record<string, string>> => ({ ...soon, ...(isOverRedis && { REDIS_URL: redis.url }) });

  beforeAll(async () => {
    if (!isHere) return;
    deployment = await Deployment.make((cleanUp) => opened.defer(cleanUp));
    const first = await deployment.start(settings());
    started = processes > 1 ? [first, await deployment.start(settings())] : [first];
  });

  function servers(): [ServerProcess, ServerProcess] {
    const [one, other = one] = started;
    if (!one || !other) throw new Error("A process is needed.");
    return [one, other];
  }

  it.runIf(isHere)("who share a conversation see each other come and go; a stranger sees nothing", async () => {
    const { ada, bob, eve, id } = await friends(...servers());
    const [adaHears, eveHears] = [await listenTo(bob, id, ada), await listen(eve)];

    const bobHears = await listen(bob);
    await adaHears.until(() => presenceOf(bob, adaHears).length === 1);
    expect(presenceOf(bob, adaHears)).toEqual(["online"]);
    expect(await seenBy(ada, [bob, eve])).toMatchObject([
      { user_id: bob.id, status: "online", last_seen: expect.stringMatching(/Z$/) as string },
      { user_id: eve.id, status: "offline", last_seen: null },
    ]);
    const online = made(await ada.get<{ user_ids: string[] }>(`/api/conversations/${id}/online`));
    expect(online.user_ids.toSorted()).toEqual([ada.id, bob.id].toSorted());

    await bobHears.cut();
    await adaHears.until(() => presenceOf(bob, adaHears).length === 2);
    expect(presenceOf(bob, adaHears)).toEqual(["online", "offline"]);
    const [gone] = await seenBy(ada, [bob]);
    expect(gone).toMatchObject({ status: "offline", last_seen: expect.stringMatching(/Z$/) as string });

    made(await bob.post("/api/messages/heartbeat"));
    await adaHears.until(() => presenceOf(bob, adaHears).length === 3);
    expect(presenceOf(bob, adaHears).at(-1)).toBe("online");
    expect(eveHears.heard.filter(({ event }) => event === "presence")).toEqual([]);
    expect(adaHears.heard.filter(({ event, id: kept }) => event === "presence" && kept !== null)).toEqual([]);
  });

  it.runIf(isHere)("see who types, until the message comes or nothing more does, and never themselves", async () => {
    const { ada, bob, eve, id } = await friends(...servers());
    const [adaHears, bobHears] = [await listenTo(bob, id, ada), await listenTo(ada, id, bob)];
    const eveHears = await listen(eve);
    const type = async (): Promise<unknown> => made(await bob.post(`/api/conversations/${id}/typing`));
    const heardFrom = (start: number): unknown[] =>
      typingOf(bob, adaHears)
        .slice(start)
        .map(({ data }) => data["is_typing"]);

    const start = typingOf(bob, adaHears).length;
    const keys = keepDoing(type);
    await adaHears.until(() => heardFrom(start).length > 0);
    expect(typingOf(bob, adaHears)[start]).toEqual({
      event: "typing",
      id: null,
      data: { conversation_id: id, user_id: bob.id, user_name: "bob", is_typing: true },
    });
    // Whoever goes on typing is shown as such, so that nothing but the message ends it here.
    const said = await bob.send(id, "what I typed");
    await adaHears.until(() => heardFrom(start).includes(false));
    await adaHears.until(() => adaHears.kept("new_message").length === 1);
    await keys.stop();

    const stopped = typingOf(bob, adaHears).length;
    await type();
    await adaHears.until(() => heardFrom(stopped).includes(false));
    expect(adaHears.lastEventId?.startsWith(said.after)).toBe(true);
    expect([...typingOf(bob, bobHears), ...eveHears.heard.filter(({ event }) => event === "typing")]).toEqual([]);
  });

  it.runIf(isHere)("can ask who types, all but oneself", async () => {
    const { ada, bob, eve, id } = await friends(...servers());
    const shown = async (viewer: Person): Promise<string[]> => {
      const { users } = made(await viewer.get<{ users: { id: string }[] }>(`/api/conversations/${id}/typing`));
      return users.map((user) => user.id);
    };
    await vi.waitFor(async () => {
      made(await bob.post(`/api/conversations/${id}/typing`, { is_typing: true }));
      expect(await shown(ada)).toEqual([bob.id]);
    }, 10_000);
    expect(await shown(bob)).toEqual([]);
    made(await bob.post(`/api/conversations/${id}/typing`, { is_typing: false }));
    await vi.waitFor(async () => expect(await shown(ada)).toEqual([]), 10_000);
    expect((await eve.post(`/api/conversations/${id}/typing`)).status).toBe(404);
    expect((await eve.get(`/api/conversations/${id}/typing`)).status).toBe(404);
  });

  it.runIf(isHere)("who were removed hear nothing more", async () => {
    const { ada, bob, eve, id } = await friends(...servers());
    made(await ada.post(`/api/conversations/${id}/members`, { user_ids: [eve.id] }));
    const [adaHears, bobHears] = [await listenTo(eve, id, ada), await listenTo(eve, id, bob)];
    const typed = typingOf(eve, adaHears).length;
    made(await ada.delete(`/api/conversations/${id}/members/${bob.id}`));
    await bobHears.until(() => bobHears.kept("member_removed").length === 1);
    const before = bobHears.heard.length;

    made(await eve.post(`/api/conversations/${id}/typing`));
    made(await eve.post("/api/messages/heartbeat"));
    await adaHears.until(() => presenceOf(eve, adaHears).length === 2);
    await adaHears.until(() => typingOf(eve, adaHears).length === typed + 2);
    const own = await bob.start({ kind: "direct" });
    await bob.send(own.id, "still here");
    await bobHears.until(() => bobHears.kept("new_message").length > 0);

    const heard = bobHears.heard.slice(before).map(({ event, data }) => [event, data["conversation_id"]]);
    expect(heard).toEqual([
      ["conversation_created", own.id],
      ["new_message", own.id],
    ]);
    expect((await bob.post(`/api/conversations/${id}/typing`)).status).toBe(404);
    expect((await bob.get(`/api/conversations/${id}/typing`)).status).toBe(404);
    expect((await bob.get(`/api/conversations/${id}/online`)).status).toBe(404);
    expect(await seenBy(bob, [ada])).toEqual([{ user_id: ada.id, status: "offline", last_seen: null }]);
  });

  it.runIf(isHere)("are asked for by 1 to 50 ids, by commas or repeated", async () => {
    const { ada, bob } = await friends(...servers());
    const presence = `/api/users/presence`;
    const both = await ada.get<{ presence: PresenceJson[] }>(`${presence}?ids=${ada.id}&ids=${bob.id},${ada.id}`);
    expect(made(both).presence.map(({ user_id: id }) => id)).toEqual([ada.id, bob.id]);
    for (const ids of ["", "?ids=", `?ids=${Array.from({ length: 51 }, (_, n) => `u${n}`).join(",")}`, "?ids=a%20b"])
      expect((await ada.get(presence + ids)).status, ids).toBe(400);
  });

  if (processes === 1 || isOverRedis) return;

  it.runIf(isHere)("of a process that starts know who is online elsewhere", async () => {
    const { ada, bob } = await friends(...servers());
    await listen(bob);
    const there = ada.at((await deployment.start(settings())).url);
    await vi.waitFor(async () => expect(await seenBy(there, [bob])).toMatchObject([{ status: "online" }]), 20_000);
  });

  it.runIf(isHere)("of a process that is killed go offline, and come back elsewhere", async () => {
    const [one] = servers();
    const other = await deployment.start(settings());
    const { ada, bob, id } = await friends(one, other);
    const adaHears = await listenTo(bob, id, ada);
    await listen(bob);
    await adaHears.until(() => presenceOf(bob, adaHears).length === 1);

    await other.kill("SIGKILL");

    await adaHears.until(() => presenceOf(bob, adaHears).length === 2);
    expect(presenceOf(bob, adaHears)).toEqual(["online", "offline"]);
    await listen(bob, one.url);
    await adaHears.until(() => presenceOf(bob, adaHears).length === 3);
    expect(presenceOf(bob, adaHears).at(-1)).toBe("online");
  });
});
