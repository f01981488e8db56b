import { beforeAll, describe, expect, it } from "vitest";
import type { RawRead } from "../support/eventstoredb/raw-requests.ts";
import { eventsIn, fresh, isReal, revisionsIn, serverName, TableServer } from "../support/eventstoredb/table-server.ts";

const ok = { code: 0 };

describe(`On ${serverName} a recorded event`, () => {
  const server = TableServer.forThisFile();

  it("comes back with every byte it was sent with", async () => {
    const stream = fresh("bytes");
    const data = Buffer.from([0, 255, 128, 10, 13, 0]);
    const metadata = Buffer.from("{ not: json");
    await server.client.append({
      stream,
      expected: "any",
      events: [{ data, metadata, contentType: "application/json" }],
    });
    const [event] = eventsIn((await server.client.read({ stream })).messages);
    expect(event?.data.equals(data)).toBe(true);
    expect(event?.customMetadata.equals(metadata)).toBe(true);
  });

  it("has exactly three entries of metadata, the time in units of 100 ns", async () => {
    const stream = fresh("metadata");
    await server.client.append({ stream, expected: "any", events: [{ type: "Sent" }] });
    const [event] = eventsIn((await server.client.read({ stream })).messages);
    const created = expect.stringMatching(/^\d{17}$/);
    expect(event?.metadata).toEqual({ type: "Sent", "content-type": "application/json", created });
    const milliseconds = Number(BigInt(event?.metadata["created"] ?? 0) / 10_000n);
    expect(Math.abs(milliseconds - Date.now())).toBeLessThan(60_000);
  });

  it.each(["application/octet-stream", "text/plain", ""])("that is %j is octets", async (contentType) => {
    const stream = fresh("octets");
    await server.client.append({ stream, expected: "any", events: [{ contentType }] });
    const [event] = eventsIn((await server.client.read({ stream })).messages);
    expect(event?.metadata["content-type"]).toBe("application/octet-stream");
  });

  it("has an id in lower case, or in two halves for who asks", async () => {
    const [stream, id] = [fresh("id"), "A0B1C2D3-0000-4000-8000-00000000000F"];
    await server.client.append({ stream, expected: "any", events: [{ id }] });
    const [text] = eventsIn((await server.client.read({ stream })).messages);
    expect(text?.id).toEqual({ string: id.toLowerCase() });
    const [halves] = eventsIn((await server.client.read({ stream, uuids: "structured" })).messages);
    const structured = { mostSignificantBits: "-6867493745269391360", leastSignificantBits: "-9223372036854775793" };
    expect(halves?.id).toEqual({ structured });
  });

  it("has one position, commit and prepare alike, and no link", async () => {
    const stream = fresh("position");
    await server.client.append({ stream, expected: "any", events: [{}] });
    const [message] = (await server.client.read({ stream })).messages;
    expect(message).toMatchObject({ kind: "event", hasLink: false });
    if (message?.kind !== "event") return;
    expect(message.event.position).toEqual({ commit: message.commit, prepare: message.commit });
  });

  it("of an append has a position of its own, each after the one before", async () => {
    const stream = fresh("positions");
    await server.client.append({ stream, expected: "any", events: [{}, {}, {}] });
    const positions = eventsIn((await server.client.read({ stream })).messages).map(({ position }) =>
      Number(position.commit),
    );
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    expect(new Set(positions).size).toBe(3);
  });
});

describe(`On ${serverName} a read of a stream`, () => {
  const server = TableServer.forThisFile();
  const four = fresh("four");
  const softDeleted = fresh("soft-deleted");
  const recreated = fresh("recreated");
  const missing = fresh("missing");
  const emptyRead = { code: 2, details: "Unexpected ReadStreamResult: Error" };

  beforeAll(async () => {
    for (const stream of [four, softDeleted, recreated]) {
      await server.client.append({ stream, expected: "no_stream", events: [{}, {}, {}, {}] });
    }
    await server.client.delete(softDeleted, "any");
    await server.client.delete(recreated, "any");
    await server.client.append({ stream: recreated, expected: "no_stream", events: [{}, {}] });
  });

  it.each<[title: string, read: RawRead, revisions: number[], status: object]>([
    ["from its start", { stream: four }, [0, 1, 2, 3], ok],
    ["from a revision, which is included", { stream: four, from: 1n }, [1, 2, 3], ok],
    ["of so many events", { stream: four, from: 1n, count: 2 }, [1, 2], ok],
    ["from beyond its end", { stream: four, from: 100n }, [], ok],
    ["from its end", { stream: four, from: "end" }, [], emptyRead],
    ["of no events", { stream: four, count: 0 }, [], emptyRead],
    ["backwards from its end", { stream: four, from: "end", backwards: true }, [3, 2, 1, 0], ok],
    ["backwards from beyond its end", { stream: four, from: 100n, backwards: true }, [3, 2, 1, 0], ok],
    ["backwards from a revision, which is included", { stream: four, from: 2n, backwards: true, count: 2 }, [2, 1], ok],
    ["backwards from its start", { stream: four, from: "start", backwards: true }, [0], ok],
    ["that was begun anew", { stream: recreated }, [4, 5], ok],
    ["that was begun anew, from before that", { stream: recreated, from: 1n }, [4, 5], ok],
    ["that was begun anew, backwards", { stream: recreated, from: "end", backwards: true }, [5, 4], ok],
  ])("%s", async (_title, read, revisions, status) => {
    const reading = await server.client.read(read);
    expect(revisionsIn(reading.messages)).toEqual(revisions);
    expect(reading.status).toMatchObject(status);
  });

  it.each([
    ["that is missing", missing],
    ["that is soft-deleted", softDeleted],
  ])("%s says that it was not found", async (_title, stream) => {
    const { messages, status } = await server.client.read({ stream });
    expect(messages).toEqual([{ kind: "not found", stream }]);
    expect(status).toMatchObject(ok);
  });

  it("ends with the last revision for newer clients", async () => {
    const { messages } = await server.client.read({ stream: four, count: 1, compatibility: 1 });
    expect(messages.slice(1)).toEqual([{ kind: "last", revision: "3" }]);
  });

  it("from beyond its end tells newer clients which revision will be next", async () => {
    const { messages } = await server.client.read({ stream: four, from: 100n, compatibility: 1 });
    expect(messages).toEqual([
      { kind: "first", revision: "4" },
      { kind: "last", revision: "3" },
    ]);
  });

  it("takes no filter", async () => {
    const { status } = await server.client.read({ stream: four, filter: { on: "stream", prefixes: ["f"] } });
    const details = "The combination of (Stream, Count, Forwards, Filter) is invalid.";
    expect(status).toMatchObject({ code: 3, details });
  });
});

describe(`On ${serverName} a read of everything`, () => {
  const server = TableServer.forThisFile();
  const prefix = fresh("all");
  const positions: string[] = [];
  const unexpected = { code: 2, details: "Unexpected ReadAllResult: Error" };
  const ours = { on: "stream", prefixes: [prefix] } as const;

  beforeAll(async () => {
    await server.client.append({ stream: `${prefix}-1`, expected: "any", events: [{ type: "A" }, { type: "B" }] });
    await server.client.append({ stream: `${prefix}-2`, expected: "any", events: [{ type: "A" }, { type: "B" }] });
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
    ["of streams with a prefix", () => ({ filter: ours }), [0, 1, 2, 3]],
    [
      "of streams with any of several prefixes",
      () => ({ filter: { ...ours, prefixes: [`${prefix}-2`, "?"] } }),
      [2, 3],
    ],
    ["of so many events that match", () => ({ filter: ours, count: 3 }), [0, 1, 2]],
    ["backwards of events that match", () => ({ filter: ours, from: "end", backwards: true, count: 1 }), [3]],
    ["of types with a prefix", () => ({ from: at(0), count: 1, filter: { on: "type", prefixes: ["B"] } }), [1]],
    [
      "with a regular expression, which outranks prefixes",
      () => ({ filter: { ...ours, regex: `${prefix}-2$` } }),
      [2, 3],
    ],
    ["with a filter that has no prefix", () => ({ from: at(0), filter: { on: "stream" } }), []],
    ["with a filter that never lets checkpoints come", () => ({ filter: { ...ours, multiplier: 0 } }), [0, 1, 2, 3]],
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
