import { describe, expect, it, vi } from "vitest";
import { readConfig } from "../../src/config.ts";
import { mostConnections, projectionsPool } from "../../src/connections.ts";
import { Person } from "../support/api-client.ts";
import { apiServer } from "../support/api-server.ts";
import { query } from "../support/database.ts";

const settings = { DB_POOL_SIZE: "3", DB_MAX_OVERFLOW: "7", RATE_LIMITS: "on", RATE_REGISTRATION: "100" };
const server = apiServer(settings);

/** By the name that the server goes by; without one it listens. */
async function connections(): Promise<ReadonlyMap<string, number>> {
  const text = `select application_name as name, count(*)::int from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() group by 1`;
  const rows = await query<{ name: string; count: number }>(server.databaseUrl, text);
  return new Map(rows.map(({ name, count }) => [name, count]));
}

describe("a server under load", () => {
  it("has as many connections open as it looked for room for at its start", async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => Person.register(server.url, "ada")));
    await Promise.all(people.map((person) => person.get("/api/conversations")));
    const bounded = new Map([
      ["verbatim", 3],
      ["verbatim queries", 3],
      ["verbatim log reader", 9],
      ["verbatim projections", projectionsPool],
      ["verbatim jobs", 2],
      ["verbatim proof", 1],
    ]);
    const config = readConfig({ ...settings, DATABASE_URL: server.databaseUrl });
    const others = mostConnections(config, { as: "server" }) - bounded.values().reduce((sum, each) => sum + each, 0);
    await vi.waitFor(async () => {
      const now = await connections();
      for (const [name, most] of bounded) expect(now.get(name) ?? 0).toBeLessThanOrEqual(most);
      const rest = [...now].filter(([name]) => !bounded.has(name)).reduce((sum, [, count]) => sum + count, 0);
      expect(rest).toBe(others);
    }, 10_000);
  });
});
