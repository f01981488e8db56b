import { describe, expect, it } from "vitest";
import { ProjectionRegistry } from "../../../src/projections/registry.ts";
import { declareAll, untilMigrated } from "../../../src/projections/tables.ts";
import { counting } from "./counting.ts";
import { Setting } from "./setting.ts";

describe("a server's start", () => {
  it("waits for the tables of every read model, and not for their rows", async () => {
    const setting = await Setting.make();
    await setting.amounts("user-1", 1, 2, 3);
    const held = Promise.withResolvers<void>();
    const slow = [
      counting({ afterRows: () => held.promise }),
      counting({ name: "other", afterRows: () => held.promise }),
    ];
    const registry = new ProjectionRegistry(slow);
    await declareAll(setting.pool, registry);
    const waiting = untilMigrated(setting.pool, registry, new AbortController().signal);
    setting.worker(slow);
    await waiting;
    expect(await setting.rows("counts_v1")).toEqual({});
    expect(await setting.rows("other_v1")).toEqual({});
    held.resolve();
    await setting.untilAtHead();
  });

  it("is told which read model cannot have its tables", async () => {
    const setting = await Setting.make();
    const broken = [
      counting({ name: "well" }),
      { ...counting(), migrate: () => Promise.reject(new Error("no such type")) },
    ];
    setting.worker(broken);
    const waiting = untilMigrated(setting.pool, new ProjectionRegistry(broken), new AbortController().signal);
    await expect(waiting).rejects.toThrow("counts v1.1 has no tables: no such type");
  });

  it("waits no longer when it is called off", async () => {
    const setting = await Setting.make();
    const calledOff = new AbortController();
    const waiting = untilMigrated(setting.pool, new ProjectionRegistry([counting()]), calledOff.signal);
    calledOff.abort();
    await expect(waiting).resolves.toBeUndefined();
  });
});
