import { beforeAll, describe, expect, it } from "vitest";
import type { RawRead } from "../support/eventstoredb/raw/requests.ts";
import { eventsIn, fresh, isReal, serverName, TableServer } from "../support/eventstoredb/table/server.ts";

const ok = { code: 0 };

describe(`On ${serverName} a read of everything`, () => {
  const server = TableServer.forThisFile();
  const prefix = fresh("all");
  const positions: string[] = [];
  const unexpected = { code: 2, details: "Unexpected ReadAllResult: Error" };
  const ours = { on: "stream", prefixes: [prefix] } as const;

  beforeAll(async () => {
    // The events of one append follow each other, whoever else writes just then.
    const events = ["A", "B", "A", "B"].map((type) => ({ type }));
    await server.client.append({ stream: `${prefix}-1`, expected: "any", events });
    await server.client.append({ stream: `${prefix}-2`, expected: "any", events });
    const { messages } = await server.client.read({ filter: ours });
    positions.push(...eventsIn(messages).map(({ position }) => position.commit));
  });

  const at = (index: number, prepare = 0n, offset = 0n) => {
    const commit = BigInt(positions[index] ?? 0) + offset;
    return { commit: String(commit), prepare: String(commit + prepare) };
  };

  it.each<[title: string, read: () => RawRead, events: number[], status: object]>([
    ["from a position, which is included", () => ({ from: at(1), count: 2 }), [1, 2], ok],
    ["from a position with an earlier prepare position", () => ({ from: at(1, -1n), count: 2 }), [1, 2], ok],
    ["from a position with a later prepare position", () => ({ from: at(1, 1n) }), [], handlerThrew()],
    ["from a position where nothing begins", () => ({ from: at(1, 0n, 1n) }), [], unexpected],
    ["from far beyond its end", () => ({ from: at(3, 0n, 1_000_000_000n) }), [], ok],
    ["from its end", () => ({ from: "end" }), [], ok],
    [
      "backwards from a position, which is not included",
      () => ({ from: at(3), backwards: true, count: 2 }),
      [2, 1],
      ok,
    ],
    [
      "backwards from a position where nothing begins",
      () => ({ from: at(3, 0n, 1n), backwards: true }),
      [],
      unexpected,
    ],
    ["backwards from far beyond its end", () => ({ from: at(3, 0n, 1_000_000_000n), backwards: true }), [], unexpected],
    ["backwards from its start", () => ({ from: "start", backwards: true }), [], ok],
  ])("%s", async (_title, read, events, status) => {
    const reading = await server.client.read(read());
    expect(eventsIn(reading.messages).map(({ position }) => positions.indexOf(position.commit))).toEqual(events);
    expect(reading.status).toMatchObject(status);
  });

  it("backwards from its end begins with its last event", async () => {
    const stream = fresh("head");
    await server.client.append({ stream, expected: "any", events: [{}] });
    const { messages } = await server.client.read({ from: "end", backwards: true, count: 50 });
    expect(eventsIn(messages).map((event) => event.stream)).toContain(stream);
  });

  it.each<[title: string, read: () => RawRead, events: number[]]>([
    ["of streams with a prefix", () => ({ filter: ours }), [0, 1, 2, 3, 4, 5, 6, 7]],
    [
      "of streams with any of several prefixes",
      () => ({ filter: { ...ours, prefixes: [`${prefix}-2`, "?"] } }),
      [4, 5, 6, 7],
    ],
    ["of so many events that match", () => ({ filter: ours, count: 3 }), [0, 1, 2]],
    ["backwards of events that match", () => ({ filter: ours, from: "end", backwards: true, count: 1 }), [7]],
    ["of types with a prefix", () => ({ from: at(0), count: 1, filter: { on: "type", prefixes: ["B"] } }), [1]],
    [
      "with a regular expression, which outranks prefixes",
      () => ({ filter: { ...ours, regex: `${prefix}-2$` } }),
      [4, 5, 6, 7],
    ],
    ["with a filter that has no prefix", () => ({ from: at(0), filter: { on: "stream" } }), []],
    [
      "with a filter that never lets checkpoints come",
      () => ({ filter: { ...ours, multiplier: 0 } }),
      [0, 1, 2, 3, 4, 5, 6, 7],
    ],
  ])("%s", async (_title, read, events) => {
    const reading = await server.client.read(read());
    expect(eventsIn(reading.messages).map(({ position }) => positions.indexOf(position.commit))).toEqual(events);
    expect(reading.status).toMatchObject(ok);
  });

  it("has to say whether it has a filter", async () => {
    const details = "The combination of (All, Count, Forwards, None) is invalid.";
    expect((await server.client.read({ filter: "missing" })).status).toMatchObject({ code: 3, details });
  });

  it("of a fresh server finds one event of metadata", async ({ skip }) => {
    skip(isReal, "the server may hold other data");
    const { messages } = await server.client.read({ count: 1 });
    const position = { commit: "548", prepare: "548" };
    expect(eventsIn(messages)).toMatchObject([{ stream: "$$$scavenges", metadata: { type: "$metadata" }, position }]);
  });
});

const handlerThrew = () => ({ code: 2, details: "Exception was thrown by handler." });
