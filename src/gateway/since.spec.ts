import { describe, expect, it } from "vitest";
import type { Gateway } from "./gateway.ts";
import { positionText, streamIdText } from "../wire/position.ts";
import type { ConversationId, UserId } from "../domain/ids.ts";
import { ada, bob, here, there } from "./spec/log.ts";
import { connect, Setting, expectTold } from "./spec/setting.ts";

interface Asking {
  readonly as: UserId;
  readonly after: string;
  readonly limit?: number;
  readonly about?: ConversationId;
}

/** Two rooms with three lines, as `ada` and `bob` were told: positions 1 to 5. */
async function rooms(): Promise<{ setting: Setting; gateway: Gateway; epoch: string }> {
  const setting = new Setting();
  await setting.log.started(here, { by: ada, with: [bob] });
  await setting.log.started(there, { by: ada, with: [bob] });
  await setting.log.said(here, { by: ada, content: "one" });
  await setting.log.said(there, { by: bob, content: "two" });
  await setting.log.said(here, { by: bob, content: "three" });
  await setting.timeline.catchUp();
  return { setting, gateway: await setting.gateway(), epoch: await setting.log.store.epoch() };
}

async function ask(gateway: Gateway, { as, after, limit = 100, about }: Asking) {
  const since = await gateway.since({ userId: as, after, conversationId: about, limit });
  if (since.kind !== "events") throw new Error(`It was answered with ${since.kind}.`);
  return since;
}

describe("what the stream would have told", () => {
  it("is given by the page, each going on where the one before ended", async () => {
    const { gateway, epoch } = await rooms();
    const first = await ask(gateway, { as: ada, after: positionText({ epoch, position: 2n }), limit: 2 });
    expect(first).toMatchObject({ hasMore: true, position: streamIdText({ epoch, position: 4n, n: 0 }) });
    const second = await ask(gateway, { as: ada, after: first.position, limit: 2 });
    expect(second).toMatchObject({ hasMore: false, position: positionText({ epoch, position: 5n }) });
    const contents = [...first.events, ...second.events].map(({ data }) => data);
    expect(contents).toMatchObject(["one", "two", "three"].map((content) => ({ message: { content } })));
    expect(await ask(gateway, { as: ada, after: second.position })).toMatchObject({ events: [], hasMore: false });
  });

  it("is the same as the stream tells", async () => {
    const { gateway, epoch } = await rooms();
    const after = positionText({ epoch, position: 2n });
    const response = connect(gateway, { as: ada, from: after });
    await expectTold(response, ["new_message one", "new_message two", "new_message three"]);
    expect((await ask(gateway, { as: ada, after })).events).toEqual(response.heard.slice(1));
  });

  it("may be of one conversation only", async () => {
    const { gateway, epoch } = await rooms();
    const after = positionText({ epoch, position: 2n });
    const { events } = await ask(gateway, { as: ada, after, about: there });
    expect(events).toMatchObject([{ data: { message: { content: "two" } } }]);
  });

  it("may be asked for from a time on", async () => {
    const { gateway } = await rooms();
    expect((await ask(gateway, { as: ada, after: "2020-01-01T00:00:00Z" })).events).toHaveLength(5);
    expect((await ask(gateway, { as: ada, after: "2999-01-01T01:00:00+01:00" })).events).toHaveLength(0);
  });

  it("goes on from no earlier place where the read models are behind", async () => {
    const { setting, gateway, epoch } = await rooms();
    const position = await setting.log.said(here, { by: ada });
    const after = streamIdText({ epoch, position, n: 0 });
    expect(await ask(gateway, { as: ada, after })).toMatchObject({ events: [], position: after, hasMore: false });
  });

  it("waits with words that are newer than the page", async () => {
    const { setting, gateway, epoch } = await rooms();
    const after = positionText({ epoch, position: 5n });
    await setting.log.renamed(here, { by: ada, name: "A hall" });
    await setting.timeline.catchUp();
    await setting.log.said(here, { by: ada, content: "newer" });
    expect(await ask(gateway, { as: bob, after })).toMatchObject({ events: [], position: after, hasMore: true });
    await setting.timeline.catchUp();
    const { events } = await ask(gateway, { as: bob, after });
    expect(events.map(({ event }) => event)).toEqual(["conversation_updated", "new_message", "new_message"]);
  });

  it.each([
    ["other_epoch", () => "00000000-0000-4000-8000-000000000000.1"],
    ["future_position", (epoch: string) => `${epoch}.6`],
  ])("cannot be told exactly of %s", async (reason, after) => {
    const { gateway, epoch } = await rooms();
    const request = { userId: ada, conversationId: undefined, limit: 1 };
    const answer = await gateway.since({ ...request, after: after(epoch) });
    expect(answer).toEqual({ kind: "reset", reason, position: positionText({ epoch, position: 5n }) });
  });

  it.each(["", "yesterday", "12", "2026-02-31T99:00:00Z", "2026-11-21"])("is not after %j", async (after) => {
    const { gateway } = await rooms();
    const answer = await gateway.since({ userId: ada, conversationId: undefined, limit: 1, after });
    expect(answer).toEqual({ kind: "malformed" });
  });
});
