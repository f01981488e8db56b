import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { StoreUnavailable } from "../../../src/event-store/errors.ts";
import type { Projection } from "../../../src/projections/projection.ts";
import { OlderKeysInReadModel } from "../../../src/projections/idempotency/v1/older-keys.ts";
import { idempotency } from "../../../src/projections/idempotency/v1/projection.ts";
import { ProjectionRegistry } from "../../../src/projections/registry.ts";
import { untilMigrated } from "../../../src/projections/tables.ts";
import type { ProjectionWorker } from "../../../src/projections/worker.ts";
import { query } from "../../support/database.ts";
import { Setting } from "../projections/setting.ts";

const stream = "conversation-room";

/** Appends an event to the stream's end, with a key if it has a body. */
async function happened(setting: Setting, body?: string, to = stream): Promise<string> {
  const [last] = await Array.fromAsync(setting.store.readStream(to, { direction: "backwards", limit: 1 }));
  const id = randomUUID();
  const metadata = { version: 1, ...(body !== undefined && { key: { name: "named by a client", body } }) };
  await setting.store.append(to, [{ id, type: "Counted", data: { amount: 1 }, metadata }], last?.revision ?? "none");
  return id;
}

/** A worker that has made the tables. */
async function working(setting: Setting, projection: Projection = idempotency): Promise<ProjectionWorker> {
  const worker = setting.worker([projection]);
  await untilMigrated(setting.pool, new ProjectionRegistry([projection]), new AbortController().signal);
  return worker;
}

function olderKeys(setting: Setting, timeoutMs?: number): OlderKeysInReadModel {
  const { pool, store } = setting;
  return new OlderKeysInReadModel({ pool, store, watch: setting.watch(), ...(timeoutMs && { timeoutMs }) });
}

describe("keys older than a stream remembers", () => {
  it("are found by their events' ids, and who is missing never was", async () => {
    const setting = await Setting.make();
    const [first, , third] = [
      await happened(setting, "mac 1"),
      await happened(setting),
      await happened(setting, "mac 3"),
    ];
    await happened(setting, "elsewhere", "user-ada");
    await working(setting);
    const asked = { stream, from: 3, eventIds: [first, third, randomUUID()] };
    await expect(olderKeys(setting).find(asked)).resolves.toEqual(
      new Map([
        [first, { revision: 0, body: "mac 1" }],
        [third, { revision: 2, body: "mac 3" }],
      ]),
    );
  });

  it("are those before the revision alone", async () => {
    const setting = await Setting.make();
    const [first, second] = [await happened(setting, "mac 1"), await happened(setting, "mac 2")];
    await working(setting);
    const found = await olderKeys(setting).find({ stream, from: 1, eventIds: [first, second] });
    expect([...found.keys()]).toEqual([first]);
  });

  it("are waited for until the read model has come so far", async () => {
    const setting = await Setting.make();
    const held = Promise.withResolvers<void>();
    const slow: Projection = {
      ...idempotency,
      async project(client, batch) {
        await held.promise;
        await idempotency.project(client, batch);
      },
    };
    await working(setting, slow);
    const id = await happened(setting, "mac 1");
    const finding = olderKeys(setting, 20_000).find({ stream, from: 1, eventIds: [id] });
    held.resolve();
    expect((await finding).get(id)).toEqual({ revision: 0, body: "mac 1" });
  });

  it("are never said to be missing by a read model that is not there yet", async () => {
    const setting = await Setting.make();
    const id = await happened(setting, "mac 1");
    const worker = await working(setting);
    await setting.untilAtHead("idempotency");
    const keys = olderKeys(setting, 200);
    expect((await keys.find({ stream, from: 1, eventIds: [id] })).size).toBe(1);

    await worker.close();
    // As a rebuild does: what was there is gone, and comes back later.
    await query(
      setting.url,
      `with gone as (delete from idempotency_v1.keyed_events) update projections.builds
       set position = 0, last_event_id = null, last_event_position = null`,
    );
    const asking = keys.find({ stream, from: 1, eventIds: [id] });
    await expect(asking).rejects.toThrow(StoreUnavailable);
    await expect(asking).rejects.toMatchObject({ outcome: "not written" });
    await working(setting);
    await setting.untilAtHead("idempotency");
    expect((await keys.find({ stream, from: 1, eventIds: [id] })).size).toBe(1);
  });
});
