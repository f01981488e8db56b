import { describe, expect, it } from "vitest";
import { fresh, revisionsIn, serverName, TableServer } from "../support/eventstoredb/table/server.ts";

describe(`On ${serverName} a subscription to a stream`, () => {
  const server = TableServer.forThisFile();
  const append = (stream: string, count = 1) =>
    server.client.append({ stream, expected: "any", events: Array.from({ length: count }, () => ({})) });

  it("begins after the revision it is given", async () => {
    const stream = fresh("four");
    await append(stream, 4);
    const subscription = server.client.subscribe({ stream, from: 1n });
    expect(revisionsIn(await subscription.untilCaughtUp())).toEqual([2, 3]);
    subscription.cancel();
  });

  it("from its start includes revision 0", async () => {
    const stream = fresh("four");
    await append(stream, 4);
    const subscription = server.client.subscribe({ stream, from: "start" });
    expect(revisionsIn(await subscription.untilCaughtUp())).toEqual([0, 1, 2, 3]);
    await append(stream);
    expect(revisionsIn([await subscription.next()])).toEqual([4]);
    subscription.cancel();
  });

  it("that is missing has caught up with its first event", async () => {
    const stream = fresh("missing");
    const subscription = server.client.subscribe({ stream });
    expect(await subscription.next()).toMatchObject({ kind: "confirmation" });
    await append(stream);
    expect((await subscription.take(2)).map(({ kind }) => kind)).toEqual(["event", "caught up"]);
    subscription.cancel();
  });

  it("that is missing has caught up at its end at once", async () => {
    const stream = fresh("missing");
    const subscription = server.client.subscribe({ stream, from: "end" });
    expect((await subscription.take(2)).map(({ kind }) => kind)).toEqual(["confirmation", "caught up"]);
    await append(stream);
    expect(revisionsIn([await subscription.next()])).toEqual([0]);
    subscription.cancel();
  });

  it("that is soft-deleted waits for it to begin anew", async () => {
    const stream = fresh("soft-deleted");
    await append(stream, 3);
    await server.client.delete(stream, "any");
    const subscription = server.client.subscribe({ stream });
    expect(await subscription.next()).toMatchObject({ kind: "confirmation" });
    await append(stream);
    expect(revisionsIn(await subscription.untilCaughtUp())).toEqual([3]);
    subscription.cancel();
  });

  it("ends with its tombstone", async () => {
    const stream = fresh("tombstoned");
    await append(stream);
    const subscription = server.client.subscribe({ stream });
    await subscription.untilCaughtUp();
    await server.client.tombstone(stream, "any");
    expect(await subscription.next()).toMatchObject({ kind: "event", event: { metadata: { type: "$streamDeleted" } } });
    expect(await subscription.status).toMatchObject({
      code: 9,
      trailers: { exception: "stream-deleted", "stream-name": stream },
    });
  });
});
