import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { assertSameLog } from "../../../src/event-store/checkpoint.ts";
import { StoreUnavailable } from "../../../src/event-store/errors.ts";
import { KurrentEventStore } from "../../../src/event-store/kurrent/kurrent-event-store.ts";
import { EventStoreDbServer } from "../../support/eventstoredb/index.ts";

it("a server that starts or stops is not taken for one that holds another log", async () => {
  await using server = await EventStoreDbServer.start();
  const store = await KurrentEventStore.open({ url: server.url, prefix: "test_" });
  const event = { id: randomUUID(), type: "Said", data: {}, metadata: {} };
  const { position } = await store.append("stream", [event], "none");
  const checkpoint = { epoch: await store.epoch(), position, lastEvent: { position, id: event.id } };

  server.faults.nodeState = "failing";
  await expect(store.eventAt(position)).rejects.toThrow(StoreUnavailable);
  await expect(assertSameLog(store, checkpoint)).rejects.toThrow(StoreUnavailable);

  server.faults.nodeState = "ready";
  await assertSameLog(store, checkpoint);
  expect(await store.eventAt(position + 1_000_000n)).toBeNull();
  await store.close();
});
