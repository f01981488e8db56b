import { describe, expect, it } from "vitest";
import { readConfig } from "./config.ts";
import { StartRefused } from "./platform/start-refused.ts";

describe("settings", () => {
  it("have a default each", () => {
    expect(readConfig({})).toMatchObject({
      port: 3_000,
      host: "127.0.0.1",
      dataDir: "./data",
      databaseUrl: undefined,
      pool: { size: 20, overflow: 30, timeout: 10, recycle: 1_800 },
      eventStorePrefix: "verbatim_",
    });
  });

  it("that are empty count as absent", () => {
    expect(readConfig({ PORT: "", DATABASE_URL: "" })).toEqual(readConfig({}));
  });

  it.each([
    ["PORT", "65536"],
    ["PORT", "8o80"],
    ["PORT", "-1"],
    ["PORT", "1e3"],
    ["DATABASE_URL", "localhost:5432"],
    ["DATABASE_URL", "mysql://localhost/x"],
    ["EVENT_STORE_URL", "http://localhost:2113"],
    ["EVENT_STORE_PREFIX", "$system_"],
    ["EVENT_STORE_PREFIX", "no-underscore"],
    ["DB_POOL_SIZE", "0"],
    ["DB_POOL_TIMEOUT", "soon"],
    ["LOG_LEVEL", "loud"],
  ])("that are wrong stop the start by name: %s=%s", (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(StartRefused);
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name}: .+\\.$`));
  });

  it.each(["esdb://h:2113?tls=false", "esdb+discover://h:2113", "kurrentdb://h", "kurrentdb+discover://h"])(
    "take an event store at %s",
    (url) => {
      expect(readConfig({ EVENT_STORE_URL: url }).eventStoreUrl).toBe(url);
    },
  );
});
