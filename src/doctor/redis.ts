import type { Config } from "../config.ts";
import { openRedis } from "../platform/redis.ts";
import { reasonOf } from "../platform/start-refused.ts";
import { compareClocks } from "./clock.ts";
import type { Findings } from "./finding.ts";

export async function examineRedis({ redisUrl, roles }: Config, findings: Findings): Promise<void> {
  if (redisUrl === undefined)
    return findings.ok("REDIS_URL is not set: PostgreSQL does what Redis would.", { code: "redis.none" });
  let outOfReach: string | null = null;
  const redis = openRedis(redisUrl, (sentence) => (outOfReach ??= sentence));
  try {
    const info = await redis.info();
    const version = /^redis_version:(\S+)/m.exec(info)?.[1] ?? "unknown";
    if (Number.parseInt(version, 10) < 6) findings.problem(`Redis is version ${version}: 6 or later is needed.`);
    else {
      const { host } = new URL(redisUrl);
      findings.ok(`Redis at ${host} answers, version ${version}.`, {
        code: "redis.answers",
        values: { host, version },
      });
    }
    const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1] ?? "noeviction";
    if (roles.has("workers") && policy !== "noeviction")
      findings.warning(`Redis may drop what is queued (maxmemory-policy ${policy}): set noeviction.`);
    const theirs = async (): Promise<number> => Number((await redis.time())[0]) * 1_000;
    await compareClocks(findings, { of: "Redis", theirs, precision: 1_000 });
  } catch (error) {
    findings.problem(`${outOfReach ?? `Redis does not answer: ${reasonOf(error)}`}. See REDIS_URL.`);
  } finally {
    redis.disconnect();
  }
}
