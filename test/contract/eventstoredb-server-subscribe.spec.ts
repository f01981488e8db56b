import { describe, expect, it } from "vitest";
import type { RawSubscription } from "../support/eventstoredb/raw-client.ts";
import type { RawFilter, RawRead } from "../support/eventstoredb/raw-requests.ts";
import { SubscribedLog } from "../support/eventstoredb/subscribed-log.ts";
import {
  eventsIn,
  fresh,
  isReal,
  needsFaults,
  revisionsIn,
  serverName,
  TableServer,
} from "../support/eventstoredb/table-server.ts";

const tooSlow = {
  code: 10,
  details: "Operation timed out: Consumer too slow to handle event while live. Client resubscription required.",
};
const handlerThrew = { code: 2, details: "Exception was thrown by handler." };
// Others may write to a real server just then, and every event counts.
const exact = { retry: isReal ? 5 : 0 };

describe(`On ${serverName} a subscription to everything that catches up`, () => {
  const server = TableServer.forThisFile();

  // Of a hundred events, #0 to #99, those at 5, 70 and 95 match. "@33" is a checkpoint at #33, "(@33)" one whose
  // prepare position is 0, and "=" says that it has caught up.
  it.each<[options: Partial<RawFilter>, after: number, trace: string]>([
    [{}, 0, "#5 @5 (@33) #70 #95 @95 ="],
    [{ multiplier: 2 }, 0, "#5 (@33) #70 #95 ="],
    [{ window: 10 }, 0, "#5 @5 (@11) (@21) (@31) (@41) (@51) #70 @70 (@71) (@81) #95 ="],
    [{ window: 50 }, 0, "#5 @5 #70 #95 ="],
    [{ window: 99 }, 0, "#5 #70 #95 @95 ="],
    [{ window: 100 }, 0, "#5 #70 #95 ="],
    [{}, 4, "#5 @5 (@37) #70 #95 ="],
    [{}, 5, "(@6) (@38) #70 #95 ="],
    [{}, 20, "(@21) #70 @70 #95 ="],
  ])("with filter %j after #%i says %s", exact, async (options, after, trace) => {
    const log = await SubscribedLog.ofAHundred(server.client);
    const subscription = server.client.subscribe({ from: log.at(after), filter: { ...log.filter, ...options } });
    const [confirmation, ...messages] = await subscription.untilCaughtUp();
    expect(confirmation).toMatchObject({
      kind: "confirmation",
      subscriptionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(log.trace(messages)).toBe(trace);
    subscription.cancel();
  });

  it.each([
    ["as it came", (commit: string, prepare: string) => ({ commit, prepare })],
    ["by its commit position alone", (commit: string) => ({ commit, prepare: commit })],
  ])("loses and repeats nothing when it resumes from any checkpoint %s", async (_how, resumption) => {
    const log = await SubscribedLog.ofAHundred(server.client);
    const all = server.client.subscribe({ from: log.at(0), filter: { ...log.filter, window: 10 } });
    const messages = await all.untilCaughtUp();
    all.cancel();
    const checkpoints = messages.flatMap((message, index) =>
      message.kind === "checkpoint" ? [{ index, ...message.position }] : [],
    );
    expect(checkpoints.length).toBeGreaterThan(3);
    for (const { index, commit, prepare } of checkpoints) {
      const resumed = server.client.subscribe({ from: resumption(commit, prepare), filter: log.filter });
      expect(eventsIn(await resumed.untilCaughtUp())).toEqual(eventsIn(messages.slice(index)));
      resumed.cancel();
    }
  });

  it("from the start of a fresh server begins with a checkpoint at 0", async ({ skip }) => {
    skip(isReal, "the server holds other data");
    const log = await SubscribedLog.ofAHundred(server.client);
    const subscription = server.client.subscribe({ from: "start", filter: { on: "stream", prefixes: ["nothing"] } });
    const [, first, second] = await subscription.take(3);
    expect(first).toEqual({ kind: "checkpoint", position: { commit: "0", prepare: "0" } });
    expect(second).toMatchObject({ kind: "checkpoint", position: { prepare: "0" } });
    expect(Number(second?.kind === "checkpoint" && second.position.commit)).toBeGreaterThan(0);
    expect(log.at(0).commit).toBeDefined();
    subscription.cancel();
  });

  it("says nothing of checkpoints without a filter", async () => {
    const log = await SubscribedLog.ofAHundred(server.client);
    const subscription = server.client.subscribe({ from: log.at(0) });
    const messages = await subscription.untilCaughtUp();
    expect(messages.map(({ kind }) => kind)).not.toContain("checkpoint");
    expect(eventsIn(messages).length).toBeGreaterThanOrEqual(99);
    subscription.cancel();
  });

  it.each<[title: string, filter: (prefix: string) => RawFilter, events: string]>([
    ["any of several prefixes", (prefix) => ({ on: "stream", prefixes: ["?", `${prefix}-m`] }), "#5 #70 #95 ="],
    ["a type's prefix", (prefix) => ({ on: "type", prefixes: [`${prefix}-m`] }), "#5 #70 #95 ="],
    [
      "a regular expression, whatever its prefixes",
      (prefix) => ({ on: "stream", regex: `${prefix}-m$`, prefixes: ["?"] }),
      "#5 #70 #95 =",
    ],
    ["no prefix at all", () => ({ on: "stream" }), "="],
  ])("finds the events that match %s", async (_title, filter, events) => {
    const log = await SubscribedLog.ofAHundred(server.client);
    const subscription = server.client.subscribe({ from: log.at(0), filter: filter(log.prefix) });
    const messages = await subscription.untilCaughtUp();
    expect(log.trace(messages.filter(({ kind }) => kind !== "checkpoint"))).toContain(events);
    subscription.cancel();
  });

  it("waits for a client that does not read", async () => {
    const stream = fresh("long");
    for (let turn = 0; turn < 4; turn += 1) {
      await server.client.append({
        stream,
        expected: "any",
        events: Array.from({ length: 500 }, () => ({ data: "x".repeat(1_000) })),
      });
    }
    const subscription = server.client.subscribe({ stream });
    await subscription.next();
    subscription.pause();
    await server.client.append({ stream: fresh("other"), expected: "any", events: [{}] });
    subscription.resume();
    const messages = await subscription.untilCaughtUp();
    expect(revisionsIn(messages)).toEqual(Array.from({ length: 2_000 }, (_, revision) => revision));
    subscription.cancel();
  });

  it.each<[title: string, from: (log: SubscribedLog) => RawRead]>([
    ["from a position where nothing begins", (log) => ({ from: log.at(3, 1n) })],
    [
      "from a prepare position behind the commit position",
      (log) => ({ from: { ...log.at(3), prepare: log.at(4).prepare } }),
    ],
    ["with a filter that never lets checkpoints come", (log) => ({ filter: { ...log.filter, multiplier: 0 } })],
  ])("%s fails", async (_title, from) => {
    const log = await SubscribedLog.ofAHundred(server.client);
    expect(await server.client.subscribe(from(log)).status).toMatchObject(handlerThrew);
  });

  it("cannot run backwards", async () => {
    const details = "The combination of (All, Subscription, Backwards, NoFilter) is invalid.";
    expect(await server.client.subscribe({ backwards: true }).status).toMatchObject({ code: 3, details });
  });
});

describe(`On ${serverName} a subscription to everything that is live`, () => {
  const server = TableServer.forThisFile();

  it("says exactly how far it has looked every 32 events, match or not", exact, async () => {
    const { log, subscription } = await liveFromTheEnd({});
    await log.append("n", 66);
    await log.append("m", 1);
    expect(log.trace(await untilEvent(subscription))).toBe("@31 @63 #66");
  });

  it("counts on from where it stood when it had caught up", exact, async () => {
    const log = await SubscribedLog.ofAHundred(server.client);
    const subscription = server.client.subscribe({ from: log.at(89), filter: log.filter });
    await subscription.untilCaughtUp();
    await log.append("n", 40);
    await log.append("m", 1);
    expect(log.trace(await untilEvent(subscription))).toBe("@121 #140");
  });

  it("says it after the event it has reached", exact, async () => {
    const { log, subscription } = await liveFromTheEnd({ window: 5 });
    await log.append("n", 4);
    await log.append("m", 2);
    expect(log.trace(await subscription.take(3))).toBe("#4 @4 #5");
  });

  it("from beyond the end has caught up at once and then sees what comes", async () => {
    const { commit } = await server.head();
    const beyond = String(BigInt(commit) + 1_000_000_000n);
    const subscription = server.client.subscribe({ from: { commit: beyond, prepare: beyond } });
    await subscription.untilCaughtUp();
    await server.client.append({ stream: fresh("next"), expected: "any", events: [{}] });
    expect(await subscription.next()).toMatchObject({ kind: "event" });
    subscription.cancel();
  });

  it("keeps up with twenty appends of ten events", async () => {
    const { log, subscription } = await liveFromTheEnd({ multiplier: 1_000 });
    for (let turn = 0; turn < 20; turn += 1) await log.append("m", 10);
    expect(revisionsIn(await subscription.take(200))).toEqual(Array.from({ length: 200 }, (_, revision) => revision));
    subscription.cancel();
  });

  it("of a client that does not read ends after an unbroken beginning", async () => {
    const { log, subscription } = await liveFromTheEnd({ multiplier: 1_000 });
    subscription.pause();
    for (let turn = 0; turn < 20; turn += 1) await log.append("m", 100, "x".repeat(1_000));
    subscription.resume();
    expect(await subscription.status).toMatchObject(tooSlow);
    const revisions = revisionsIn(subscription.rest());
    expect(revisions).toEqual(Array.from({ length: revisions.length }, (_, revision) => revision));
    // How many depends on the client, which gives up on messages it has not read when the error comes.
    expect(revisions.length).toBeGreaterThan(0);
    expect(revisions.length).toBeLessThan(2_000);
  });

  it("ends in an append of two thousand events", exact, async () => {
    const { log, subscription } = await liveFromTheEnd({ multiplier: 1_000 });
    await log.append("m", 2_000);
    expect(await subscription.status).toMatchObject(tooSlow);
  });

  it.for(["answer first", "event first"] as const)("can see it come %s", async (order, { skip }) => {
    skip(isReal, needsFaults);
    const { log, subscription } = await liveFromTheEnd({});
    const seen: string[] = [];
    server.own.faults.deliveryOrder = order;
    const event = subscription.next().then(() => seen.push("event first"));
    const batch = server.client.batch();
    const options = { stream: `${log.prefix}-m`, expected: "any" } as const;
    batch.send({ correlationId: crypto.randomUUID(), options, events: [{}] });
    const answer = batch.next().then(() => seen.push("answer first"));
    await Promise.all([event, answer]);
    server.own.faults.deliveryOrder = "mixed";
    expect(seen[0]).toBe(order);
    subscription.cancel();
  });

  it("can be made to overflow", async ({ skip }) => {
    skip(isReal, needsFaults);
    const { subscription } = await liveFromTheEnd({});
    server.own.faults.overflowSubscriptions();
    expect(await subscription.status).toMatchObject(tooSlow);
  });

  async function liveFromTheEnd(
    options: Partial<RawFilter>,
  ): Promise<{ log: SubscribedLog; subscription: RawSubscription }> {
    const log = new SubscribedLog(server.client);
    const subscription = server.client.subscribe({ from: "end", filter: { ...log.filter, ...options } });
    expect((await subscription.untilCaughtUp()).map(({ kind }) => kind)).toEqual(["confirmation", "caught up"]);
    return { log, subscription };
  }

  async function untilEvent(subscription: RawSubscription) {
    const messages = [await subscription.next()];
    while (messages.at(-1)?.kind !== "event") messages.push(await subscription.next());
    subscription.cancel();
    return messages;
  }
});

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
