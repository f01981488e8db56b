import { describe, expect, it } from "vitest";
import type { RawEvent } from "../support/eventstoredb/raw/requests.ts";
import { anything } from "../support/eventstoredb/table/matchers.ts";
import { fresh, revisionsIn, serverName, TableServer } from "../support/eventstoredb/table/server.ts";

const soon = () => new Date(Date.now() + 300);
const past = () => new Date(Date.now() - 1_000);
const uuid = () => crypto.randomUUID();

describe(`On ${serverName} a call of batch appends`, () => {
  const server = TableServer.forThisFile();

  it("puts the parts of an append together", async () => {
    const [stream, correlationId, batch] = [fresh("parts"), uuid(), server.client.batch()];
    batch.send({ correlationId, options: { stream, expected: "no_stream" }, events: [{}], isFinal: false });
    batch.send({ correlationId, events: [{}, {}], isFinal: false });
    batch.send({ correlationId, events: [{}] });
    expect(await batch.next()).toMatchObject({
      correlationId: { string: correlationId },
      success: { currentRevision: "3" },
    });
    batch.close();
  });

  it("keeps the parts of appends that are under way at once apart", async () => {
    const batch = server.client.batch();
    const appends = Array.from({ length: 5 }, () => ({ correlationId: uuid(), stream: fresh("parallel") }));
    for (const { correlationId, stream } of appends) {
      batch.send({ correlationId, options: { stream, expected: "no_stream" }, events: [{}], isFinal: false });
    }
    for (const { correlationId } of appends.toReversed()) batch.send({ correlationId, events: [{}] });
    const answers = await Promise.all(appends.map(() => batch.next()));
    for (const { correlationId, stream } of appends) {
      expect(answers).toContainEqual({
        correlationId: { string: correlationId },
        success: { currentRevision: "1", position: anything() },
        streamIdentifier: { streamName: stream },
      });
    }
    batch.close();
  });

  it("answers an append that comes after its deadline with a timeout, and does not write it", async () => {
    const [stream, correlationId, batch] = [fresh("late"), uuid(), server.client.batch()];
    batch.send({ correlationId, options: { stream, expected: "any", deadline: past() }, events: [{}] });
    expect(await batch.next()).toEqual({ ...timeout(stream), correlationId: { string: correlationId } });
    expect((await server.client.read({ stream })).messages).toEqual([{ kind: "not found", stream }]);
    batch.close();
  });

  it("times an append out whose last part does not come", async () => {
    const [stream, correlationId, batch] = [fresh("unfinished"), uuid(), server.client.batch()];
    batch.send({ correlationId, options: { stream, expected: "any", deadline: soon() }, events: [{}], isFinal: false });
    expect(await batch.next()).toMatchObject(timeout(stream));
    batch.close();
  });

  it.each<[problem: string, event: RawEvent, reason: string]>([
    ["an id that is no uuid", { id: "nope" }, "Unrecognized Guid format."],
    ["an empty type", { type: "" }, "Empty eventType provided. (Parameter 'eventType')"],
    ["no type", { type: null }, "The given key was not present in the dictionary."],
    ["no content type", { contentType: null }, "The given key was not present in the dictionary."],
  ])("calls an event with %s a bad request, and then lets it time out", async (_problem, event, reason) => {
    const [stream, correlationId, batch] = [fresh("bad"), uuid(), server.client.batch()];
    batch.send({ correlationId, options: { stream, expected: "any", deadline: soon() }, events: [event] });
    expect(await batch.next()).toEqual({ ...badRequest(stream, reason), correlationId: { string: correlationId } });
    // The same id, in its other form.
    expect(await batch.next()).toEqual({ ...timeout(stream), correlationId: structured(correlationId) });
    batch.close();
  });

  it("waits two seconds at most before it lets a bad request time out", async () => {
    const [stream, correlationId, batch] = [fresh("bad"), uuid(), server.client.batch()];
    const begin = performance.now();
    batch.send({ correlationId, options: { stream, expected: "any" }, events: [{ id: "nope" }] });
    await batch.next();
    expect(await batch.next()).toMatchObject(timeout(stream));
    expect(performance.now() - begin).toBeGreaterThan(1_900);
    batch.close();
  });

  it("writes what was not bad when a last part follows a bad request", async () => {
    const [stream, correlationId, batch] = [fresh("bad"), uuid(), server.client.batch()];
    batch.send({ correlationId, options: { stream, expected: "no_stream" }, events: [{}, { id: "nope" }] });
    await batch.next();
    batch.send({ correlationId, events: [{}] });
    expect(await batch.next()).toMatchObject({ success: { currentRevision: "1" } });
    batch.close();
  });

  it("ends in a bad event in a later part, which does not say where its answer belongs", async () => {
    const [stream, correlationId, batch] = [fresh("bad"), uuid(), server.client.batch()];
    batch.send({ correlationId, options: { stream, expected: "any" }, events: [{}], isFinal: false });
    batch.send({ correlationId, events: [{ id: "nope" }] });
    expect(await batch.status).toMatchObject({ code: 2, details: "Exception was thrown by handler." });
  });

  it("calls an empty stream name a bad request, once", async () => {
    const [stream, batch] = [fresh("good"), server.client.batch()];
    batch.send({ correlationId: uuid(), options: { stream: "", expected: "any", deadline: soon() }, events: [{}] });
    expect(await batch.next()).toMatchObject({ error: { code: 3, message: "BadRequest" } });
    batch.send({
      correlationId: uuid(),
      options: { stream, expected: "any", deadline: soon() },
      events: [{}],
      isFinal: false,
    });
    expect(await batch.next()).toMatchObject(timeout(stream));
    batch.close();
  });

  it("does not look at what follows an append that was too large", async () => {
    const [stream, correlationId, batch] = [fresh("large"), uuid(), server.client.batch()];
    const large = { data: Buffer.alloc(1_048_577) };
    batch.send({ correlationId, options: { stream, expected: "any" }, events: [large], isFinal: false });
    batch.send({ correlationId, events: [{}] });
    expect(await batch.next()).toMatchObject({ error: { message: "MaximumAppendSizeExceeded" } });
    const next = fresh("next");
    batch.send({ correlationId: uuid(), options: { stream: next, expected: "any" }, events: [{}] });
    expect(await batch.next()).toMatchObject({ success: {}, streamIdentifier: { streamName: next } });
    batch.close();
  });

  it("never answers a repeat that lists its ids backwards by more than one revision", async () => {
    const [stream, next, batch] = [fresh("backwards"), fresh("next"), server.client.batch()];
    const events = [{ id: uuid() }, { id: uuid() }, { id: uuid() }];
    await server.client.append({ stream, expected: "any", events });
    batch.send({ correlationId: uuid(), options: { stream, expected: "any" }, events: events.toReversed() });
    batch.send({ correlationId: uuid(), options: { stream: next, expected: "any" }, events: [{}] });
    expect(await batch.next()).toMatchObject({ streamIdentifier: { streamName: next } });
    expect(revisionsIn((await server.client.read({ stream })).messages)).toEqual([0, 1, 2]);
    batch.close();
  });
});

const timeout = (stream: string) => ({
  correlationId: anything(),
  error: { code: 4, message: "Timeout", details: { "type.googleapis.com/event_store.client.Timeout": {} } },
  streamIdentifier: { streamName: stream },
});

const badRequest = (stream: string, message: string) => ({
  error: {
    code: 3,
    message: "BadRequest",
    details: { "type.googleapis.com/event_store.client.BadRequest": { message } },
  },
  streamIdentifier: { streamName: stream },
});

function structured(id: string): object {
  const bits = BigInt(`0x${id.replaceAll("-", "")}`);
  const mostSignificantBits = String(BigInt.asIntN(64, bits >> 64n));
  return { structured: { mostSignificantBits, leastSignificantBits: String(BigInt.asIntN(64, bits)) } };
}
