import { describe, expect, it } from "vitest";
import { readConfig } from "./config.ts";
import { mostConnections } from "./connections.ts";

const most = (settings: Readonly<Record<string, string>>, as: "server" | "visitor" = "server"): number =>
  mostConnections(readConfig(settings), { as });

describe("the connections of a process", () => {
  it("fit a PostgreSQL as it comes, which has 97 for everybody, with default settings", () => {
    expect(most({ DATABASE_URL: "postgresql://db/verbatim" })).toBe(96);
    expect(most({})).toBe(95);
  });

  it("are fewer where it does less", () => {
    expect(most({ ROLES: "api" })).toBe(80);
    expect(most({ ROLES: "projections" })).toBe(73);
    expect(most({}, "visitor")).toBe(59);
    expect(most({ EVENT_STORE_URL: "esdb://log:2113" })).toBe(84);
  });

  it("are fewer where processes share over Redis what they need not keep", () => {
    const own = { DATABASE_URL: "postgresql://db/verbatim" };
    expect(most({ ...own, REDIS_URL: "redis://cache" })).toBe(most(own) - 2);
    expect(most({ ...own, RATE_LIMITS: "off" })).toBe(most(own) - 1);
  });

  it("grow with the pool, which queries have another of", () => {
    const [small, large] = ["10", "20"].map((size) => most({ DB_POOL_SIZE: size, DB_MAX_OVERFLOW: "0" }));
    expect((large ?? 0) - (small ?? 0)).toBe(20);
  });
});
