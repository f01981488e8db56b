import { describe, expect, it, vi } from "vitest";
import { userId } from "../domain/ids.ts";
import type { PresenceJson } from "../wire/ephemeral.ts";
import type { Gateway } from "./gateway.ts";
import { ada, bob, cem, here, there } from "./spec/log.ts";
import { connect, Setting, told, type Connecting } from "./spec/setting.ts";
import type { FakeResponse } from "./spec/fake-response.ts";

async function room(): Promise<Setting> {
  const setting = new Setting();
  setting.follow();
  await setting.log.started(here, { by: ada, with: [bob] });
  await setting.log.started(there, { by: cem });
  return setting;
}

/** Somebody connected, who was told something, so that they are live. */
async function live(setting: Setting, gateway: Gateway, connecting: Connecting): Promise<FakeResponse> {
  const response = connect(gateway, connecting);
  const place = connecting.as === cem ? there : here;
  const by = connecting.as === cem ? cem : ada;
  await vi.waitFor(async () => {
    await setting.log.said(place, { by, content: "live?" });
    expect(told(response).length).toBeGreaterThan(0);
  });
  return response;
}

const online = (id: string): PresenceJson => ({ user_id: userId(id), status: "online", last_seen: null });
const passing = (response: FakeResponse): string[] => told(response).filter((each) => !each.startsWith("new_message"));

describe("what nobody keeps", () => {
  it("is typing, told to the others there without an id", async () => {
    const setting = await room();
    const gateway = await setting.gateway();
    const [bobs, adas, cems] = [
      await live(setting, gateway, { as: bob }),
      await live(setting, gateway, { as: ada }),
      await live(setting, gateway, { as: cem }),
    ];
    const { lastEventId } = adas;
    gateway.ephemeral.typing({ conversationId: here, userId: bob, isTyping: true });
    await vi.waitFor(() => expect(passing(adas)).toEqual(["typing bob"]));
    expect(adas.heard.at(-1)).toMatchObject({ id: undefined, data: { conversation_id: here, is_typing: true } });
    expect(adas.lastEventId).toBe(lastEventId);
    expect([...passing(bobs), ...passing(cems)]).toEqual([]);
  });

  it("is who comes, connected here or not, told to those who share a conversation", async () => {
    const setting = await room();
    const gateway = await setting.gateway();
    const [adas, cems] = [await live(setting, gateway, { as: ada }), await live(setting, gateway, { as: cem })];
    gateway.ephemeral.presence([online("bob"), online("ada"), online("cem"), online("nobody")]);
    await vi.waitFor(() => expect(passing(adas)).toEqual(["presence bob"]));
    expect(passing(cems)).toEqual([]);
  });

  it("is not told to whoever was removed", async () => {
    const setting = await room();
    const gateway = await setting.gateway();
    const bobs = await live(setting, gateway, { as: bob });
    await setting.log.removed(here, { who: bob, by: ada });
    await vi.waitFor(() => expect(told(bobs).at(-1)).toBe("member_removed bob"));
    const before = passing(bobs);
    gateway.ephemeral.typing({ conversationId: here, userId: ada, isTyping: true });
    gateway.ephemeral.presence([online("ada")]);
    gateway.ephemeral.device(bob, { event: "draft_changed", conversationId: there });
    await vi.waitFor(() => expect(passing(bobs).length).toBeGreaterThan(before.length));
    expect(passing(bobs).slice(before.length)).toEqual([`draft_changed ${there}`]);
  });

  it("is a draft, told to one's own other devices", async () => {
    const setting = await room();
    const gateway = await setting.gateway();
    const [here1, here2] = [
      await live(setting, gateway, { as: bob, session: "one" }),
      await live(setting, gateway, { as: bob, session: "two" }),
    ];
    const adas = await live(setting, gateway, { as: ada });
    gateway.ephemeral.device(bob, { event: "draft_changed", conversationId: here, bySession: "one" });
    await vi.waitFor(() => expect(passing(here2)).toEqual([`draft_changed ${here}`]));
    expect([...passing(here1), ...passing(adas)]).toEqual([]);
  });

  it("is left out while nobody knows what somebody is a member of, and told while they catch up", async () => {
    const setting = new Setting();
    await setting.log.started(here, { by: ada, with: [bob] });
    const gateway = await setting.gateway();
    const early = connect(gateway, { as: ada });
    gateway.ephemeral.typing({ conversationId: here, userId: bob, isTyping: true });
    await setting.project(1);
    await vi.waitFor(() => {
      gateway.ephemeral.typing({ conversationId: here, userId: bob, isTyping: false });
      expect(passing(early)).not.toEqual([]);
    });
    expect(early.heard.filter(({ data }) => data["is_typing"] === true)).toEqual([]);
    const { length } = passing(early);
    const late = connect(gateway, { as: ada, from: "nonsense" });
    gateway.ephemeral.typing({ conversationId: here, userId: bob, isTyping: true });
    await vi.waitFor(() => expect(passing(late)).toContain("typing bob"));
    expect(passing(early)).toHaveLength(length + 1);
  });

  it("is left out for a client that does not keep up; nothing that is kept is", async () => {
    const setting = await room();
    const gateway = await setting.gateway();
    const slow = await live(setting, gateway, { as: bob });
    slow.setTaking("nothing");
    const content = "x".repeat(20_000);
    await setting.log.said(here, { by: ada, content });
    await vi.waitFor(() => expect(slow.writableNeedDrain).toBe(true));
    for (let n = 0; n < 1_000; n += 1) gateway.ephemeral.device(bob, { event: "draft_changed", conversationId: here });
    expect(slow.closed).toBe(false);
    slow.setTaking("everything");
    await setting.log.said(here, { by: ada, content: "after" });
    await vi.waitFor(() => expect(told(slow).at(-1)).toBe("new_message after"));
    expect(told(slow).filter((each) => each !== "new_message live?")).toEqual([
      `new_message ${content}`,
      "new_message after",
    ]);
  });

  it("is not who comes and goes where more than two hundred are connected", async () => {
    const setting = new Setting();
    setting.follow();
    const crowd = Array.from({ length: 200 }, (_, n) => userId(`u${n}`));
    await setting.log.started(here, { by: ada, with: [bob, ...crowd] });
    await setting.log.started(there, { by: ada, with: [bob] });
    const gateway = await setting.gateway();
    const [adas, ...others] = [ada, ...crowd].map((as) => connect(gateway, { as }));
    await setting.log.said(here, { by: ada, content: "live?" });
    await vi.waitFor(() => expect(others.every((each) => told(each).length > 0)).toBe(true), 20_000);
    await vi.waitFor(() => expect(adas && told(adas)).not.toEqual([]), 20_000);
    gateway.ephemeral.presence([online("bob")]);
    await vi.waitFor(() => expect(adas && passing(adas)).toEqual(["presence bob"]));
    expect(others.flatMap(passing)).toEqual([]);
  }, 30_000);
});
