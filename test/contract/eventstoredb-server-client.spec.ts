import { EventStoreDBClient, jsonEvent, START, type AppendToStreamOptions } from "@eventstore/db-client";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fresh, isReal, needsFaults, serverName, TableServer } from "../support/eventstoredb/table/server.ts";

const event = () => jsonEvent({ type: "Tested", data: { some: "thing" } });
// Credentials make the client take one call per append.
const kinds = [
  ["in a batch", {}],
  ["in a call of its own", { credentials: { username: "admin", password: "changeit" } }],
] as const;

describe(`On ${serverName} the client`, () => {
  const server = TableServer.forThisFile();
  let client: EventStoreDBClient;

  beforeAll(() => {
    client = EventStoreDBClient.connectionString(server.url);
  });
  afterAll(() => client.dispose());

  it.each(kinds)("that appends %s learns the revision and position", async (_kind, options) => {
    const stream = fresh("client");
    const written = await client.appendToStream(stream, [event(), event()], {
      expectedRevision: "no_stream",
      ...options,
    });
    expect(written).toMatchObject({ success: true, nextExpectedRevision: 1n });
    const events = [];
    for await (const { event: read } of client.readStream(stream)) events.push(read);
    expect(events.at(-1)).toMatchObject({ revision: 1n, position: written.position, data: { some: "thing" } });
  });

  it.each(kinds)("that appends %s makes a wrong version a WrongExpectedVersionError", async (_kind, options) => {
    const stream = fresh("client");
    const refusal = { type: "wrong-expected-version", expectedVersion: 3n, actualVersion: "no_stream" };
    await expect(append(stream, { expectedRevision: 3n, ...options })).rejects.toMatchObject(refusal);
  });

  it.each(kinds)("that appends %s makes a tombstone a StreamDeletedError", async (_kind, options) => {
    const stream = fresh("client");
    await client.tombstoneStream(stream);
    await expect(append(stream, options)).rejects.toMatchObject({ type: "stream-deleted", streamName: stream });
  });

  it.each(kinds)("that appends %s makes too much data a MaxAppendSizeExceededError", async (_kind, options) => {
    const large = jsonEvent({ type: "Tested", data: { some: "x".repeat(1_048_576) } });
    const appended = client.appendToStream(fresh("client"), large, options);
    await expect(appended).rejects.toMatchObject({ type: "maximum-append-size-exceeded", maxAppendSize: 1_048_576 });
  });

  it("makes a missing stream a StreamNotFoundError", async () => {
    const reading = readAllOf(client.readStream(fresh("client")));
    await expect(reading).rejects.toMatchObject({ type: "stream-not-found" });
  });

  it("makes a position where nothing begins an UnknownError", async () => {
    const reading = client.readAll({ fromPosition: { commit: 549n, prepare: 549n } });
    await expect(readAllOf(reading)).rejects.toMatchObject({ type: "unknown", code: 2 });
  });

  it("makes a delete at a wrong version a WrongExpectedVersionError", async () => {
    const refusal = { type: "wrong-expected-version", expectedVersion: -2n, actualVersion: -1n };
    await expect(client.deleteStream(fresh("client"))).rejects.toMatchObject(refusal);
  });

  it("finds the leader through gossip", async () => {
    const { host } = new URL(server.url);
    const discovering = EventStoreDBClient.connectionString(`esdb+discover://${host}?tls=false`);
    expect(await discovering.appendToStream(fresh("client"), [event()])).toMatchObject({ success: true });
    await discovering.dispose();
  });

  describe("when the server fails", () => {
    beforeEach(({ skip }) => skip(isReal, needsFaults));

    it("appends in calls of their own without server features", async () => {
      server.own.faults.serverFeatures = "unimplemented";
      const late = EventStoreDBClient.connectionString(server.url);
      expect(await late.appendToStream(fresh("client"), [event()])).toMatchObject({ success: true });
      server.own.faults.serverFeatures = "supported";
      await late.dispose();
    });

    it("makes a node that is not the leader a NotLeaderError", async () => {
      server.own.faults.nodeState = "not leader";
      const port = Number(new URL(server.url).port);
      const refusal = { type: "not-leader", leader: { address: "127.0.0.1", port } };
      await expect(readAllOf(client.readAll({ maxCount: 1 }))).rejects.toMatchObject(refusal);
      server.own.faults.nodeState = "ready";
    });

    it.each(kinds)("that appends %s makes a denial an AccessDeniedError", async (_kind, options) => {
      server.own.faults.nodeState = "access denied";
      await expect(append(fresh("client"), options)).rejects.toMatchObject({ type: "access-denied" });
      server.own.faults.nodeState = "ready";
    });

    it("makes a node that is not ready an UnavailableError", async () => {
      server.own.faults.nodeState = "not ready";
      await expect(readAllOf(client.readAll({ maxCount: 1 }))).rejects.toMatchObject({ type: "unavailable" });
      server.own.faults.nodeState = "ready";
    });

    it("makes a deadline that passes a DeadlineExceededError", async () => {
      server.own.faults.freeze();
      const options = { deadline: 100, credentials: { username: "admin", password: "changeit" } };
      await expect(append(fresh("client"), options)).rejects.toMatchObject({ type: "deadline-exceeded" });
      server.own.faults.thaw();
    });

    it("makes a live subscription that is too slow a TimeoutError", async () => {
      const subscription = await caughtUp();
      server.own.faults.overflowSubscriptions();
      expect(await errorOf(subscription)).toMatchObject({ type: "timeout", code: 10 });
    });

    it("makes a shutdown that ends subscriptions an UnknownError", async () => {
      const subscription = await caughtUp();
      await server.own.faults.shutDown({ silentMilliseconds: 10 });
      expect(await errorOf(subscription)).toMatchObject({ type: "unknown", code: 13 });
      await server.own.restart();
    });

    it("makes a connection that is dropped an UnavailableError", async () => {
      const subscription = await caughtUp();
      server.own.faults.dropConnections();
      expect(await errorOf(subscription)).toMatchObject({ type: "unavailable", code: 14 });
    });
  });

  const append = (stream: string, options: AppendToStreamOptions) => client.appendToStream(stream, [event()], options);

  async function caughtUp() {
    const subscription = client.subscribeToAll({ fromPosition: START });
    subscription.on("data", () => undefined);
    await new Promise((resolve) => subscription.once("caughtUp", resolve));
    return subscription;
  }
});

async function readAllOf(reading: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of reading);
}

interface Failing {
  once(event: "error", listener: (error: Error) => void): unknown;
}

const errorOf = (failing: Failing): Promise<Error> => new Promise((resolve) => failing.once("error", resolve));
