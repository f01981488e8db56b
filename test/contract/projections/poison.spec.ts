import { randomUUID } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { rebuild } from "../../../src/projections/rebuild.ts";
import { addBuild, declare } from "../../../src/projections/builds.ts";
import { ProjectionRegistry } from "../../../src/projections/registry.ts";
import { retry, skip } from "../../../src/projections/skips.ts";
import { query } from "../../support/database.ts";
import { codec, counting } from "./counting.ts";
import { Setting } from "./setting.ts";

const byAda = { name: "counts", by: "ada", reason: null };

describe("an event that cannot be written", () => {
  it.each([
    ["breaks a constraint", { amount: -1 }, "check constraint"],
    ["makes the projector throw", { amount: 1, throws: "cannot take\0this" }, "cannot take\u{FFFD}this"],
  ])("is found in a batch of 500 when it %s; what precedes it is written, others go on", async (_how, data, error) => {
    const setting = await Setting.make();
    await setting.amounts("user-1", ...Array.from({ length: 317 }, (_, n) => n));
    const position = await setting.append("user-2", data);
    const last = await setting.amounts("user-3", ...Array.from({ length: 182 }, (_, n) => n));
    const poison = await setting.store.eventAt(position);
    setting.worker([counting(), counting({ name: "other", prefixes: ["user-1", "user-3"] })]);
    await setting.until({ state: "stopped", poison: { position, eventId: poison?.id ?? "" } });
    expect(await setting.status()).toMatchObject({ position: position - 1n, eventsProcessed: 317 });
    expect((await setting.status()).error).toContain(error);
    expect(await setting.rows()).toEqual(await setting.model({ upTo: position - 1n }));
    await setting.until({ position: last, state: "running" }, "other");
    expect(await setting.rows("other_v1")).toEqual(await setting.model({ without: [position] }));
  });

  it("because the codec cannot read it stops only those projections that it is meant for", async () => {
    const setting = await Setting.make();
    await setting.amounts("user-1", 1, 2, 3);
    const alien = { id: randomUUID(), type: "Unheard", data: { amount: 1 }, metadata: { version: 1 } };
    const { position } = await setting.store.append("message-1", [alien], "none");
    await setting.amounts("user-1", 4);
    setting.worker([counting(), counting({ name: "other", prefixes: ["user-"] })]);
    await setting.until({ state: "stopped", position: 3n, poison: { position, eventId: alien.id } });
    await setting.untilAtHead("other");
    expect(await setting.rows("other_v1")).toEqual({ user: [4, 10] });
  });

  it("is tried again on request, and stops it again while nothing has changed", async () => {
    const setting = await Setting.make();
    const position = await setting.append("user-1", { amount: -5 });
    setting.worker([counting()]);
    const { updatedAt, poison } = await setting.until({ state: "stopped" });
    await retry(setting.pool, byAda);
    const again = await vi.waitFor(async () => {
      const status = await setting.until({ state: "stopped" });
      expect(status.updatedAt).not.toEqual(updatedAt);
      return status;
    });
    expect(again).toMatchObject({ position: position - 1n, poison });
    await query(setting.url, "alter table counts_v1.counts drop constraint counts_least_check");
    await retry(setting.pool, byAda);
    await setting.untilAtHead();
    expect(await setting.rows()).toEqual({ user: [1, -5] });
    expect(await retry(setting.pool, byAda)).toMatchObject({ refusal: { code: "conflict" } });
  });

  it("is skipped on the record, and by every later build", async () => {
    const setting = await Setting.make();
    await setting.amounts("user-1", 1, 2);
    const position = await setting.append("user-1", { amount: -5 });
    await setting.amounts("user-1", 3);
    const worker = setting.worker([counting()]);
    await setting.until({ state: "stopped" });
    const wrong = { name: "counts", position: 1n, reason: "not this one", by: "ada" };
    expect(await skip(setting.pool, wrong)).toMatchObject({ refusal: { code: "conflict" } });
    await skip(setting.pool, { name: "counts", position, reason: "a debt", by: "ada" });
    await setting.untilAtHead();
    const expected = await setting.model({ without: [position] });
    expect(await setting.rows()).toEqual(expected);
    const event = await setting.store.eventAt(position);
    expect(await query(setting.url, "select name, position, event_id, reason, by from projections.skips")).toEqual([
      { name: "counts", position: String(position), event_id: event?.id, reason: "a debt", by: "ada" },
    ]);

    const registry = new ProjectionRegistry([counting()]);
    const { pool, store, url } = setting;
    await rebuild("counts", { registry, pool, connection: { connectionString: url }, store, codec });
    expect(await setting.rows()).toEqual(expected);
    await worker.close();
    setting.worker([counting({ version: 2 })]);
    await expect.poll(() => setting.rows("counts_v2").catch(() => null), { timeout: 10_000 }).toEqual(expected);
  });

  it("skipped for one version is skipped by another that has not come so far", async () => {
    const setting = await Setting.make();
    await setting.amounts("user-1", 1);
    const gate = Promise.withResolvers<void>();
    const two = { ...counting({ version: 2 }) };
    const slow = {
      ...two,
      project: async (...args: Parameters<typeof two.project>) => {
        await gate.promise;
        await two.project(...args);
      },
    };
    await declare(setting.pool, new ProjectionRegistry([counting()]), "counts");
    setting.worker([counting(), slow]);
    await addBuild(setting.pool, { projection: slow });
    await expect.poll(() => setting.rows().catch(() => null), { timeout: 10_000 }).toEqual({ user: [1, 1] });
    const position = await setting.append("user-1", { amount: -5 });
    const last = await setting.amounts("user-1", 3);
    await setting.until({ state: "stopped" });
    await skip(setting.pool, { name: "counts", position, reason: "a debt", by: "ada" });
    gate.resolve();
    await setting.until({ position: last });
    const expected = await setting.model({ without: [position] });
    await expect.poll(() => setting.rows("counts_build_2"), { timeout: 10_000 }).toEqual(expected);
  });
});
