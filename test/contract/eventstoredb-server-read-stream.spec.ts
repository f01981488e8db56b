import { beforeAll, describe, expect, it } from "vitest";
import type { RawRead } from "../support/eventstoredb/raw/requests.ts";
import { fresh, revisionsIn, serverName, TableServer } from "../support/eventstoredb/table/server.ts";

const ok = { code: 0 };

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
