import { afterAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { RedisLimiter } from "../../../src/limits/redis-limiter.ts";
import { openRedis } from "../../../src/platform/redis.ts";
import { startRedis } from "../../support/redis-server.ts";
import { limiterContract, passing, rates, seesSpent, somebody } from "./limiter-contract.ts";

const server = await startRedis();
afterAll(() => server?.kill());

/** As one process has it. */
async function process(url: string, said: string[] = []): Promise<RedisLimiter> {
  const redis = openRedis(url, () => undefined);
  onTestFinished(() => redis.disconnect());
  await vi.waitFor(() => expect(redis.status).toBe("ready"), { timeout: 20_000 });
  return new RedisLimiter({ rates, redis, prefix: "verbatim:limit:", report: (sentence) => said.push(sentence) });
}

describe.skipIf(!server)(`with a redis-server${server ? "" : ", which is not installed here"}`, () => {
  const url = server?.url ?? "";
  limiterContract("in Redis", () => process(url));

  describe("limiters in one Redis", () => {
    it("let exactly one burst through together", async () => {
      const [here, there] = [await process(url), await process(url)];
      const ada = somebody("registration");
      const passed = await Promise.all([passing(here, ada, 20), passing(there, ada, 20)]);
      expect((passed[0] ?? 0) + (passed[1] ?? 0)).toBe(6);
    });

    it("leave no key behind when a bucket is full again", async () => {
      const [limiter, redis] = [await process(url), openRedis(url, () => undefined)];
      onTestFinished(() => redis.disconnect());
      const ada = somebody("send");
      const isKept = async (): Promise<boolean> => (await redis.exists(`verbatim:limit:send:${ada.subject}`)) === 1;
      await passing(limiter, ada, 3);
      expect(await isKept()).toBe(true);
      await vi.waitFor(async () => expect(await isKept()).toBe(false), { timeout: 20_000 });
    });

    it("count alone while it is away, say so once, and share again afterwards", async () => {
      const own = await startRedis();
      onTestFinished(() => own?.kill());
      const said: string[] = [];
      const [here, there] = [await process(own?.url ?? "", said), await process(own?.url ?? "")];
      const ada = somebody("registration");
      expect(await passing(here, ada, 20)).toBe(6);
      await own?.kill();
      await vi.waitFor(async () => {
        await here.take([somebody("send")]);
        expect(said).toHaveLength(1);
      });
      const bob = somebody("registration");
      expect(await passing(here, bob, 20)).toBe(6);
      expect(said).toEqual([expect.stringMatching(/^Limits are counted by this process alone, without Redis: /)]);
      await own?.restart();
      const shared = async (): Promise<void> => {
        const eve = somebody("registration");
        await passing(here, eve, 20);
        expect(await there.take([eve])).not.toBeNull();
      };
      await vi.waitFor(shared, { timeout: 30_000, interval: 200 });
      const dan = somebody("registration");
      await passing(there, dan, 20);
      await seesSpent(here, dan);
    });
  });
});
