import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isRedisHere, redisServer } from "../../support/redis-server.ts";
import { jobsContract } from "./jobs-contract.ts";
import { greeting, JobsUnderTest, until } from "./jobs-under-test.ts";

describe.skipIf(!isRedisHere)(`over Redis${isRedisHere ? "" : ", which is not installed here"}`, () => {
  const redis = redisServer();
  const placeOf = () => ({ by: "redis", url: redis.url, prefix: `test:${randomUUID()}` }) as const;
  jobsContract(placeOf);

  it("everything is done after Redis has lost all it held", async () => {
    const jobs = await JobsUnderTest.make(placeOf);
    const { kind, greeted } = greeting();
    await jobs.process({ kinds: [kind], lostAfter: 500 });
    await jobs.call({ subject: "ada" });
    await until(() => greeted.length === 1);
    await jobs.call({ subject: "bob", dueAt: new Date(Date.now() + 1_500) });
    await redis.restart();
    await jobs.call({ subject: "cem" });
    await until(async () => (await jobs.states()).every((state) => state === "done"));
    expect(greeted.toSorted()).toEqual(["ada", "bob", "cem"]);
  });
});
