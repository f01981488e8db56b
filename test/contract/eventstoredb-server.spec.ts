import { describe, expect, it } from "vitest";
import type { RawEvent } from "../support/eventstoredb/raw/requests.ts";
import { anything, listWith, matching } from "../support/eventstoredb/table/matchers.ts";
import { fresh, serverName, TableServer } from "../support/eventstoredb/table/server.ts";

describe(`On ${serverName}`, () => {
  const server = TableServer.forThisFile();

  it.each([
    ["read", ["position", "events"]],
    ["append", []],
    ["delete", []],
    ["tombstone", []],
    ["batchappend", ["deadline_duration"]],
  ])("the method %s of streams is supported with %j", async (methodName, featuresList) => {
    const serviceName = "event_store.client.streams.streams";
    expect(await server.client.supportedMethods()).toMatchObject({
      eventStoreServerVersion: matching(/^\d+\.\d+\.\d+$/),
      methodsList: listWith([{ methodName, serviceName, featuresList }]),
    });
  });

  it("gossip names one leader, which is alive and where the client found it", async () => {
    const { hostname: address, port } = new URL(server.url);
    const leader = {
      instanceId: { structured: { mostSignificantBits: anything(), leastSignificantBits: anything() } },
      timeStamp: matching(/^\d{17}$/),
      state: 8,
      isAlive: true,
      httpEndPoint: { address, port: Number(port) },
    };
    expect(await server.client.gossip()).toEqual({ membersList: [leader] });
  });

  it("a method that does not exist is unimplemented", async () => {
    const answer = await server.client.call("/event_store.client.streams.Streams/Rename");
    expect(answer).toMatchObject({ code: 12, details: "Method is unimplemented." });
  });

  it("a service that does not exist is not found by HTTP", async () => {
    const answer = await server.client.call("/event_store.client.dreams.Dreams/Read");
    expect(answer).toMatchObject({ code: 12, details: "Received HTTP status code 404" });
  });

  it.each<[property: string, event: RawEvent]>([
    ["type", { type: null }],
    ["content-type", { contentType: null }],
  ])("an append without %s says which metadata it needs", async (property, event) => {
    const answer = await server.client.append({ stream: fresh("bad"), expected: "any", events: [event] });
    expect(answer).toMatchObject({
      code: 3,
      details: `Required Metadata Property '${property}' is missing`,
      trailers: {
        exception: "missing-required-metadata-property",
        "required-metadata-properties": "type,content-type",
      },
    });
  });

  it.each<[problem: string, event: RawEvent]>([
    ["an empty type", { type: "" }],
    ["an id that is no uuid", { id: "nope" }],
    ["an id of zeros", { id: "00000000-0000-0000-0000-000000000000" }],
  ])("an append with %s fails", async (_problem, event) => {
    const answer = await server.client.append({ stream: fresh("bad"), expected: "any", events: [event] });
    expect(answer).toMatchObject({ code: 2, details: "Exception was thrown by handler." });
  });

  it("an append without a stream's name fails", async () => {
    const answer = await server.client.append({ stream: "", expected: "any", events: [{}] });
    expect(answer).toMatchObject({ code: 2, details: "Exception was thrown by handler." });
  });
});
