import { describe, expect, it } from "vitest";
import type { ExpectedRevision } from "../support/eventstoredb/decide.ts";
import { eventsIn, fresh, serverName, TableServer } from "../support/eventstoredb/table/server.ts";

describe(`On ${serverName} a delete`, () => {
  const server = TableServer.forThisFile();

  it("writes metadata that hides every event", async () => {
    const stream = await streamOfThree();
    const answer = await server.client.delete(stream, 2n);
    const [event] = await metadataOf(stream);
    expect(event?.data.toString()).toBe('{"$tb":9223372036854775807}');
    expect(event?.metadata["type"]).toBe("$metadata");
    const commitPosition = event?.position.commit;
    expect(answer).toEqual({ position: { commitPosition, preparePosition: commitPosition } });
  });

  it("is taken back by the next append, in metadata that comes after its events", async () => {
    const stream = await streamOfThree();
    await server.client.delete(stream, "any");
    await server.client.append({ stream, expected: "no_stream", events: [{}] });
    const [metadata] = await metadataOf(stream);
    expect(metadata?.data.toString()).toBe('{"$tb":3}');
    const [event] = eventsIn((await server.client.read({ stream })).messages);
    expect(Number(metadata?.position.commit)).toBeGreaterThan(Number(event?.position.commit));
  });

  it("leaves the events in the log", async () => {
    const begin = await server.head();
    const stream = await streamOfThree();
    await server.client.delete(stream, "any");
    const { messages } = await server.client.read({ from: begin, filter: { on: "stream", prefixes: [stream] } });
    expect(eventsIn(messages)).toHaveLength(3);
  });

  it("can be repeated", async () => {
    const stream = await streamOfThree();
    await server.client.delete(stream, "any");
    expect(await server.client.delete(stream, "any")).toMatchObject({ position: {} });
    expect(await server.client.delete(stream, "stream_exists")).toMatchObject({ code: 9, details: deleted(stream) });
  });

  it.each<[expected: ExpectedRevision, version: string]>([
    [1n, "1"],
    ["no_stream", "-1"],
  ])("that expects %s is refused", async (expected, version) => {
    const stream = await streamOfThree();
    expect(await server.client.delete(stream, expected)).toMatchObject(
      refused({ stream, expected: version, actual: "2" }),
    );
  });

  it.each<[expected: ExpectedRevision, version: string]>([
    ["any", "-2"],
    ["no_stream", "-1"],
    ["stream_exists", "-4"],
    [0n, "0"],
  ])("of a missing stream that expects %s is refused", async (expected, version) => {
    const stream = fresh("missing");
    expect(await server.client.delete(stream, expected)).toMatchObject(
      refused({ stream, expected: version, actual: "-1" }),
    );
  });

  it("that is refused cannot say so of a name outside ASCII", async () => {
    const answer = await server.client.delete(fresh("ü"), 3n);
    expect(answer).toMatchObject({ code: 2, details: "Received HTTP status code 500" });
  });

  async function streamOfThree(): Promise<string> {
    const stream = fresh("three");
    await server.client.append({ stream, expected: "no_stream", events: [{}, {}, {}] });
    return stream;
  }

  /** Only the last event of metadata can be read. */
  async function metadataOf(stream: string) {
    const events = eventsIn((await server.client.read({ stream: `$$${stream}` })).messages);
    expect(events).toHaveLength(1);
    return events;
  }
});

describe(`On ${serverName} a tombstone`, () => {
  const server = TableServer.forThisFile();

  it("is an event without data at the last of all revisions", async () => {
    const [begin, stream] = [await server.head(), fresh("tombstoned")];
    await server.client.append({ stream, expected: "no_stream", events: [{}] });
    const answer = await server.client.tombstone(stream, 0n);
    const { messages } = await server.client.read({ from: begin, filter: { on: "stream", prefixes: [stream] } });
    const event = eventsIn(messages).at(-1);
    expect(event).toMatchObject({ revision: "9223372036854775807", data: Buffer.alloc(0) });
    expect(event?.metadata).toMatchObject({ type: "$streamDeleted", "content-type": "application/octet-stream" });
    expect(answer).toMatchObject({ position: { commitPosition: event?.position.commit } });
  });

  it("can be set where there was no stream", async () => {
    const stream = fresh("never");
    expect(await server.client.tombstone(stream, "no_stream")).toMatchObject({ position: {} });
    expect((await server.client.read({ stream })).status).toMatchObject({ code: 9, details: deleted(stream) });
  });

  it("is refused at a wrong revision", async () => {
    const stream = fresh("missing");
    const answer = await server.client.tombstone(stream, 3n);
    expect(answer).toMatchObject(refused({ stream, expected: "3", actual: "-1" }));
  });

  it("refuses every call on its stream", async () => {
    const stream = fresh("tombstoned");
    await server.client.append({ stream, expected: "no_stream", events: [{}] });
    await server.client.tombstone(stream, "any");
    const refusal = {
      code: 9,
      details: deleted(stream),
      trailers: { exception: "stream-deleted", "stream-name": stream },
    };
    expect(await server.client.read({ stream })).toMatchObject({ messages: [], status: refusal });
    expect(await server.client.subscribe({ stream }).status).toMatchObject(refusal);
    expect(await server.client.append({ stream, expected: "any", events: [{}] })).toMatchObject(refusal);
    expect(await server.client.delete(stream, "any")).toMatchObject(refusal);
    expect(await server.client.tombstone(stream, "any")).toMatchObject(refusal);
  });
});

const deleted = (stream: string) => `Event stream '${stream}' is deleted.`;

const refused = ({ stream, expected, actual }: { stream: string; expected: string; actual: string }) => ({
  code: 9,
  details: `Delete failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`,
  trailers: {
    exception: "wrong-expected-version",
    "stream-name": stream,
    "expected-version": expected,
    "actual-version": actual,
  },
});
