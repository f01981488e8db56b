import { describe, expect, it, vi } from "vitest";
import { StoreUnavailable } from "../event-store/errors.ts";
import type { Position } from "../event-store/port.ts";
import { positionText, streamIdText } from "../wire/position.ts";
import type { FakeResponse } from "./spec/fake-response.ts";
import { HeldStore } from "./spec/held-store.ts";
import type { Gateway } from "./gateway.ts";
import { ada, bob, cem, here, there } from "./spec/log.ts";
import { connect, Setting, told, expectTold } from "./spec/setting.ts";

const soon = { timing: { resetAfterMs: 60 } };

async function idOf(setting: Setting, position: Position, n = 0): Promise<string> {
  return streamIdText({ epoch: await setting.log.store.epoch(), position, n });
}

/** Waits until a process has read so far. */
async function expectRead(gateway: Gateway, position: Position): Promise<void> {
  await vi.waitFor(() => {
    const response = connect(gateway, { as: cem });
    response.destroy();
    expect(response.heard[0]?.data["position"]).toMatch(new RegExp(`\\.${position}$`));
  });
}

/** A room of ada's and bob's. */
async function room(): Promise<Setting> {
  const setting = new Setting();
  await setting.log.started(here, { by: ada, with: [bob] });
  return setting;
}

describe("whoever comes back", () => {
  it("is told what they missed, then what happens, each once", async () => {
    const setting = await room();
    setting.follow();
    const first = await setting.log.said(here, { by: bob, content: "one" });
    await setting.log.said(here, { by: bob, content: "two" });
    const gateway = await setting.gateway();
    await setting.log.said(here, { by: bob, content: "three" });
    const response = connect(gateway, { as: ada, from: await idOf(setting, first) });
    await expectTold(response, ["new_message two", "new_message three"]);
    await setting.log.said(here, { by: bob, content: "four" });
    await expectTold(response, ["new_message two", "new_message three", "new_message four"]);
  });

  it("goes on in the middle of what one event told", async () => {
    const setting = await room();
    setting.follow();
    const renamed = await setting.log.renamed(here, { by: ada, name: "A hall" });
    const response = connect(await setting.gateway(), { as: ada, from: await idOf(setting, renamed, 0) });
    await expectTold(response, ["new_message ada named the conversation “A hall”."]);
  });

  it("may go on from the position of what they loaded", async () => {
    const setting = await room();
    setting.follow();
    const position = await setting.log.renamed(here, { by: ada, name: "A hall" });
    await setting.log.said(here, { by: bob });
    const from = positionText({ epoch: await setting.log.store.epoch(), position });
    const response = connect(await setting.gateway(), { as: ada, from });
    await expectTold(response, ["new_message hello"]);
    expect(response.heard[0]?.data["position"]).toBe(from);
  });

  it("is told by the ring alone where that has all of it", async () => {
    const setting = await room();
    await setting.timeline.catchUp();
    const gateway = await setting.gateway();
    const position = await setting.log.said(here, { by: bob, content: "one" });
    await setting.log.said(here, { by: bob, content: "two" });
    const asked = vi.spyOn(setting.timeline, "toldAfter");
    const response = connect(gateway, { as: ada, from: await idOf(setting, position) });
    await expectTold(response, ["new_message two"]);
    expect(asked).not.toHaveBeenCalled();
  });

  it("is told by the timeline what the ring has forgotten", async () => {
    const setting = await room();
    setting.follow();
    const gateway = await setting.gateway({ ringSize: 3 });
    const position = await setting.log.said(here, { by: bob, content: "0" });
    const said = Array.from({ length: 250 }, (_, index) => `${index + 1}`);
    for (const content of said) await setting.log.said(here, { by: bob, content });
    const response = connect(gateway, { as: ada, from: await idOf(setting, position) });
    await expectTold(
      response,
      said.map((content) => `new_message ${content}`),
    );
  });

  it("is told nothing of a conversation that they may not read any more", async () => {
    const setting = await room();
    setting.follow();
    const position = await setting.log.said(here, { by: ada, content: "one" });
    await setting.log.said(here, { by: ada, content: "two" });
    await setting.log.removed(here, { by: ada, who: bob });
    await setting.log.said(here, { by: ada, content: "three" });
    const gateway = await setting.gateway();
    const response = connect(gateway, { as: bob, from: await idOf(setting, position) });
    await expectTold(response, ["member_removed bob"]);
  });

  it.each(["before", "after"])(
    "is told nothing of it, though the timeline knows of no removal yet, by a process that began %s it",
    async (begun) => {
      const setting = await room();
      const position = await setting.log.said(here, { by: ada, content: "one" });
      await setting.log.said(here, { by: ada, content: "two" });
      const message = await setting.log.lastLine(here);
      await setting.timeline.catchUp();
      const early = begun === "before" ? await setting.gateway() : null;
      await setting.log.removed(here, { by: ada, who: bob });
      const edited = await setting.log.edited(message, { by: ada, content: "not for bob" });
      const gateway = early ?? (await setting.gateway());
      await expectRead(gateway, edited);
      const waiting = vi.spyOn(setting.timeline, "waitFor");
      const response = connect(gateway, { as: bob, from: await idOf(setting, position) });
      await vi.waitFor(() => expect(waiting).toHaveBeenCalled());
      setting.follow();
      await expectTold(response, ["member_removed bob"]);
    },
  );

  it("is told of a public room what was while they were a member", async () => {
    const setting = new Setting();
    setting.follow();
    const position = await setting.log.started(here, { by: ada, with: [bob], visibility: "public" });
    const gateway = await setting.gateway();
    await setting.log.said(here, { by: ada, content: "one" });
    await setting.log.left(here, bob);
    await setting.log.said(here, { by: ada, content: "two" });
    const response = connect(gateway, { as: bob, from: await idOf(setting, position) });
    await expectTold(response, ["new_message one", "member_removed bob"]);
  });

  it("does not notice that the database was away for a while", async () => {
    const setting = await room();
    setting.follow();
    const position = await setting.log.said(here, { by: bob, content: "one" });
    await setting.log.said(here, { by: bob, content: "two" });
    const outage = new StoreUnavailable("it restarts", { outcome: "not written" });
    vi.spyOn(setting.timeline, "toldAfter").mockRejectedValueOnce(outage);
    vi.spyOn(setting.timeline, "memberships").mockRejectedValueOnce(outage);
    const response = connect(await setting.gateway(), { as: ada, from: await idOf(setting, position) });
    await expectTold(response, ["new_message two"]);
    expect(setting.reports).toEqual([]);
  });
});

describe("a process that has just begun", () => {
  it("tells from its ring what was told before it, and asks the timeline for memberships alone", async () => {
    const setting = await room();
    const first = await setting.log.said(here, { by: bob, content: "one" });
    await setting.log.said(here, { by: bob, content: "two" });
    setting.follow();
    const asked = vi.spyOn(setting.timeline, "toldAfter");
    const response = connect(await setting.gateway({ recent: 10 }), { as: ada, from: await idOf(setting, first) });
    await expectTold(response, ["new_message two"]);
    expect(asked).not.toHaveBeenCalled();
  });

  it("tells nobody who comes anew what was before, though it has still to read it", async () => {
    const setting = await room();
    setting.follow();
    const held = new HeldStore(setting.log.store);
    held.hold();
    await setting.log.said(here, { by: bob, content: "one" });
    const response = connect(await setting.gateway({ recent: 10, store: held.store }), { as: ada });
    held.release();
    await setting.log.said(here, { by: bob, content: "two" });
    await expectTold(response, ["new_message two"]);
  });
});

describe("a reset", () => {
  /** What the client is told to go on from. */
  async function resetOf(response: FakeResponse, reason: string): Promise<unknown> {
    await expectTold(response, [`reset ${reason}`]);
    expect(response.lastEventId).toBe(response.heard.at(-1)?.data["position"]);
    return response.heard.at(-1)?.data["position"];
  }

  it.each([
    ["malformed_id", () => "yesterday"],
    ["malformed_id", (epoch: string) => `${epoch}.1.2.3`],
    ["other_epoch", () => "00000000-0000-4000-8000-000000000000.1.0"],
    ["future_position", (epoch: string) => `${epoch}.1000.0`],
    ["future_position", (epoch: string) => `${epoch}.9999999999999999999`],
  ])("for a %s says so, and the stream goes on from where it says", async (reason, from) => {
    const setting = await room();
    setting.follow();
    const epoch = await setting.log.store.epoch();
    const response = connect(await setting.gateway(), { as: ada, from: from(epoch) });
    expect(await resetOf(response, reason)).toBe(positionText({ epoch, position: 1n }));
    await setting.log.said(here, { by: bob });
    await expectTold(response, [`reset ${reason}`, "new_message hello"]);
  });

  it("is no answer to an id from another process that is ahead of this one", async () => {
    const setting = await room();
    setting.follow();
    const held = new HeldStore(setting.log.store);
    const gateway = await setting.gateway({ store: held.store });
    held.hold();
    const position = await setting.log.said(here, { by: bob, content: "one" });
    const response = connect(gateway, { as: ada, from: await idOf(setting, position) });
    await setting.log.said(here, { by: bob, content: "two" });
    held.release();
    await expectTold(response, ["new_message two"]);
  });

  it("comes when the timeline does not come as far as the ring in time; nothing is lost afterwards", async () => {
    const setting = await room();
    const position = await setting.log.said(here, { by: bob, content: "one" });
    await setting.log.said(here, { by: bob, content: "two" });
    const response = connect(await setting.gateway(soon), { as: ada, from: await idOf(setting, position) });
    await resetOf(response, "not_in_time");
    await setting.log.said(here, { by: bob, content: "three" });
    setting.follow();
    await expectTold(response, ["reset not_in_time", "new_message three"]);
  });

  it("does not come where the timeline catches up in time", async () => {
    const setting = await room();
    const position = await setting.log.said(here, { by: bob, content: "one" });
    await setting.log.said(here, { by: bob, content: "two" });
    const waiting = vi.spyOn(setting.timeline, "waitFor");
    const response = connect(await setting.gateway(), { as: ada, from: await idOf(setting, position) });
    await vi.waitFor(() => expect(waiting).toHaveBeenCalled());
    await setting.timeline.catchUp();
    await expectTold(response, ["new_message two"]);
  });

  it("does not stop what happens elsewhere", async () => {
    const setting = await room();
    setting.follow();
    await setting.log.started(there, { by: bob });
    const gateway = await setting.gateway();
    const lost = connect(gateway, { as: ada, from: "nowhere" });
    const bobs = connect(gateway, { as: bob });
    await setting.log.said(there, { by: bob, content: "still here" });
    await expectTold(bobs, ["new_message still here"]);
    expect(told(lost)).toEqual(["reset malformed_id"]);
    expect(gateway.counters.resets).toBe(1);
  });
});
