import { describe, expect, it } from "vitest";
import { lineId } from "../domain/ids.ts";
import { positionText, streamIdText } from "../wire/position.ts";
import { ada, bob, cem, here, there } from "./spec/log.ts";
import { connect, Setting, told, expectTold } from "./spec/setting.ts";

describe("an announcement", () => {
  it("is told to everybody with its words, live and when they come back", async () => {
    const setting = new Setting();
    setting.follow();
    await setting.log.named(bob, "Bob");
    const gateway = await setting.gateway({ ringSize: 1 });
    const [adas, cems] = [connect(gateway, { as: ada }), connect(gateway, { as: cem })];
    const before = adas.lastEventId;
    const position = await setting.log.announced("Back at ten.", { by: bob });
    for (const response of [adas, cems]) await expectTold(response, ["announcement"]);
    expect(adas.heard.at(-1)?.data).toMatchObject({ by: bob, by_display_name: "Bob", text: "Back at ten." });
    for (let n = 0; n < 3; n += 1) await setting.log.named(bob, "Bob");
    const back = connect(gateway, { as: ada, from: before });
    await expectTold(back, ["announcement", ...Array<string>(3).fill("user_updated bob")]);
    expect(back.heard.find(({ event }) => event === "announcement")).toEqual(adas.heard[1]);
    const epoch = await setting.log.store.epoch();
    expect(adas.heard[1]?.id).toBe(streamIdText({ epoch, position, n: 0 }));
  });

  it("whose words were erased is told to nobody any more", async () => {
    const setting = new Setting();
    setting.follow();
    const gateway = await setting.gateway({ announcement: () => Promise.resolve(null) });
    const response = connect(gateway, { as: ada });
    await setting.log.announced("Back at ten.", { by: bob });
    await setting.log.named(bob, "Bob");
    await expectTold(response, ["user_updated bob"]);
  });
});

describe("a stream", () => {
  it("begins with who is connected and from where on they are told", async () => {
    const setting = new Setting();
    await setting.log.started(here, { by: ada });
    const response = connect(await setting.gateway(), { as: ada });
    const position = positionText({ epoch: await setting.log.store.epoch(), position: 1n });
    expect(response.status).toBe(200);
    expect(response.heard).toEqual([
      { event: "connected", id: undefined, data: { event: "connected", user_id: ada, position } },
    ]);
    expect(response.lastEventId).toBe(position);
    expect(response.text).toMatch(/^retry: [12]\d{3}\n/);
  });

  it("tells all members of what is said, the sender's devices too, and nobody else", async () => {
    const setting = new Setting();
    setting.follow();
    await setting.log.started(here, { by: ada, with: [bob] });
    await setting.log.started(there, { by: cem });
    const gateway = await setting.gateway();
    const [phone, desk, bobs, cems] = [ada, ada, bob, cem].map((as) => connect(gateway, { as }));
    await setting.log.said(here, { by: ada, content: "hello" });
    await setting.log.said(there, { by: cem, content: "nobody here" });
    for (const response of [phone, desk, bobs]) if (response) await expectTold(response, ["new_message hello"]);
    if (cems) await expectTold(cems, ["new_message nobody here"]);
    expect(phone?.text.split("\n\n").at(-2)).toBe(bobs?.text.split("\n\n").at(-2));
  });

  it("gives each event its id, its position, its time, and its words", async () => {
    const setting = new Setting();
    setting.follow();
    await setting.log.started(here, { by: ada, with: [bob] });
    await setting.log.said(here, { by: bob, content: "what?" });
    const response = connect(await setting.gateway(), { as: ada });
    await setting.log.named(ada, "Ada");
    const quoted = lineId({ conversationId: here, revision: 1 });
    const position = await setting.log.said(here, { by: ada, content: "that", replyTo: quoted });
    await expectTold(response, ["user_updated ada", "new_message that"]);
    const epoch = await setting.log.store.epoch();
    const [, updated, message] = response.heard;
    expect(updated?.data).toMatchObject({ user_id: ada, user: { id: ada, display_name: "Ada" } });
    expect(message).toMatchObject({
      event: "new_message",
      id: streamIdText({ epoch, position, n: 0 }),
      data: {
        position: positionText({ epoch, position }),
        occurred_at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
        conversation_id: here,
        message: {
          content: "that",
          sequence: 2,
          sender_display_name: "Ada",
          reply_to: { id: quoted, preview: "what?" },
        },
      },
    });
  });

  it("tells of markers with their time: to all members, or to one's own devices only", async () => {
    const setting = new Setting();
    setting.follow();
    await setting.log.started(here, { by: ada, with: [bob] });
    const gateway = await setting.gateway();
    const [adas, bobs] = [connect(gateway, { as: ada }), connect(gateway, { as: bob })];
    await setting.log.read(here, { by: bob, to: 1 });
    await setting.log.read(here, { by: bob, to: 2, toldTo: "self" });
    await expectTold(bobs, ["message_read bob", "message_read bob"]);
    await expectTold(adas, ["message_read bob"]);
    const [, read] = adas.heard;
    expect(read?.data).toMatchObject({ conversation_id: here, user_id: bob, sequence: 1 });
    expect(read?.data["read_at"]).toBe(read?.data["occurred_at"]);
  });

  it("tells whoever is added of the conversation first, and then all that happens there", async () => {
    const setting = new Setting();
    setting.follow();
    await setting.log.started(here, { by: ada });
    const gateway = await setting.gateway();
    const bobs = connect(gateway, { as: bob });
    await setting.log.said(here, { by: ada, content: "before" });
    await setting.log.added(here, { by: ada, who: [bob] });
    await setting.log.said(here, { by: ada, content: "after" });
    await expectTold(bobs, [
      "conversation_created here",
      "member_added bob",
      "new_message ada added bob.",
      "new_message after",
    ]);
    expect(bobs.heard[1]?.data["conversation"]).toMatchObject({ id: here, name: "A room" });
  });

  it("tells whoever is removed of that as the last, and nothing that follows", async () => {
    const setting = new Setting();
    setting.follow();
    await setting.log.started(here, { by: ada, with: [bob, cem] });
    const gateway = await setting.gateway();
    const [bobs, cems] = [connect(gateway, { as: bob }), connect(gateway, { as: cem })];
    await setting.log.said(here, { by: ada, content: "one" });
    await expectTold(bobs, ["new_message one"]);
    await setting.log.removed(here, { by: ada, who: bob });
    await setting.log.said(here, { by: ada, content: "without bob" });
    await expectTold(cems, [
      "new_message one",
      "new_message ada removed bob.",
      "member_removed bob",
      "new_message without bob",
    ]);
    expect(told(bobs)).toEqual(["new_message one", "member_removed bob"]);
  });

  it("tells whoever comes back of what happens from then on", async () => {
    const setting = new Setting();
    setting.follow();
    await setting.log.started(here, { by: ada, with: [bob] });
    const bobs = connect(await setting.gateway(), { as: bob });
    await setting.log.left(here, bob);
    await setting.log.said(here, { by: ada, content: "not for bob" });
    await setting.log.added(here, { by: ada, who: [bob] });
    await setting.log.said(here, { by: ada, content: "again" });
    await expectTold(bobs, [
      "member_removed bob",
      "conversation_created here",
      "member_added bob",
      "new_message ada added bob.",
      "new_message again",
    ]);
  });

  it("tells the members of a deleted conversation of that, by its id alone, and nothing else of it", async () => {
    const setting = new Setting();
    setting.follow();
    await setting.log.started(here, { by: ada, with: [bob] });
    const gateway = await setting.gateway();
    const [bobs, cems] = [connect(gateway, { as: bob }), connect(gateway, { as: cem })];
    await setting.log.deleted(here, { by: ada });
    await setting.log.read(here, { by: ada, to: 1 });
    await setting.log.named(cem, "Cem");
    await expectTold(bobs, ["conversation_deleted here", "user_updated cem"]);
    await expectTold(cems, ["user_updated cem"]);
    expect(Object.keys(bobs.heard[1]?.data ?? {})).toEqual(["position", "occurred_at", "conversation_id"]);
  });

  it("hands every event on before anybody is told of it", async () => {
    const setting = new Setting();
    setting.follow();
    await setting.log.started(here, { by: ada });
    const absorbed: string[] = [];
    const gateway = await setting.gateway({ onEvent: ({ type }) => absorbed.push(type) });
    const response = connect(gateway, { as: ada });
    await setting.log.said(here, { by: ada });
    await expectTold(response, ["new_message hello"]);
    expect(absorbed).toEqual(["MessageSent"]);
  });

  it("leaves out an event that this release cannot read, says so, and goes on", async () => {
    const setting = new Setting();
    setting.follow();
    await setting.log.started(here, { by: ada });
    const response = connect(await setting.gateway(), { as: ada });
    const later = { id: crypto.randomUUID(), type: "OfALaterRelease", data: {}, metadata: { version: 1 } };
    await setting.log.store.append("conversation-later", [later], "none");
    await setting.log.said(here, { by: ada });
    await expectTold(response, ["new_message hello"]);
    expect(setting.reports).toEqual([expect.stringContaining("Nobody is told of position 2")]);
  });

  it("ends with the process, and takes nobody afterwards", async () => {
    const setting = new Setting();
    const gateway = await setting.gateway();
    const response = connect(gateway, { as: ada });
    await gateway.close();
    expect(response.closed).toBe(true);
    expect(gateway.counters.connections).toBe(0);
    expect(connect(gateway, { as: ada }).status).toBe(503);
  });
});
