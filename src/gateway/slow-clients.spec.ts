import { describe, expect, it, vi } from "vitest";
import { HeldStore } from "./spec/held-store.ts";
import { ada, bob, cem, here } from "./spec/log.ts";
import { connect, Setting, told, expectTold } from "./spec/setting.ts";

const kilobyte = "x".repeat(1_000);

async function room(): Promise<Setting> {
  const setting = new Setting();
  setting.follow();
  await setting.log.started(here, { by: ada, with: [bob, cem] });
  await setting.log.said(here, { by: ada, content: "one" });
  return setting;
}

describe("a client that does not read", () => {
  it("is cut at 256 KB, and goes on from the last that it took; nobody waits for it", async () => {
    const setting = await room();
    const gateway = await setting.gateway();
    const [slow, other] = [connect(gateway, { as: bob }), connect(gateway, { as: cem })];
    await setting.log.said(here, { by: ada, content: "two" });
    await expectTold(slow, ["new_message two"]);
    slow.setTaking("nothing");
    const said = Array.from({ length: 300 }, (_, index) => `${index} ${kilobyte}`);
    for (const content of said) await setting.log.said(here, { by: ada, content });
    await expectTold(
      other,
      ["two", ...said].map((content) => `new_message ${content}`),
    );
    expect(slow.closed).toBe(true);
    expect(slow.mostWaiting).toBeLessThanOrEqual(256 * 1024);
    expect(gateway.counters).toMatchObject({ closedSlow: 1, connections: 1 });
    const again = connect(gateway, { as: bob, from: slow.lastEventId });
    await expectTold(
      again,
      said.map((content) => `new_message ${content}`),
    );
  });

  it("is told what it missed only as fast as it takes it", async () => {
    const setting = await room();
    const gateway = await setting.gateway();
    const from = connect(gateway, { as: bob }).lastEventId;
    const said = Array.from({ length: 300 }, (_, index) => `${index} ${kilobyte}`);
    for (const content of said) await setting.log.said(here, { by: ada, content });
    const slow = connect(gateway, { as: bob, from, isTaking: false });
    await vi.waitFor(() => expect(slow.writableNeedDrain).toBe(true));
    while (told(slow).length < said.length) {
      slow.take(10_000);
      await new Promise(setImmediate);
    }
    expect(slow.mostWaiting).toBeLessThan(100_000);
    expect(told(slow)).toEqual(said.map((content) => `new_message ${content}`));
  });
});

describe("what is on its way to somebody who is removed", () => {
  it("is stopped in the socket, and not told again", async () => {
    const setting = await room();
    const gateway = await setting.gateway();
    const bobs = connect(gateway, { as: bob });
    await setting.log.said(here, { by: ada, content: "two" });
    await expectTold(bobs, ["new_message two"]);
    bobs.setTaking("nothing");
    await setting.log.said(here, { by: ada, content: "secret" });
    await vi.waitFor(() => expect(bobs.writableLength).toBeGreaterThan(0));
    await setting.log.removed(here, { by: ada, who: bob });
    await vi.waitFor(() => expect(bobs.closed).toBe(true));
    const again = connect(gateway, { as: bob, from: bobs.lastEventId });
    await expectTold(again, ["member_removed bob"]);
  });

  it("is not told when both are read from the log together", async () => {
    const setting = await room();
    const held = new HeldStore(setting.log.store);
    const gateway = await setting.gateway({ store: held.store });
    const [bobs, cems] = [connect(gateway, { as: bob }), connect(gateway, { as: cem })];
    await setting.log.said(here, { by: ada, content: "two" });
    await expectTold(bobs, ["new_message two"]);
    held.hold();
    await setting.log.named(cem, "Cem"); // what is read by itself, so that the next two are read together
    await setting.log.said(here, { by: ada, content: "secret" });
    await setting.log.removed(here, { by: ada, who: bob });
    held.release();
    await expectTold(cems, [
      "new_message two",
      "user_updated cem",
      "new_message secret",
      "new_message ada removed bob.",
      "member_removed bob",
    ]);
    await expectTold(bobs, ["new_message two", "user_updated cem", "member_removed bob"]);
  });

  it("is stopped on its way from the timeline, too", async () => {
    const setting = await room();
    const from = connect(await setting.gateway(), { as: bob }).lastEventId;
    await setting.log.said(here, { by: ada, content: "secret" });
    const gateway = await setting.gateway();
    const pages = vi.spyOn(setting.timeline, "toldAfter");
    const reading = Promise.withResolvers<readonly never[]>();
    vi.spyOn(setting.log.lines, "some").mockReturnValueOnce(reading.promise);
    const bobs = connect(gateway, { as: bob, from });
    await vi.waitFor(() => expect(pages).toHaveBeenCalled());
    await setting.log.removed(here, { by: ada, who: bob });
    const cems = connect(gateway, { as: cem });
    await setting.log.named(cem, "Cem");
    await vi.waitFor(() => expect(told(cems)).toContain("user_updated cem"));
    reading.resolve([]);
    await expectTold(bobs, ["member_removed bob", "user_updated cem"]);
  });

  it("shows no newer words of the conversation than they may read", async () => {
    const setting = await room();
    const held = new HeldStore(setting.log.store);
    const gateway = await setting.gateway({ store: held.store });
    const bobs = connect(gateway, { as: bob });
    await setting.log.said(here, { by: ada, content: "two" });
    await expectTold(bobs, ["new_message two"]);
    await setting.log.renamed(here, { by: ada, name: "A hall" });
    held.hold(); // it has read that, perhaps; not what follows
    await setting.log.removed(here, { by: ada, who: bob });
    await setting.log.said(here, { by: ada, content: "secret" });
    held.release();
    await vi.waitFor(() => expect(told(bobs)).toContain("member_removed bob"));
    expect(bobs.text).not.toContain("secret");
  });
});
