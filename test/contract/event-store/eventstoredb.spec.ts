import { randomBytes } from "node:crypto";
import { KurrentEventStore } from "../../../src/event-store/kurrent/kurrent-event-store.ts";
import { eventStoreDb } from "../../support/eventstoredb-under-test.ts";
import { eventStoreContract } from "./contract.ts";

const server = await eventStoreDb();

eventStoreContract({
  name: server.name,
  newLog() {
    const prefix = `test_${randomBytes(6).toString("hex")}_`;
    return Promise.resolve({
      open: () => KurrentEventStore.open({ url: server.url, prefix }),
      restart: server.restart,
      cutConnections: server.cutConnections,
      close: () => Promise.resolve(),
    });
  },
});
