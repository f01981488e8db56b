import { beforeAll, describe, expect, it } from "vitest";
import { made, Person, type Sent } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";
import { StreamClient } from "../../support/stream-client.ts";

const server = apiServer();
let ada: Person;
/** Joins after something was said that is quoted later. */
let cy: Person;
let id: string;
let early: Sent;
let reply: Sent;
let stream: StreamClient;

beforeAll(async () => {
  ada = await Person.register(server.url, "ada");
  cy = await Person.register(server.url, "cy");
  ({ id } = await ada.start({ kind: "group", name: "Later", history_visibility: "joined" }));
  early = await ada.send(id, "the secret of before");
  made(await ada.post(`/api/messages/${early.id}/pin`));
  made(await ada.post(`/api/conversations/${id}/members`, { user_ids: [cy.id] }));
  stream = await StreamClient.connect({ url: server.url, token: cy.token ?? "" });
  reply = await ada.send(id, "see above, @cy", { reply_to_id: early.id, mentions: [cy.id] });
  made(await cy.request("PUT", `/api/saved/${reply.id}`));
  made(await ada.post(`/api/messages/${reply.id}/pin`));
  const { after } = await ada.send(id, "the end");
  await stream.until(() => JSON.stringify(stream.heard).includes("the end"));
  made(await cy.get(`/api/search?q=end&min_position=${after}`));
  return () => stream.cut();
});

const shows = (answer: unknown): boolean => JSON.stringify(answer).includes("see above");

describe("words from before somebody joined are not told by what quotes them, where the history begins with joining:", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["in the history", () => cy.get(`/api/conversations/${id}/messages`)],
    ["around it", () => cy.get(`/api/conversations/${id}/messages?around=${reply.id}`)],
    ["by itself", () => cy.get(`/api/messages/${reply.id}`)],
    ["when it is found", () => cy.get("/api/search?q=above")],
    ["when it is found in the conversation", () => cy.get(`/api/conversations/${id}/messages/search?q=above`)],
    ["where they are mentioned", () => cy.get("/api/mentions")],
    ["where they saved it", () => cy.get("/api/saved")],
    ["where it is pinned", () => cy.get(`/api/conversations/${id}/pins`)],
    ["in the report", () => cy.get(`/api/conversations/${id}/report`)],
    ["by /api/sync", () => cy.get(`/api/sync?after=${early.after}&conversation_id=${id}`)],
    ["in the stream", () => Promise.resolve({ status: 200, json: stream.heard })],
  ])("%s", async (_, ask) => {
    const answer = await ask();
    expect(answer).toMatchObject({ status: 200 });
    expect(shows(answer)).toBe(true);
    expect(JSON.stringify(answer)).not.toContain("the secret of before");
  });

  it("when it is forwarded", async () => {
    const notes = await cy.start({ kind: "direct" });
    const forwarded = await cy.post(`/api/messages/${reply.id}/forward`, { conversation_ids: [notes.id] });
    expect(forwarded.status).toBe(201);
    expect(shows(forwarded.json)).toBe(true);
    expect(JSON.stringify(forwarded.json)).not.toContain("the secret of before");
  });

  it("and they are not found, nor forwarded", async () => {
    const notes = await cy.start({ kind: "direct" });
    expect(made(await cy.get("/api/search?q=secret"))).toMatchObject({ results: [], total: 0 });
    expect((await cy.post(`/api/messages/${early.id}/forward`, { conversation_ids: [notes.id] })).status).toBe(404);
  });

  it("but whoever was there sees them", async () => {
    expect(JSON.stringify(await ada.get(`/api/messages/${reply.id}`))).toContain("the secret of before");
    expect(JSON.stringify(await ada.get("/api/search?q=above"))).toContain("the secret of before");
  });
});

describe("words from after somebody left a room that all may join, where the history begins with joining,", () => {
  it("are not told them by the conversation's last message either, however they come back", async () => {
    const room = await ada.start({ kind: "room", name: "Open", visibility: "public", history_visibility: "joined" });
    const { after } = await ada.send(room.id, "the beginning");
    made(await cy.post(`/api/conversations/${room.id}/join`));
    expect((await cy.post(`/api/conversations/${room.id}/leave`)).status).toBe(204);
    const secret = await ada.send(room.id, "the secret of afterwards");
    const missed = made(await cy.get<object>(`/api/sync?after=${after}&min_position=${secret.after}`));
    expect(JSON.stringify(missed)).toContain("member_removed");
    expect(JSON.stringify(missed)).not.toContain("the secret of afterwards");
    const back = await StreamClient.connect({ url: server.url, token: cy.token ?? "", lastEventId: after });
    await back.until(() => back.kept("member_removed").length === 1);
    expect(JSON.stringify(back.heard)).not.toContain("the secret of afterwards");
    await back.cut();
    const seen = made(await cy.get<object>(`/api/conversations/${room.id}?min_position=${secret.after}`));
    expect(seen).toMatchObject({ last_message: null });
  });
});
