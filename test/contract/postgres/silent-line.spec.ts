import { describe, expect, it, onTestFinished } from "vitest";
import { StoreUnavailable } from "../../../src/event-store/errors.ts";
import { PostgresEventStore } from "../../../src/event-store/postgres/postgres-event-store.ts";
import { CutLine } from "../../support/cut-line.ts";
import { migratedDatabase } from "../../support/database.ts";
import { all, event, ids, until } from "../event-store/log-under-test.ts";

describe("Where the network has lost the log's connections and told neither side", () => {
  async function setting() {
    const url = await migratedDatabase();
    const line = await CutLine.to(url);
    const store = await PostgresEventStore.open({ url: line.url, readers: 1, readAnsweredWithin: 500 });
    const other = await PostgresEventStore.open({ url });
    onTestFinished(async () => {
      await Promise.all([store.close(), other.close()]);
      await line.cut();
    });
    return { line, store, other };
  }

  it("a subscription goes on over another one", async () => {
    const { line, store, other } = await setting();
    const [first, second] = [event(), event()];
    await other.append("room-1", [first], "none");
    const seen = await until(store, { after: 0n }, (events, progress) => {
      if (events.length === 1 && progress?.caughtUp === true) {
        line.silence();
        void other.append("room-1", [second], 0);
      }
      return events.length === 2;
    });
    expect(ids(seen)).toEqual([first.id, second.id]);
  });

  it("a read says that it had no answer, and the next one has it", async () => {
    const { line, store, other } = await setting();
    const said = event();
    await other.append("room-1", [said], "none");
    line.silence();
    await expect(all(store.readStream("room-1"))).rejects.toThrow(StoreUnavailable);
    expect(ids(await all(store.readStream("room-1")))).toEqual([said.id]);
  });
});
