import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { Redis } from "ioredis";
import { freePort } from "../../../src/platform/postgres/embedded/cluster.ts";
import { openRedis } from "../../../src/platform/redis.ts";
import { isRedisHere, redisServer } from "../../support/redis-server.ts";

const server = redisServer();

/** What a command fails with, by where it was when the connection was lost. */
const gone = /max retries|timed out|closed|ECONN/;

function open(url: string): { redis: Redis; reports: string[] } {
  const reports: string[] = [];
  const redis = openRedis(url, (sentence) => reports.push(sentence));
  onTestFinished(() => redis.disconnect());
  return { redis, reports };
}

describe("a Redis that is away", () => {
  it("fails what is asked of it, and is said to be away once, without its password", async () => {
    const port = await freePort();
    const { redis, reports } = open(`redis://:secret@127.0.0.1:${port}`);
    await expect(redis.get("anything")).rejects.toThrow(gone);
    await expect(redis.get("anything")).rejects.toThrow(gone);
    expect(reports).toEqual([expect.stringContaining(`Redis at 127.0.0.1:${port} is out of reach`)]);
    expect(reports.join()).not.toContain("secret");
  });

  it.skipIf(!isRedisHere)("is used again when it is back (skipped where there is no redis-server)", async () => {
    const { redis, reports } = open(server.url);
    expect(await redis.ping()).toBe("PONG");
    await server.kill();
    await expect(redis.ping()).rejects.toThrow(gone);
    await server.restart();
    await vi.waitFor(async () => expect(await redis.ping()).toBe("PONG"), 20_000);
    await server.restart();
    await vi.waitFor(() => expect(reports).toHaveLength(2), 20_000);
  });
});
