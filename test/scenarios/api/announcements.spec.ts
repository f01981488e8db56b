import { beforeAll, describe, expect, it } from "vitest";
import { ApiClient, made, Person, refusal } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";
import { StreamClient } from "../../support/stream-client.ts";

const server = apiServer();
/** The administrator. */
let root: Person;
let ada: Person;

beforeAll(async () => {
  root = await Person.register(server.url, "root");
  ada = await Person.register(server.url, "ada");
});

interface Announcement {
  readonly id: string;
  readonly text: string;
}

interface Announcements {
  readonly announcements: readonly Announcement[];
  readonly next_cursor: string | null;
}

interface Synced {
  readonly events: readonly { readonly event: string; readonly data: object }[];
}

interface Announced extends Announcement {
  readonly after: string;
}

async function announced(text: string): Promise<Announced> {
  const answer = await root.post<Announcement>("/api/admin/announcements", { text });
  return { ...made(answer), after: answer.headers.get("x-position") ?? "" };
}

async function seenBy(person: Person, after: string): Promise<string[]> {
  const { announcements } = made(await person.get<Announcements>(`/api/announcements?min_position=${after}`));
  return announcements.map(({ text }) => text);
}

describe("an announcement", () => {
  it("is told to everybody connected, and to whoever comes back, with its words", async () => {
    const before = (await ada.get("/api/announcements")).headers.get("x-position") ?? "";
    const live = await StreamClient.connect({ url: server.url, token: ada.token ?? "" });

    const { id, text, after } = await announced("Back at ten.\nBring cake.");
    expect(text).toBe("Back at ten.\nBring cake.");

    await live.until(() => live.kept("announcement").length > 0);
    const [told] = live.kept("announcement");
    expect(told?.data).toEqual({
      announcement_id: id,
      by: root.id,
      by_display_name: "root",
      text,
      position: after,
      occurred_at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    });
    const away = await StreamClient.connect({ url: server.url, token: ada.token ?? "", lastEventId: before });
    await away.until(() => away.kept("announcement").length > 0);
    expect(away.kept("announcement")).toEqual([told]);
    made(await ada.get(`/api/announcements?min_position=${after}`));
    const { events } = made(await ada.get<Synced>(`/api/sync?after=${before}`));
    expect(events.filter(({ event }) => event === "announcement").map(({ data }) => data)).toEqual([told?.data]);
    await Promise.all([live.cut(), away.cut()]);
  });

  it("is listed until one dismisses it, for oneself alone", async () => {
    const bob = await Person.register(server.url, "bob");
    const [one, other] = [await announced("The first"), await announced("The second")];
    expect((await seenBy(bob, other.after)).slice(0, 2)).toEqual(["The second", "The first"]);
    expect((await bob.post(`/api/announcements/${other.id}/dismiss`)).status).toBe(204);
    expect((await bob.post(`/api/announcements/${other.id}/dismiss`)).status).toBe(204);
    expect((await seenBy(bob, other.after)).slice(0, 1)).toEqual(["The first"]);
    expect((await seenBy(ada, other.after)).slice(0, 2)).toEqual(["The second", "The first"]);
    const first = made(await ada.get<Announcements>("/api/announcements?limit=1"));
    const second = made(await ada.get<Announcements>(`/api/announcements?limit=1&cursor=${first.next_cursor ?? ""}`));
    expect([...first.announcements, ...second.announcements].map(({ id }) => id)).toEqual([other.id, one.id]);
  });

  it("can be dismissed as soon as it is heard of", async () => {
    const bob = await Person.register(server.url, "bob");
    for (let n = 1; n <= 5; n += 1) {
      const { id, after } = await announced(`Quick ${n}`);
      expect((await bob.post(`/api/announcements/${id}/dismiss`)).status).toBe(204);
      expect(await seenBy(bob, after)).not.toContain(`Quick ${n}`);
    }
  });

  it("that is none can't be dismissed", async () => {
    for (const id of [crypto.randomUUID(), "nowhere", "a%00b"])
      expect(refusal(await ada.post(`/api/announcements/${id}/dismiss`))).toMatchObject({ status: 404 });
  });

  it("is made once for one key", async () => {
    const ask = (text: string) =>
      root.post<Announcement>("/api/admin/announcements", { text }, { headers: { "idempotency-key": "once" } });
    const answers = await Promise.all([ask("Only once"), ask("Only once"), ask("Only once")]);
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get("idempotent-replayed") === "true")).toHaveLength(2);
    expect(refusal(await ask("Something else")).status).toBe(409);
  });

  it.each([
    ["nothing", { text: "" }],
    ["blanks", { text: " \n" }],
    ["too much", { text: "x".repeat(2_001) }],
    ["null", { text: null }],
    ["no text", {}],
  ])("says something, not %s", async (_, body) => {
    expect(refusal(await root.post("/api/admin/announcements", body))).toEqual({
      status: 400,
      code: "validation_failed",
      paths: ["text"],
    });
  });

  it("is made by administrators alone, and read by whoever is logged in", async () => {
    const nobody = new ApiClient(server.url);
    const body = { text: "Free cake" };
    expect(refusal(await ada.post("/api/admin/announcements", body))).toMatchObject({ status: 403, code: "forbidden" });
    expect(refusal(await nobody.post("/api/admin/announcements", body)).status).toBe(401);
    expect(refusal(await nobody.get("/api/announcements")).status).toBe(401);
    expect(refusal(await ada.get("/api/announcements?cursor=eyJwb3NpdGlvbiI6IngifQ")).paths).toEqual(["cursor"]);
  });
});
