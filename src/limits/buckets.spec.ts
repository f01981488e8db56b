import { describe, expect, it } from "vitest";
import { readConfig } from "../config.ts";
import { Buckets } from "./buckets.ts";
import type { Bucket } from "./limiter.ts";

const { rates } = readConfig({ RATE_SEND: "10", RATE_ROOM: "3" }).limits;

const send = (subject: string): Bucket => ({ action: "send", subject });
const room: Bucket = { action: "room", subject: "garden" };

function buckets({ max = 1_000 } = {}): { buckets: Buckets; clock: { now: number } } {
  const clock = { now: 0 };
  return { buckets: new Buckets({ rates, now: () => clock.now, max }), clock };
}

describe("the buckets of a process", () => {
  it("are one for each action and subject", () => {
    const { buckets: all } = buckets();
    for (let n = 0; n < 20; n += 1) expect(all.take([send("ada")])).toBeNull();
    expect(all.take([send("ada")])).toEqual({ action: "send", seconds: 1 });
    expect(all.take([send("bob")])).toBeNull();
    expect(all.take([{ action: "edit", subject: "ada" }])).toBeNull();
  });

  it("are taken from together, or not at all", () => {
    const { buckets: all } = buckets();
    for (let n = 0; n < 6; n += 1) expect(all.take([send("ada"), room])).toBeNull();
    for (let n = 0; n < 50; n += 1) expect(all.take([send("ada"), room])).toMatchObject({ action: "room" });
    for (let n = 0; n < 14; n += 1) expect(all.take([send("ada")])).toBeNull();
    expect(all.take([send("ada")])).not.toBeNull();
  });

  it("name the one that has to be waited for longest", () => {
    const { buckets: all } = buckets();
    const login: Bucket = { action: "registration", subject: "192.0.2.1" };
    for (let n = 0; n < 10; n += 1) all.spend(login, 1);
    for (let n = 0; n < 20; n += 1) all.spend(send("ada"), 1);
    expect(all.take([send("ada"), login])).toEqual({ action: "registration", seconds: 360 });
  });

  it("are forgotten when they are full again", () => {
    const { buckets: all, clock } = buckets();
    for (let n = 0; n < 500; n += 1) all.take([send(`user-${n}`)]);
    expect(all.size).toBe(500);
    clock.now = 10_000;
    for (let n = 0; n < 500; n += 1) {
      all.take([send("ada")]);
      clock.now += 200;
    }
    expect(all.size).toBeLessThanOrEqual(2);
  });

  it("are no more than there is room for", () => {
    const { buckets: all } = buckets({ max: 50 });
    for (let n = 0; n < 500; n += 1) {
      expect(all.take([send(`user-${n}`)])).toBeNull();
      expect(all.size).toBeLessThanOrEqual(50);
    }
  });
});
