import { describe, expect, it } from "vitest";
import { made, Person } from "../../support/api-client.ts";
import { StreamClient } from "../../support/stream-client.ts";
import { Deployment } from "./deployment.ts";
import { upTo, wholeHistory } from "./history.ts";

describe("two processes on one database", () => {
  it("deliver and list what the other accepts", async () => {
    const deployment = await Deployment.make();
    const [one, other] = [await deployment.start(), await deployment.start()];
    const ada = await Person.register(one.url, "ada");
    const bob = await Person.register(other.url, "bob");
    const conversation = await ada.start({ member_ids: [bob.id] });
    const [adaThere, bobThere] = [
      await StreamClient.connect({ url: other.url, token: ada.token ?? "" }),
      bob.at(one.url),
    ];
    const bobHere = await StreamClient.connect({ url: one.url, token: bob.token ?? "" });

    const mixed = await Promise.all(
      upTo(100).map((n) => (n % 2 === 0 ? ada : bob).send(conversation.id, `the ${n}th`)),
    );

    expect(mixed.map(({ sequence }) => sequence).toSorted((a, b) => a - b)).toEqual(upTo(100));
    for (const stream of [adaThere, bobHere]) {
      await stream.until(() => stream.kept("new_message").length >= 100);
      const sequences = stream
        .kept("new_message")
        .map(({ data }) => (data["message"] as { sequence: number }).sequence);
      expect(sequences).toEqual(upTo(100));
      await stream.cut();
    }
    const last = mixed.find(({ sequence }) => sequence === 100);
    expect(await wholeHistory(bobThere, conversation.id, last?.after ?? "")).toHaveLength(100);
  });

  it("give one key one message, whichever is asked, and refuse it for other words", async () => {
    const deployment = await Deployment.make();
    const [one, other] = [await deployment.start(), await deployment.start()];
    const here = await Person.register(one.url, "ada");
    const there = here.at(other.url);
    const notes = await here.start({ kind: "direct" });
    const key = { client_message_id: "the one" };

    const answers = await Promise.all(
      upTo(10).map((n) => (n % 2 === 0 ? here : there).send(notes.id, "only once", key)),
    );

    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    const path = `/api/conversations/${notes.id}/messages`;
    expect((await there.post(path, { content: "something else", ...key })).status).toBe(409);
    expect(
      made(
        await here.get<{ last_sequence: number }>(`/api/conversations/${notes.id}?min_position=${answers[0]?.after}`),
      ).last_sequence,
    ).toBe(1);
  });

  it("end a session for the other too", async () => {
    const deployment = await Deployment.make();
    const [one, other] = [await deployment.start(), await deployment.start()];
    const ada = await Person.register(one.url, "ada");
    const there = ada.at(other.url);
    expect((await there.get("/api/users/me")).status).toBe(200);
    const stream = await StreamClient.connect({ url: other.url, token: ada.token ?? "" });

    expect((await ada.post("/api/auth/logout")).status).toBe(204);

    await stream.ended();
    expect((await there.get("/api/users/me")).status).toBe(401);
  });
});
