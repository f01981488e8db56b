import { describe, expect, it } from "vitest";
import { readConfig } from "./config.ts";
import { StartRefused } from "./platform/start-refused.ts";

describe("settings", () => {
  it("have a default each", () => {
    expect(readConfig({})).toMatchObject({
      port: 3_000,
      host: "127.0.0.1",
      publicUrl: "http://127.0.0.1:3000",
      corsOrigins: [],
      trustedProxies: [],
      limits: {
        isOn: true,
        rates: { send: 10, search: 2, query: 50, room: 100, registration: 10 },
        streams: { ofUser: 20, ofAddress: 100 },
      },
      editWindows: { direct: 86_400, group: 86_400, room: 86_400, incident: 900 },
      reactions: ["👍", "❤️", "😂", "😮", "😢", "✅"],
      registration: "open",
      locale: "en",
      timeZone: undefined,
      roles: new Set(["api", "gateway", "projections", "workers"]),
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
    ["REDIS_URL", "localhost:6379"],
    ["REDIS_URL", "http://localhost:6379"],
    ["DB_POOL_SIZE", "0"],
    ["DB_POOL_TIMEOUT", "soon"],
    ["LOG_LEVEL", "loud"],
    ["RATE_LIMITS", "yes"],
    ["LINK_PREVIEWS", "some"],
    ["INTERNAL_DOMAINS", "corp.example.org, https://acme.example.org"],
    ["EDIT_WINDOW_ROOM", "a day"],
    ["EDIT_WINDOW_INCIDENT", "-1"],
    ["REACTIONS", "👍,ok"],
    ["REACTIONS", "👍👍"],
    ["RATE_SEND", "0"],
    ["TRUSTED_PROXIES", "10.0.0.0/33"],
    ["TRUSTED_PROXIES", "my-proxy"],
    ["PUBLIC_URL", "chat.example.org"],
    ["CORS_ORIGINS", "*"],
    ["CORS_ORIGINS", "https://a.example,https://b.example/path"],
    ["CORS_ORIGINS", "https://a.example/"],
    ["REGISTRATION", "yes"],
    ["LOCALE", "de"],
    ["TIME_ZONE", "Warsaw"],
    ["ROLES", "api,janitor"],
    ["ROLES", ","],
  ])("that are wrong stop the start by name: %s=%s", (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(StartRefused);
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name}: .+\\.$`));
  });

  it("say what can be reacted with", () => {
    expect(readConfig({ REACTIONS: "🦑, 👍🏽" }).reactions).toEqual(["🦑", "👍🏽"]);
    expect(readConfig({ REACTIONS: "any" }).reactions).toBe("any");
  });

  it("take lists by commas", () => {
    const config = readConfig({ CORS_ORIGINS: "https://a.example, http://b.example:8080", ROLES: "api, gateway" });
    expect(config.corsOrigins).toEqual(["https://a.example", "http://b.example:8080"]);
    expect(config.roles).toEqual(new Set(["api", "gateway"]));
  });

  it("know where people reach the server", () => {
    expect(readConfig({ HOST: "10.0.0.1", PORT: "80" }).publicUrl).toBe("http://10.0.0.1:80");
    expect(readConfig({ HOST: "::1", PORT: "80" }).publicUrl).toBe("http://[::1]:80");
    expect(readConfig({ PUBLIC_URL: "https://chat.example.org/" }).publicUrl).toBe("https://chat.example.org");
  });

  it.each(["esdb://h:2113?tls=false", "esdb+discover://h:2113", "kurrentdb://h", "kurrentdb+discover://h"])(
    "take an event store at %s",
    (url) => {
      expect(readConfig({ EVENT_STORE_URL: url }).eventStoreUrl).toBe(url);
    },
  );
});
