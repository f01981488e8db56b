import { describe, expect, it, vi } from "vitest";
import { made, Person } from "../../support/api-client.ts";
import { StreamClient } from "../../support/stream-client.ts";
import { Deployment } from "./deployment.ts";
import { upTo, wholeHistory } from "./history.ts";

interface Connections {
  readonly connections: readonly {
    readonly user: { readonly id: string };
    readonly is_live: boolean;
    readonly lag: number;
    readonly told_at: string | null;
  }[];
  readonly processes: readonly { readonly streams: number }[];
  readonly counts: { readonly streams: number; readonly people: number };
  readonly next_cursor: string | null;
}

describe("two processes on one database", () => {
  it("show operators who is connected to either, without a word of what is told", async () => {
    const deployment = await Deployment.make();
    const [one, other] = [await deployment.start(), await deployment.start()];
    const ada = await Person.register(one.url, "ada");
    const bob = await Person.register(other.url, "bob");
    made(await ada.patch(`/api/admin/users/${ada.id}`, { roles: ["administrator", "operator"] }));
    const { id } = await ada.start({ member_ids: [bob.id] });
    const here = await StreamClient.connect({ url: one.url, token: ada.token ?? "" });
    const there = await StreamClient.connect({ url: other.url, token: bob.token ?? "" });
    await ada.send(id, "for you alone");
    const shown = async (query = ""): Promise<Connections> =>
      made(await ada.get<Connections>(`/api/operations/connections${query}`));
    const who = ({ connections }: Connections): readonly string[] => connections.map(({ user }) => user.id);
    await vi.waitFor(
      async () => {
        const all = await shown();
        expect(who(all)).toEqual([bob.id, ada.id]);
        expect(all.connections.every((each) => each.is_live && each.lag === 0 && each.told_at !== null)).toBe(true);
        expect(all).toMatchObject({ counts: { streams: 2, people: 2 }, processes: [{ streams: 1 }, { streams: 1 }] });
        expect(JSON.stringify(all)).not.toContain("for you alone");
      },
      { timeout: 20_000, interval: 250 },
    );
    const first = await shown("?limit=1");
    const second = await shown(`?limit=1&cursor=${first.next_cursor}`);
    expect([who(first), who(second), second.next_cursor]).toEqual([[bob.id], [ada.id], null]);
    expect((await bob.get("/api/operations/connections")).status).toBe(403);
    await there.cut();
    await vi.waitFor(async () => expect(who(await shown())).toEqual([ada.id]), { timeout: 20_000, interval: 250 });
    await here.cut();
  });

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
