import { describe, expect, it } from "vitest";
import type { RawFilter, RawRead } from "../support/eventstoredb/raw/requests.ts";
import { matching } from "../support/eventstoredb/table/matchers.ts";
import { SubscribedLog, undisturbed } from "../support/eventstoredb/table/subscribed-log.ts";
import { eventsIn, fresh, isReal, revisionsIn, serverName, TableServer } from "../support/eventstoredb/table/server.ts";

const handlerThrew = { code: 2, details: "Exception was thrown by handler." };

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
  ])("with filter %j after #%i says %s", async (options, after, trace) => {
    const seen = await undisturbed(async () => {
      const log = await SubscribedLog.ofAHundred(server);
      const subscription = server.client.subscribe({ from: log.at(after), filter: { ...log.filter, ...options } });
      const [confirmation, ...messages] = await subscription.untilCaughtUp();
      subscription.cancel();
      return { log, seen: { confirmation, trace: log.trace(messages) } };
    });
    const subscriptionId = matching(/^[0-9a-f-]{36}$/);
    expect(seen).toEqual({ confirmation: { kind: "confirmation", subscriptionId }, trace });
  });

  it.each([
    ["as it came", (commit: string, prepare: string) => ({ commit, prepare })],
    ["by its commit position alone", (commit: string) => ({ commit, prepare: commit })],
  ])("loses and repeats nothing when it resumes from any checkpoint %s", async (_how, resumption) => {
    const log = await SubscribedLog.ofAHundred(server);
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
    const log = await SubscribedLog.ofAHundred(server);
    const subscription = server.client.subscribe({ from: "start", filter: { on: "stream", prefixes: ["nothing"] } });
    const [, first, second] = await subscription.take(3);
    expect(first).toEqual({ kind: "checkpoint", position: { commit: "0", prepare: "0" } });
    expect(second).toMatchObject({ kind: "checkpoint", position: { prepare: "0" } });
    expect(Number(second?.kind === "checkpoint" && second.position.commit)).toBeGreaterThan(0);
    expect(log.at(0).commit).toBeDefined();
    subscription.cancel();
  });

  it("says nothing of checkpoints without a filter", async () => {
    const log = await SubscribedLog.ofAHundred(server);
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
    const log = await SubscribedLog.ofAHundred(server);
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
    const log = await SubscribedLog.ofAHundred(server);
    expect(await server.client.subscribe(from(log)).status).toMatchObject(handlerThrew);
  });

  it("cannot run backwards", async () => {
    const details = "The combination of (All, Subscription, Backwards, NoFilter) is invalid.";
    expect(await server.client.subscribe({ backwards: true }).status).toMatchObject({ code: 3, details });
  });
});
