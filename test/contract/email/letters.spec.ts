import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { ApiClient, made, password, Person, refusal } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";
import { query } from "../../support/database.ts";
import { mailServer, type GivenMail } from "../../support/mail-server.ts";
import { header, mailHost, mailsTo, person, quiet } from "./mailing.ts";

const mails = mailServer();
const server = apiServer(() =>
  Promise.resolve({ SMTP_URL: mails.it.url, REGISTRATION: "open", ...quiet, ...mailHost }),
);

const nobody = (): ApiClient => new ApiClient(server.url);
const login = (username: string | null, given: string) =>
  nobody().post("/api/auth/login", { username, password: given });

function tokenIn({ mail }: GivenMail, name: string): string {
  return new RegExp(`\\?${name}=([\\w-]+)`).exec(mail.text ?? "")?.[1] ?? "";
}

describe("a password that was forgotten", () => {
  it("is set anew by the link in a mail, once, and all sessions end", async () => {
    const ada = await person(server.url, "Ada");
    expect((await nobody().post("/api/auth/reset", { email: ada.email.toUpperCase() })).status).toBe(204);
    const [given] = await mailsTo(mails.it, ada);
    if (!given) throw new Error("There is one.");
    const token = tokenIn(given, "reset");
    expect((await nobody().post("/api/auth/reset", { token, new: "a new passphrase" })).status).toBe(204);
    expect((await ada.get("/api/users/me")).status).toBe(401);
    expect((await login(ada.user.username, "a new passphrase")).status).toBe(200);
    expect((await login(ada.user.username, password)).status).toBe(401);
    const again = await nobody().post("/api/auth/reset", { token, new: "another passphrase" });
    expect(refusal(again)).toEqual({ status: 403, code: "forbidden", paths: ["token"] });
  });

  it("is not set by a link that is too old", async () => {
    const ada = await person(server.url, "Ada");
    await nobody().post("/api/auth/reset", { email: ada.email });
    const [given] = await mailsTo(mails.it, ada);
    await query(server.databaseUrl, "update accounts.password_resets set expires_at = now() - interval '1 s'");
    const token = given ? tokenIn(given, "reset") : "";
    expect((await nobody().post("/api/auth/reset", { token, new: "a new passphrase" })).status).toBe(403);
    expect((await login(ada.user.username, password)).status).toBe(200);
  });

  it("is kept by whoever asked and then remembered it: changing it ends the link", async () => {
    const ada = await person(server.url, "Ada");
    await nobody().post("/api/auth/reset", { email: ada.email });
    const [given] = await mailsTo(mails.it, ada);
    made(await ada.post("/api/auth/password", { current: password, new: "a new passphrase" }));
    const token = given ? tokenIn(given, "reset") : "";
    expect((await nobody().post("/api/auth/reset", { token, new: "a third passphrase" })).status).toBe(403);
  });

  it("answers the same for an address that nobody has, and mails it nothing", async () => {
    const ada = await person(server.url, "Ada");
    const unknown = await nobody().post("/api/auth/reset", { email: "nobody@example.org" });
    const known = await nobody().post("/api/auth/reset", { email: ada.email });
    expect([unknown.status, unknown.json]).toEqual([known.status, known.json]);
    await mailsTo(mails.it, ada);
    expect(mails.it.to("nobody@example.org")).toEqual([]);
  });

  it("is mailed about once a minute at most, and neither token nor address stands in a table of jobs", async () => {
    const ada = await person(server.url, "Ada");
    for (let n = 0; n < 5; n += 1) await nobody().post("/api/auth/reset", { email: ada.email });
    const [given] = await mailsTo(mails.it, ada);
    const rows = await query<{ row: string }>(
      server.databaseUrl,
      "select row_to_json(i)::text as row from jobs.intents i union all select row_to_json(m)::text from mail.mails m",
    );
    const kept = rows.map(({ row }) => row).join("\n");
    expect(kept).toContain(ada.id);
    expect(kept).not.toContain(ada.email);
    expect(kept).not.toContain(given ? tokenIn(given, "reset") : "");
    expect(mails.it.to(ada.email).length).toBeLessThanOrEqual(2); // the minute may have ended meanwhile
  });
});

describe("a mail to try out whether mails come", () => {
  it("goes to one's own address, once a minute at most", async () => {
    const ada = await person(server.url, "Ada");
    const asked = await Promise.all([1, 2, 3].map(() => ada.post("/api/users/me/test-mail")));
    expect(asked.map(({ status }) => status)).toEqual([202, 202, 202]);
    const [given] = await mailsTo(mails.it, ada);
    expect(given?.mail.subject).toBe("Mails from Verbatim come here");
    expect(given?.mail.text).toContain("/settings/notifications");
    expect(mails.it.to(ada.email).length).toBeLessThanOrEqual(2); // the minute may have ended meanwhile
  });
});

describe("an invitation", () => {
  const invited = apiServer(() => Promise.resolve({ SMTP_URL: mails.it.url, REGISTRATION: "invite", ...mailHost }));

  it("goes to its address, and its link lets one person in", async () => {
    const root = await Person.register(invited.url, "Root"); // the first account
    const email = `guest-${crypto.randomUUID().slice(0, 8)}@example.org`;
    const { token: told } = made(await root.post<{ token: string }>("/api/admin/invites", { email }));
    const [given] = await mailsTo(mails.it, { email });
    if (!given) throw new Error("There is one.");
    expect(given.mail.subject).toMatch(/^Root invites you to 127\.0\.0\.1:\d+$/);
    const invite = tokenIn(given, "invite");
    const register = (username: string, token: string) =>
      new ApiClient(invited.url).post("/api/auth/register", {
        username,
        display_name: username,
        email: `${username}@example.org`,
        password,
        invite: token,
      });
    expect((await register("guest", invite)).status).toBe(201);
    expect((await register("friend", invite)).status).toBe(403);
    expect((await register("friend", told)).status).toBe(403);
  });

  it("that was withdrawn before it was mailed is not", async () => {
    const root = await Person.register(server.url, "Root");
    await query(server.databaseUrl, "update accounts.accounts set roles = '{administrator}' where user_id = $1", [
      root.id,
    ]);
    mails.it.verdict = () => ({ kind: "refused", code: 451 });
    const email = `guest-${crypto.randomUUID().slice(0, 8)}@example.org`;
    const { id } = made(await root.post<{ id: string }>("/api/admin/invites", { email }));
    await mailsTo(mails.it, { email });
    made(await root.delete(`/api/admin/invites/${id}`));
    mails.it.verdict = () => ({ kind: "taken" });
    const state = async () =>
      (await query<{ state: string }>(server.databaseUrl, "select state from jobs.intents where subject = $1", [id]))[0]
        ?.state;
    await expect.poll(state, { timeout: 30_000 }).toBe("done");
    const sent = "select 1 from mail.mails where kind = 'mail.invitation' and sent_at is not null";
    expect(await query(server.databaseUrl, sent)).toEqual([]);
  });
});

describe("one click", () => {
  it("ends the mails of whoever got the link, without a login, and looking at it alone does not", async () => {
    const [ada, bob] = await Promise.all([person(server.url, "Ada"), person(server.url, "Bob")]);
    const { id } = await ada.start({ member_ids: [bob.id] });
    await ada.send(id, "hello");
    const [given] = await mailsTo(mails.it, bob);
    const link = /^<(.*)>$/.exec((given && header(given, "List-Unsubscribe")) ?? "")?.[1] ?? "";
    const choice = async () => made(await bob.get<{ notify_email: string }>("/api/users/me")).notify_email;

    const page = await fetch(link);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<form method="post"')]);
    expect(await choice()).toBe("at_once");

    const asMailReaders = {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
    };
    const clicked = await fetch(link, asMailReaders);
    expect([clicked.status, await clicked.text()]).toEqual([200, expect.stringContaining("No more mails")]);
    await expect.poll(choice).toBe("off");
    const forged = link.replace(bob.id, ada.id);
    expect((await fetch(forged, asMailReaders)).status).toBe(404);
  });
});

describe("a deployment without a mail server", () => {
  const plain = apiServer(quiet);

  it("keeps its mails as files, which administrators read", async () => {
    const root = await Person.register(plain.url, "Root"); // the first account
    const [ada, bob] = [await person(plain.url, "Ada"), await person(plain.url, "王小明")];
    const { id } = await ada.start({ member_ids: [bob.id] });
    await ada.send(id, "hello");
    interface Outbox {
      readonly mails: { readonly to: string; readonly subject: string; readonly url: string }[];
    }
    const outbox = async () => made(await root.get<Outbox>("/api/outbox")).mails;
    await expect.poll(async () => (await outbox()).length, { timeout: 30_000 }).toBe(1);
    const [mail] = await outbox();
    expect(mail).toMatchObject({ to: `王小明 <${bob.email}>`, subject: "1 new message from Ada" });
    const eml = await PostalMime.parse(made(await root.get<string>(mail?.url ?? "")));
    expect(eml.text).toContain("hello");
    expect(made(await root.get<string>("/outbox"))).toContain("1 new message from Ada");
    for (const path of ["/api/outbox", "/outbox", mail?.url ?? ""]) expect((await ada.get(path)).status).toBe(403);
    expect((await root.get("/api/outbox/..%2Fsecret.key")).status).toBe(404);
  });
});
