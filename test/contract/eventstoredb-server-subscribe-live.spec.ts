import { describe, expect, it } from "vitest";
import type { RawSubscription } from "../support/eventstoredb/raw/subscription.ts";
import type { RawReadMessage } from "../support/eventstoredb/raw/read-messages.ts";
import type { RawFilter } from "../support/eventstoredb/raw/requests.ts";
import { SubscribedLog, undisturbed } from "../support/eventstoredb/table/subscribed-log.ts";
import {
  eventsIn,
  fresh,
  isReal,
  needsFaults,
  revisionsIn,
  serverName,
  TableServer,
} from "../support/eventstoredb/table/server.ts";

const tooSlow = {
  code: 10,
  details: "Operation timed out: Consumer too slow to handle event while live. Client resubscription required.",
};

describe(`On ${serverName} a subscription to everything that is live`, () => {
  const server = TableServer.forThisFile();

  it("says exactly how far it has looked every 32 events, match or not", async () => {
    const trace = await undisturbed(async () => {
      const { log, subscription } = await liveFromTheEnd({});
      await log.append("n", 66);
      await log.append("m", 1);
      return { log, seen: log.trace(await untilEvents(subscription, 1)) };
    });
    expect(trace).toBe("@31 @63 #66");
  });

  it("counts on from where it stood when it had caught up", async () => {
    const trace = await undisturbed(async () => {
      const log = await SubscribedLog.ofAHundred(server);
      const subscription = server.client.subscribe({ from: log.at(89), filter: log.filter });
      await subscription.untilCaughtUp();
      await log.append("n", 40);
      await log.append("m", 1);
      return { log, seen: log.trace(await untilEvents(subscription, 1)) };
    });
    expect(trace).toBe("@121 #140");
  });

  it("says it after the event it has reached", async () => {
    const trace = await undisturbed(async () => {
      const { log, subscription } = await liveFromTheEnd({ window: 5 });
      await log.append("n", 4);
      await log.append("m", 2);
      return { log, seen: log.trace(await untilEvents(subscription, 2)) };
    });
    expect(trace).toBe("#4 @4 #5");
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

  it("ends in an append of two thousand events", { retry: isReal ? 5 : 0 }, async () => {
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
    const log = await SubscribedLog.empty(server);
    const subscription = server.client.subscribe({ from: "end", filter: { ...log.filter, ...options } });
    expect((await subscription.untilCaughtUp()).map(({ kind }) => kind)).toEqual(["confirmation", "caught up"]);
    return { log, subscription };
  }

  async function untilEvents(subscription: RawSubscription, count: number): Promise<RawReadMessage[]> {
    const messages: RawReadMessage[] = [];
    while (eventsIn(messages).length < count) messages.push(await subscription.next());
    subscription.cancel();
    return messages;
  }
});
