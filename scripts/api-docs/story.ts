import type { MyConversationJson } from "../../src/wire/conversation.ts";
import type { MyMessageJson } from "../../src/api/schemas/message.ts";
import { failedJob } from "./failed-job.ts";
import { builtBeside, stoppedReadModel, untilReady } from "./read-models.ts";
import { RecordedPerson } from "./recorded-person.ts";
import type { Recorder } from "./recorder.ts";
import { waitingMail, type Deployment } from "./waiting-mail.ts";

/** A morning in a factory, in which every call of the API is made once at least. What is asked shows what was done. */
export async function tellStory(recorder: Recorder, stage: Stage): Promise<void> {
  const nobody = new RecordedPerson(recorder, stage.url);
  await nobody.get("/health/live");
  await nobody.get("/health/ready");
  await nobody.get("/api/config");
  const { client: ada, id: adaId } = await nobody.registered("ada", "Ada Lovelace");
  const { client: bob, id: bobId } = await nobody.registered("bob", "Bob Noyce");
  const { client: cem, id: cemId } = await nobody.registered("cem", "Cem Özdemir");
  const people: People = { nobody, ada, bob, cem, ids: { ada: adaId, bob: bobId, cem: cemId } };
  await accounts(people);
  await mails(people, await waitingMail(stage, bobId));
  await administration(people);
  await operations(people, await failedJob(stage.databaseUrl, bobId));
  await readModels(ada, stage);
  await proof(people);
  const room = await conversations(people);
  await messages(people, room);
  await reading(people, room);
  await own(people, room);
  await moderation(people, room);
  await audit(people, room);
  await endings(people, room);
}

interface Stage extends Deployment {
  readonly url: string;
}

interface People {
  readonly nobody: RecordedPerson;
  readonly ada: RecordedPerson;
  readonly bob: RecordedPerson;
  readonly cem: RecordedPerson;
  readonly ids: { readonly ada: string; readonly bob: string; readonly cem: string };
}

interface Listed<Item> {
  readonly [plural: string]: readonly Item[];
}

interface WithId {
  readonly id: string;
}

async function accounts({ nobody, bob, ids }: People): Promise<void> {
  await nobody.post("/api/auth/login", { username: "bob", password: "a cup of tea" });
  const { sessions = [] } = (await bob.get<Listed<WithId & { is_current: boolean }>>("/api/auth/sessions")).json;
  const other = sessions.find(({ is_current }) => !is_current);
  await bob.delete(`/api/auth/sessions/${other?.id}`);
  await bob.post("/api/auth/password", { current: "a cup of tea", new: "a pot of tea" });
  await bob.delete("/api/auth/sessions");
  await bob.get("/api/users/me");
  await bob.patch("/api/users/me", { display_name: "Bob Noyce", locale: "pl", time_zone: "Europe/Warsaw" });
  await bob.post("/api/users/me/test-mail");
  await bob.get("/api/users?query=ada");
  await bob.get(`/api/users/${ids.ada}`);
  await bob.post(`/api/users/${ids.cem}/block`);
  await bob.get("/api/users/me/blocks");
  await bob.delete(`/api/users/${ids.cem}/block`);
  await bob.get(`/api/users/presence?ids=${ids.ada}`);
  await bob.post("/api/messages/heartbeat");
}

async function mails({ nobody, ada }: People, ending: string): Promise<void> {
  await ada.get("/api/outbox");
  await nobody.get(ending);
  await nobody.post(ending);
  await nobody.post("/api/auth/reset", { email: "dan@example.org" });
}

async function administration({ ada, bob, ids }: People): Promise<void> {
  await ada.get("/api/admin/users");
  await eraseSomebody(ada);
  await ada.post("/api/admin/users", { username: "dot", display_name: "Dorothy Vaughan", email: "dot@example.org" });
  await ada.patch(`/api/admin/users/${ids.cem}`, { roles: ["auditor"] });
  const invite = (await ada.post<WithId>("/api/admin/invites", {})).json;
  await ada.get("/api/admin/invites");
  await ada.delete(`/api/admin/invites/${invite.id}`);
  const team = (await ada.post<WithId>("/api/teams", { name: "Night shift", user_ids: [ids.bob] })).json;
  await bob.get("/api/teams");
  await ada.patch(`/api/teams/${team.id}`, { user_ids: [ids.bob, ids.cem] });
  await ada.delete(`/api/teams/${team.id}`);
  await ada.post("/api/admin/announcements", { text: "The canteen closes at two." });
  const { announcements = [] } = (await bob.get<Listed<WithId>>("/api/announcements")).json;
  await bob.post(`/api/announcements/${announcements[0]?.id}/dismiss`);
}

async function eraseSomebody(ada: People["ada"]): Promise<void> {
  const fields = { username: "eve", display_name: "Eve", email: "eve@example.org" };
  const { id } = (await ada.post<WithId>("/api/admin/users", fields)).json;
  await ada.post(`/api/admin/users/${id}/erase`, { confirm: "eve" });
}

async function operations({ ada, ids }: People, job: string): Promise<void> {
  await ada.patch(`/api/admin/users/${ids.ada}`, { roles: ["administrator", "operator"] });
  await ada.get("/api/operations/connections");
  await ada.get("/api/operations/sending");
  await ada.get("/api/operations/examination");
  await ada.get("/api/operations/jobs");
  await ada.post("/api/operations/jobs", { id: job, action: "drop" });
}

async function proof({ cem }: People): Promise<void> {
  await cem.get("/api/audit/checkpoint?now=true");
  await cem.get("/api/audit/proof?kind=consistency&from=1&to=2");
  await cem.get("/api/audit/proof?kind=conversation&conversation_id=nowhere");
}

async function readModels(ada: People["ada"], { databaseUrl }: Stage): Promise<void> {
  const teams = "/api/operations/projections/teams";
  await stoppedReadModel(databaseUrl, "teams");
  await ada.post(`${teams}/retry`, { reason: "The disk was full." });
  const position = await stoppedReadModel(databaseUrl, "teams");
  await ada.post(`${teams}/skip`, { position, reason: "It was made by a fault that is mended." });
  await ada.post(`${teams}/rebuild`);
  await untilReady(databaseUrl, "teams");
  await ada.get(`${teams}/diff`);
  await ada.post(`${teams}/switch`, { version: "1.2", reason: "Rows were damaged." });
  await ada.post(`${teams}/rollback`, { reason: "To look again." });
  await ada.get("/api/operations/projections");
  await ada.delete(`${teams}/versions/1.2`);
  await builtBeside(databaseUrl, "users", () =>
    ada.post("/api/operations/projections/users/pace", { is_hurried: true, reason: "Nobody writes at night." }),
  );
}

async function conversations({ ada, bob, ids }: People): Promise<string> {
  const { id } = (
    await ada.post<MyConversationJson>("/api/conversations", {
      member_ids: [ids.bob],
      kind: "room",
      visibility: "public",
      name: "Oven 4",
      incident: { status: "open", severity: "high", lots: ["LOT-2024-001"] },
    })
  ).json;
  const room = `/api/conversations/${id}`;
  await ada.get("/api/conversations?status=open");
  await ada.get(room);
  await ada.patch(room, { description: "Runs too hot.", incident: { severity: "critical" } });
  await ada.get(`${room}/members`);
  await ada.post(`${room}/members`, { user_ids: [ids.cem] });
  await ada.post(`${room}/members`, { user_ids: [ids.cem] });
  await ada.patch(`${room}/members/${ids.bob}`, { role: "moderator" });
  await bob.patch(`${room}/settings`, { notify: "mentions" });
  await ada.post(`${room}/typing`, { is_typing: true });
  await bob.get(`${room}/online`);
  await bob.get(`${room}/typing`);
  return id;
}

async function messages({ ada, bob, ids }: People, id: string): Promise<void> {
  const room = `/api/conversations/${id}`;
  const first = (
    await ada.post<MyMessageJson>(`${room}/messages`, {
      content: "It reads 240 °C, @Bob Noyce.",
      mentions: [ids.bob],
      client_message_id: "first",
    })
  ).json;
  const message = `/api/messages/${first.id}`;
  await ada.post(`${room}/messages`, {
    content: "Temperature 240 °C",
    message_type: "incident_data",
    data: { temperature: 240, unit: "°C" },
  });
  await ada.patch(message, { content: "It reads 245 °C, @Bob Noyce.", mentions: [ids.bob] });
  await bob.post(`${message}/reactions`, { emoji: "👍" });
  await bob.delete(`${message}/reactions/${encodeURIComponent("👍")}`);
  await bob.delete(`${message}/reactions`);
  await ada.delete(`${message}/link-preview`);
  await bob.post(`${message}/pin`);
  await bob.get(`${room}/pins`);
  await bob.delete(`${message}/pin`);
  const direct = (await ada.post<MyConversationJson>("/api/conversations", { member_ids: [ids.bob] })).json;
  await ada.post("/api/conversations", { member_ids: [ids.bob] });
  await ada.post(`${message}/forward`, { conversation_ids: [direct.id] });
  await bob.get(message);
  await bob.get(`${message}/history`);
  await bob.get(`${room}/messages?limit=2`);
  await bob.get(`/api/mentions`);
  await bob.get(`${room}/messages/search?q=245`);
  await bob.get("/api/search?q=oven");
  await bob.get(`${room}/report`);
  await bob.heard("new_message", () => ada.post(`${room}/messages`, { content: "Is anybody at oven 4?" }));
  await bob.get(`/api/sync?after=${first.position}&limit=2`);
}

async function reading({ ada, bob }: People, id: string): Promise<void> {
  const room = `/api/conversations/${id}`;
  await bob.post(`${room}/delivered`, { sequence: 1 });
  await bob.post(`${room}/read`, { sequence: 4 });
  await bob.post(`${room}/unread`, { sequence: 2 });
  const { messages: lines = [] } = (await ada.get<Listed<WithId>>(`${room}/messages?type=text`)).json;
  await ada.get(`/api/messages/${lines[0]?.id}/readers`);
}

async function own({ bob }: People, id: string): Promise<void> {
  const room = `/api/conversations/${id}`;
  await bob.request("PUT", `${room}/draft`, { json: { content: "I will look at the" } });
  await bob.get(`${room}/draft`);
  await bob.delete(`${room}/draft`);
  const later = { content: "Shift's over.", send_at: new Date(Date.now() + 12 * 3_600_000).toISOString() };
  const scheduled = (await bob.post<WithId>(`${room}/scheduled`, later)).json;
  await bob.get(`${room}/scheduled`);
  await bob.get(`${room}/scheduled/${scheduled.id}`);
  await bob.patch(`${room}/scheduled/${scheduled.id}`, { content: "The shift is over." });
  await bob.delete(`${room}/scheduled/${scheduled.id}`);
  const { messages: lines = [] } = (await bob.get<Listed<WithId>>(`${room}/messages?type=text`)).json;
  await bob.request("PUT", `/api/saved/${lines[0]?.id}`);
  await bob.get("/api/saved");
  await bob.delete(`/api/saved/${lines[0]?.id}`);
}

async function moderation({ ada, bob, ids }: People, id: string): Promise<void> {
  const room = `/api/conversations/${id}`;
  await bob.request("PUT", `${room}/bans/${ids.cem}`, { json: { reason: "Wrong oven." } });
  await bob.get(`${room}/bans`);
  await bob.delete(`${room}/bans/${ids.cem}`);
  const { messages: lines = [] } = (await ada.get<Listed<WithId>>(`${room}/messages?type=text`)).json;
  await ada.request("DELETE", `/api/messages/${lines[0]?.id}`, { json: { reason: "The wrong oven." } });
}

const because = { headers: { "x-audit-reason": encodeURIComponent("Complaint 17") } };

async function audit({ cem }: People, id: string): Promise<void> {
  await cem.get("/api/audit/conversations?query=oven", because);
  await cem.get(`/api/audit/conversations/${id}/events?limit=3`, because);
  await cem.get(`/api/audit/conversations/${id}/state?limit=2`, because);
  await cem.get(`/api/audit/export?conversation_id=${id}&to=2020-01-01T00:00:00Z&format=csv`, because);
  await cem.get("/api/audit/looks?limit=1");
  const hold = { conversation_id: id, reason: "Complaint 17" };
  const placed = (await cem.post<WithId>("/api/audit/holds", hold)).json;
  await cem.get("/api/audit/holds", because);
  await cem.request("DELETE", `/api/audit/holds/${placed.id}`, { json: { reason: "The case is closed." } });
}

async function endings({ ada, bob, cem, ids }: People, id: string): Promise<void> {
  const room = `/api/conversations/${id}`;
  await cem.post(`${room}/join`);
  await cem.post(`${room}/leave`);
  await ada.delete(`${room}/members/${ids.bob}`);
  await ada.delete(room);
  await bob.post("/api/auth/logout");
}
