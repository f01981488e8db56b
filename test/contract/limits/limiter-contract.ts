import { beforeEach, describe, expect, it, vi } from "vitest";
import { readConfig } from "../../../src/config.ts";
import type { Action } from "../../../src/limits/actions.ts";
import type { Bucket, Limiter } from "../../../src/limits/limiter.ts";

/** Sends come back five in a second; registrations so seldom that none does during a test. */
export const { rates } = readConfig({ RATE_SEND: "5", RATE_ROOM: "1", RATE_REGISTRATION: "6" }).limits;

/** Somebody whom nobody knows yet: the tests share what counts. */
export const somebody = (action: Action): Bucket => ({ action, subject: crypto.randomUUID() });

/** How many go through at once, of so many. */
export async function passing(limiter: Limiter, bucket: Bucket, tries: number): Promise<number> {
  const answers = await Promise.all(Array.from({ length: tries }, () => limiter.take([bucket])));
  return answers.filter((refused) => refused === null).length;
}

/** What every limiter does, told by one text for all. */
export function limiterContract(name: string, make: () => Promise<Limiter>): void {
  describe(`A limiter ${name}`, () => {
    let limiter: Limiter;
    beforeEach(async () => {
      limiter = await make();
    });

    it("lets a burst through and says when to come again", async () => {
      const ada = somebody("registration");
      expect(await passing(limiter, ada, 20)).toBe(6);
      const refused = await limiter.take([ada]);
      expect(refused?.action).toBe("registration");
      expect(refused?.seconds).toBeGreaterThan(500);
      expect(refused?.seconds).toBeLessThanOrEqual(600);
    });

    it("leaves everybody else alone, and every other action", async () => {
      const ada = somebody("registration");
      await passing(limiter, ada, 20);
      expect(await limiter.take([somebody("registration")])).toBeNull();
      expect(await limiter.take([{ ...ada, action: "login" }])).toBeNull();
    });

    it("takes from all of what is asked, or from nothing", async () => {
      const [ada, address] = [somebody("registration"), somebody("registration")];
      await passing(limiter, address, 20);
      for (let n = 0; n < 10; n += 1) expect(await limiter.take([ada, address])).not.toBeNull();
      expect(await passing(limiter, ada, 20)).toBe(6);
    });

    it("counts nothing of what is given back", async () => {
      const ada = somebody("registration");
      for (let n = 0; n < 20; n += 1) {
        expect(await limiter.take([ada])).toBeNull();
        await limiter.giveBack([ada]);
      }
      expect(await passing(limiter, ada, 20)).toBe(6);
    });

    it("takes several where there is one, and nothing goes until all of them have come back", async () => {
      const ada = somebody("registration");
      const several = { ...ada, tokens: 16 };
      expect(await limiter.take([several])).toBeNull();
      const refused = await limiter.take([ada]);
      expect(refused?.seconds).toBeGreaterThan(10 * 600);
      await limiter.giveBack([several]);
      expect(await passing(limiter, ada, 20)).toBe(6);
    });

    it("has no more than full buckets, whatever is given back", async () => {
      const ada = somebody("registration");
      for (let n = 0; n < 5; n += 1) await limiter.giveBack([ada]);
      expect(await passing(limiter, ada, 20)).toBe(6);
    });

    it("lets through again what has come back", async () => {
      const ada = somebody("send");
      await passing(limiter, ada, 50);
      await vi.waitFor(async () => expect(await limiter.take([ada])).toBeNull(), { timeout: 10_000 });
    });
  });
}

/** Waits until the tokens are gone for this process, too; asking costs none. */
export async function seesSpent(limiter: Limiter, bucket: Bucket): Promise<void> {
  await vi.waitFor(
    async () => {
      const refused = await limiter.take([bucket]);
      if (!refused) await limiter.giveBack([bucket]);
      expect(refused).not.toBeNull();
    },
    { timeout: 20_000 },
  );
}
