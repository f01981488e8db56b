import { describe, expect, it, onTestFinished } from "vitest";
import type { EventStore } from "../../../src/event-store/port.ts";
import { kurrentPace, oneByOne } from "../../../src/log-copy/pace.ts";
import { EventStoreDbServer, type AppendFault } from "../../support/eventstoredb/index.ts";
import { eventStoreDb } from "../../support/eventstoredb-under-test.ts";
import { copied, fill, inEventStoreDb, inPostgres, newPrefix, textOf } from "./some-logs.ts";

const server = await eventStoreDb();

const targets: Readonly<Record<string, () => Promise<EventStore>>> = {
  PostgreSQL: inPostgres,
  EventStoreDB: () => inEventStoreDb(server.url),
};

describe.each(Object.entries(targets))("a copy to %s", (_, target) => {
  it("goes on where an earlier one was cut short", async () => {
    const [from, to] = [await inPostgres(), await target()];
    await fill(from, 40);
    const stopping = new AbortController();
    let seen = 0;
    const cut = await copied({
      from,
      to,
      signal: stopping.signal,
      onProgress: () => (seen += 1) === 30 && stopping.abort(),
    });
    const source = await textOf(from);
    expect(await textOf(to)).toEqual(source.slice(0, cut.written));
    expect(cut.position).toBeLessThan(cut.head);

    const rest = await copied({ from, to });
    expect(rest).toMatchObject({ there: cut.written, written: source.length - cut.written });
    expect(await textOf(to)).toEqual(source);
  });

  it("has nothing left to do the second time", async () => {
    const [from, to] = [await inPostgres(), await target()];
    await fill(from, 5);
    const { written } = await copied({ from, to });
    expect(await copied({ from, to })).toMatchObject({ there: written, written: 0 });
  });

  it("follows a source that is written to, and says how far it came", async () => {
    const [from, to] = [await inPostgres(), await target()];
    await fill(from, 5);
    const stopping = new AbortController();
    const caughtUp = Promise.withResolvers<void>();
    const seen: number[] = [];
    const following = copied({
      from,
      to,
      follows: true,
      signal: stopping.signal,
      onProgress({ phase, events, position, head }) {
        seen.push(events);
        if (phase === "following" && position === head) caughtUp.resolve();
        if (phase === "copying" && events > 20) stopping.abort();
      },
    });
    await caughtUp.promise;
    await fill(from, 20, 5);
    const { written } = await following;
    expect(await textOf(to)).toEqual((await textOf(from)).slice(0, written));
    expect(written).toBeGreaterThan(20);
    expect(seen).toEqual(seen.toSorted((one, other) => one - other));
  });
});

describe("a copy to an EventStoreDB that fails on the way", () => {
  const failing = async (fault: AppendFault, pace = oneByOne): Promise<FailedOnTheWay> => {
    const faulty = await EventStoreDbServer.start();
    const from = await inPostgres();
    await fill(from, 30);
    const to = await inEventStoreDb(faulty.url, newPrefix());
    onTestFinished(async () => {
      await to.close();
      await faulty.stop();
    });
    const reported: string[] = [];
    let seen = 0;
    const onProgress = (): boolean => (seen += 1) % 10 === 0 && (faulty.faults.failNextAppend(fault), true);
    const copying = copied({ from, to, pace, onProgress, report: (sentence) => reported.push(sentence) });
    return { from, to, reported, copying };
  };

  it.each<AppendFault>(["unwritten", "lost"])("waits and writes nothing twice: %s", async (fault) => {
    const { from, to, reported, copying } = await failing(fault);
    await copying;
    expect(reported.length).toBeGreaterThan(0);
    expect(await textOf(to)).toEqual(await textOf(from));
  });

  it("notices when an event was passed by while it was on its way", async () => {
    const { from, to, copying } = await failing("unwritten", kurrentPace);
    await expect(copying).rejects.toThrow(/another order than they were sent in.+--one-by-one/);
    await expect(copied({ from, to })).rejects.toThrow(/holds something else/);
  });
});

interface FailedOnTheWay {
  readonly from: EventStore;
  readonly to: EventStore;
  readonly reported: readonly string[];
  readonly copying: Promise<unknown>;
}
