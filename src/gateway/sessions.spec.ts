import { describe, expect, it, vi } from "vitest";
import { ada, bob, here } from "./spec/log.ts";
import { connect, Setting, expectTold } from "./spec/setting.ts";

/** So that a comment goes out every 20 ms, and a session is asked for every 60. */
const quick = { timing: { beatMs: 1 } };

describe("a stream's session", () => {
  it("ends the stream when it is over", async () => {
    const gateway = await new Setting().gateway(quick);
    const isSessionOpen = vi.fn<() => Promise<boolean>>().mockResolvedValueOnce(true).mockResolvedValueOnce(false);
    const [over, open] = [connect(gateway, { as: ada, isSessionOpen }), connect(gateway, { as: ada })];
    await vi.waitFor(() => expect(over.closed).toBe(true));
    expect(isSessionOpen).toHaveBeenCalledTimes(2);
    expect(open.closed).toBe(false);
  });

  it("stays open while it cannot be asked for, and that is said", async () => {
    const setting = new Setting();
    const gateway = await setting.gateway(quick);
    const isSessionOpen = vi
      .fn<() => Promise<boolean>>()
      .mockRejectedValueOnce(new Error("no database"))
      .mockResolvedValue(true);
    const response = connect(gateway, { as: ada, isSessionOpen });
    await vi.waitFor(() => expect(isSessionOpen).toHaveBeenCalledTimes(2));
    expect(response.closed).toBe(false);
    expect(setting.reports).toEqual(["Whether 1 sessions are open is not known: no database"]);
  });

  it("ends its streams at once when it is ended, and no other's", async () => {
    const setting = new Setting();
    setting.follow();
    await setting.log.started(here, { by: ada });
    const gateway = await setting.gateway();
    const [phone, desk] = [
      connect(gateway, { as: ada, session: "phone" }),
      connect(gateway, { as: ada, session: "desk" }),
    ];
    gateway.sessionsEnded(["phone", "tablet"]);
    expect([phone.closed, desk.closed]).toEqual([true, false]);
    await setting.log.said(here, { by: ada });
    await expectTold(desk, ["new_message hello"]);
    expect(phone.text).not.toContain("hello");
  });

  it("takes back what its client has not read yet when it is ended", async () => {
    const setting = new Setting();
    const gateway = await setting.gateway();
    const response = connect(gateway, { as: ada, session: "phone", isTaking: false });
    gateway.sessionsEnded(["phone"]);
    expect(response.destroyed).toBe(true);
  });
});

describe("a stream on which nothing happens", () => {
  it("is sent a comment from time to time", async () => {
    const gateway = await new Setting().gateway(quick);
    const response = connect(gateway, { as: bob });
    await vi.waitFor(() => expect(response.text).toMatch(/\n\n(:\n\n){3}/));
    expect(response.heard).toHaveLength(1);
  });
});
