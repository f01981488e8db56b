import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import type { DeviceEvent } from "../../../src/wire/ephemeral.ts";
import { made, Person } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";
import { StreamClient, type Heard } from "../../support/stream-client.ts";
import { aPosition, begun, members } from "./scene.ts";
import { names, Watchers, type Name } from "./watchers.ts";

const server = apiServer();
let watchers: Watchers;

beforeAll(async () => {
  watchers = await Watchers.gather(server.url);
  return () => watchers.leave();
});

/** What nobody keeps, and what a stream says of itself. */
type InPassing = DeviceEvent["event"] | "connected" | "presence" | "reset" | "typing";

/** What was heard, and what was to be. */
interface Checked {
  readonly heard: unknown;
  readonly expected: unknown;
}

type Hears = (name: Name) => readonly Heard[];

const adasDevices: readonly Name[] = ["ada", "phone"];

const heardBy = (name: Name, event: InPassing): Heard[] =>
  watchers.stream(name).heard.filter((each) => each.event === event);

/** What each of them has heard, after all have heard what came later: those just this, and nobody else anything. */
async function checked(hears: Hears, told: readonly Name[], expected: Heard): Promise<Checked> {
  await watchers.say();
  return {
    heard: Object.fromEntries(names.map((name) => [name, hears(name)])),
    expected: Object.fromEntries(names.map((name) => [name, told.includes(name) ? [expected] : []])),
  };
}

/** Done again until each has heard of it: who has just come may not yet be told what nobody keeps. */
async function until(told: readonly Name[], hears: Hears, does: () => Promise<unknown>): Promise<void> {
  await vi.waitUntil(
    async () => {
      await does();
      return told.every((name) => hears(name).length > 0);
    },
    { timeout: 30_000, interval: 200 },
  );
}

async function connected(lastEventId?: string): Promise<StreamClient> {
  const { token = "" } = watchers.cast.eve;
  const stream = await StreamClient.connect({ url: server.url, token, lastEventId });
  onTestFinished(() => stream.cut());
  return stream;
}

const plays: Readonly<Record<InPassing, () => Promise<Checked>>> = {
  async typing() {
    const { bob } = watchers.cast;
    const id = await begun(watchers.cast);
    const others = members.filter((name) => name !== "bob");
    const hears: Hears = (name) =>
      heardBy(name, "typing")
        .filter(({ data }) => data["conversation_id"] === id)
        .slice(0, 1);
    await until(others, hears, async () => made(await bob.post(`/api/conversations/${id}/typing`)));
    const data = { conversation_id: id, user_id: bob.id, user_name: "bob", is_typing: true };
    return checked(hears, others, { event: "typing", id: null, data });
  },

  async presence() {
    const gil = await Person.register(server.url, "gil");
    const { id } = await watchers.cast.ada.start({ kind: "group", name: "With gil", member_ids: [gil.id] });
    const about =
      (event: InPassing): Hears =>
      (name) =>
        heardBy(name, event).filter(({ data }) => data["user_id"] === gil.id);
    const hears = about("presence");
    await until(adasDevices, about("typing"), async () => made(await gil.post(`/api/conversations/${id}/typing`)));

    const stream = await StreamClient.connect({ url: server.url, token: gil.token ?? "" });
    onTestFinished(() => stream.cut());
    for (const name of adasDevices) await watchers.stream(name).until(() => hears(name).length > 0);
    const data = { user_id: gil.id, status: "online", last_seen: expect.stringMatching(/Z$/) as string };
    return checked(hears, adasDevices, { event: "presence", id: null, data });
  },

  async draft_changed() {
    const id = await begun(watchers.cast);
    const draft = { json: { content: "Dear b" } };
    made(await watchers.cast.phone.request("PUT", `/api/conversations/${id}/draft`, draft));
    const hears: Hears = (name) => heardBy(name, "draft_changed");
    await watchers.stream("ada").until(() => hears("ada").length > 0);
    return checked(hears, ["ada"], { event: "draft_changed", id: null, data: { conversation_id: id } });
  },

  async connected() {
    const { heard } = await connected();
    const data = { event: "connected", user_id: watchers.cast.eve.id, position: aPosition };
    return { heard, expected: [{ event: "connected", id: null, data }] };
  },

  async reset() {
    const stream = await connected("nonsense");
    await stream.until(() => stream.heard.some(({ event }) => event === "reset"));
    const told = stream.heard.filter(({ event }) => event === "reset").map(({ data }) => data);
    return { heard: told, expected: [{ reason: "malformed_id", position: aPosition }] };
  },
};

describe("of what nobody keeps they are told who are there and whom it concerns:", () => {
  it.each(Object.entries(plays))("%s", async (_, play) => {
    const { heard, expected } = await play();
    expect(heard).toEqual(expected);
  });

  it("and /api/sync tells none of it", async () => {
    const id = await begun(watchers.cast);
    const { synced } = await watchers.during(async () => {
      const { ada, bob } = watchers.cast;
      made(await bob.post(`/api/conversations/${id}/typing`));
      made(await ada.post("/api/messages/heartbeat"));
      made(await ada.request("PUT", `/api/conversations/${id}/draft`, { json: { content: "Dear b" } }));
    });
    for (const name of names) expect(synced[name]).toEqual([]);
  });
});
