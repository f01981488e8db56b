import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { freePort } from "../../../src/platform/postgres/embedded/cluster.ts";
import { made, Person } from "../../support/api-client.ts";
import { StreamClient, type Heard } from "../../support/stream-client.ts";
import { Deployment } from "./deployment.ts";
import { upTo } from "./history.ts";

const words = ({ data }: Heard): string => (data["message"] as { content: string }).content;

/** Its position's number. */
const placeOf = (data: Heard["data"] | undefined): number => Number(String(data?.["position"]).split(".")[1]);

/** Says 1, 2, 3 …, each when the one before is accepted. @returns with stop(), how many were said. */
function keepSending(person: Person, conversation: string): { stop: () => Promise<number> } {
  let isStopped = false;
  let sent = 0;
  const sending = (async () => {
    for (; !isStopped; sent += 1) await person.send(conversation, String(sent + 1));
  })();
  return {
    async stop() {
      isStopped = true;
      await sending;
      return sent;
    },
  };
}

/** Which one it is: what it says may be newer when it is told later. */
const named = ({ event, id }: Heard): string => `${event} ${id}`;

describe("a reader who is cut at any moment", () => {
  it("hears everything once and in order, from live, from the ring and from the timeline", async () => {
    const { url } = await (await Deployment.make()).start();
    const [ada, bob] = [await Person.register(url, "ada"), await Person.register(url, "bob")];
    const { id } = await ada.start({ member_ids: [bob.id] });
    const reader = await StreamClient.connect({ url, token: bob.token ?? "" });

    const sending = keepSending(ada, id);
    for (let cuts = 0; cuts < 20; cuts += 1) {
      const heard = reader.heard.length;
      await reader.until(() => reader.heard.length > heard + ((cuts * 7) % 23));
      await reader.cut();
      await reader.reconnect();
    }
    const sent = await sending.stop();

    await reader.until(() => reader.kept("new_message").length >= sent);
    expect(reader.kept("new_message").map(words)).toEqual(upTo(sent).map(String));
    expect(reader.heard.some(({ event }) => event === "reset")).toBe(false);
    await reader.cut();
  });

  it("hears everything once and in order across a server's death and another process", async () => {
    const deployment = await Deployment.make();
    const PORT = String(await freePort());
    let server = await deployment.start({ PORT });
    const other = await deployment.start();
    const [ada, bob] = [await Person.register(other.url, "ada"), await Person.register(other.url, "bob")];
    const { id } = await ada.start({ member_ids: [bob.id] });
    const reader = await StreamClient.connect({ url: server.url, token: bob.token ?? "" });

    const sending = keepSending(ada, id);
    for (const place of [server.url, other.url, server.url]) {
      const heard = reader.heard.length;
      await reader.until(() => reader.heard.length > heard + 20);
      await server.kill("SIGKILL");
      await reader.cut();
      await pause(0);
      if (place === server.url) server = await deployment.start({ PORT });
      await reader.reconnect(place);
      if (place === other.url) server = await deployment.start({ PORT });
    }
    const sent = await sending.stop();

    await reader.until(() => reader.kept("new_message").length >= sent);
    expect(reader.kept("new_message").map(words)).toEqual(upTo(sent).map(String));
    expect(reader.heard.some(({ event }) => event === "reset")).toBe(false);
    await reader.cut();
  });

  it("who loads a list and then the stream from its place misses nothing", async () => {
    const { url } = await (await Deployment.make()).start();
    const [ada, bob] = [await Person.register(url, "ada"), await Person.register(url, "bob")];
    const { id } = await ada.start({ member_ids: [bob.id] });
    const sending = (async () => {
      for (const n of upTo(200)) await ada.send(id, `${n}`);
    })();
    const list = await bob.get<{ messages: { content: string }[] }>(`/api/conversations/${id}/messages?limit=100`);
    const reader = await StreamClient.connect({
      url,
      token: bob.token ?? "",
      lastEventId: list.headers.get("x-position") ?? undefined,
    });
    await sending;
    await reader.until(() => reader.kept("new_message").some((each) => words(each) === "200"));
    const known = new Set([
      ...made(list).messages.map(({ content }) => content),
      ...reader.kept("new_message").map(words),
    ]);
    expect([...known].toSorted((a, b) => Number(a) - Number(b))).toEqual(upTo(200).map(String));
    await reader.cut();
  });

  it("hears nothing of a conversation from the moment of removal, live or later", async () => {
    const { url } = await (await Deployment.make()).start();
    const [ada, bob] = [await Person.register(url, "ada"), await Person.register(url, "bob")];
    const group = await ada.start({ kind: "group", name: "Private", member_ids: [bob.id] });
    const live = await StreamClient.connect({ url, token: bob.token ?? "" });
    await ada.send(group.id, "before");
    await live.until(() => live.kept("new_message").length === 1);
    const before = live.lastEventId;

    made(await ada.delete(`/api/conversations/${group.id}/members/${bob.id}`));
    await ada.send(group.id, "after");
    const own = await bob.start({ kind: "direct" });
    await bob.send(own.id, "a note to myself");

    await live.until(() => live.kept("new_message").length === 2);
    expect(live.kept("new_message").map(words)).toEqual(["before", "a note to myself"]);
    expect(live.kept("member_removed")).toMatchObject([{ data: { conversation_id: group.id, user_id: bob.id } }]);
    const later = await StreamClient.connect({ url, token: bob.token ?? "", lastEventId: before });
    await later.until(() => later.kept("new_message").length >= 1);
    expect(later.kept().map(named)).toEqual(live.kept().slice(1).map(named));
    await Promise.all([live.cut(), later.cut()]);
  });

  it.each([
    ["malformed", () => "nonsense"],
    ["of another epoch", (now: string) => now.replace(/^[0-9a-f]{8}/, "00000000")],
    ["of the future", (now: string) => `${now.slice(0, now.indexOf("."))}.999999999999.0`],
  ])("is told to load afresh where the id is %s, and goes on from there", async (_, idFrom) => {
    const { url } = await (await Deployment.make()).start();
    const ada = await Person.register(url, "ada");
    const notes = await ada.start({ kind: "direct" });
    const { after } = await ada.send(notes.id, "one");
    const reader = await StreamClient.connect({ url, token: ada.token ?? "", lastEventId: idFrom(`${after}.0`) });
    await reader.until(() => reader.heard.some(({ event }) => event === "reset"));
    await ada.send(notes.id, "two");
    await reader.until(() => reader.kept("new_message").some((each) => words(each) === "two"));
    const [reset] = reader.heard.filter(({ event }) => event === "reset");
    const told = reader.kept("new_message").map(({ data }) => placeOf(data));
    expect(Math.min(...told)).toBeGreaterThan(placeOf(reset?.data));
    await reader.cut();
  });
});
