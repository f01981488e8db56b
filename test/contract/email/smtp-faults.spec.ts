import { describe, expect, it } from "vitest";
import { apiServer } from "../../support/api-server.ts";
import { made } from "../../support/api-client.ts";
import { query } from "../../support/database.ts";
import { mailServer, taken } from "../../support/mail-server.ts";
import { header, mailHost, mailsTo, person, quiet, type Mailed } from "./mailing.ts";

const mails = mailServer();
const server = apiServer(() => Promise.resolve({ SMTP_URL: mails.it.url, ...quiet, ...mailHost }));

async function unread(words = "hello"): Promise<{ ada: Mailed; bob: Mailed; id: string }> {
  const [ada, bob] = await Promise.all([person(server.url, "Ada"), person(server.url, "Bob")]);
  const { id } = await ada.start({ member_ids: [bob.id] });
  await ada.send(id, words);
  return { ada, bob, id };
}

interface MailRow {
  readonly repeats: number;
  readonly isSent: boolean;
}

async function mailOf({ id }: Mailed): Promise<MailRow | undefined> {
  const text = `select repeats, sent_at is not null as "isSent" from mail.mails where user_id = $1`;
  return (await query<MailRow>(server.databaseUrl, text, [id]))[0];
}

const sent = async (who: Mailed): Promise<MailRow | undefined> => {
  await expect.poll(async () => (await mailOf(who))?.isSent, { timeout: 40_000 }).toBe(true);
  return mailOf(who);
};

describe("a mail server that says", () => {
  it("not now gets the mail again, as the same one, and that is no repeat", async () => {
    let tries = 0;
    mails.it.verdict = () => ((tries += 1) === 1 ? { kind: "refused", code: 451 } : taken);
    const { bob } = await unread();
    const [first, second] = await mailsTo(mails.it, bob, 2);
    if (!first || !second) throw new Error("There are two.");
    expect(header(second, "Message-ID")).toBe(header(first, "Message-ID"));
    expect(header(second, "Date")).toBe(header(first, "Date"));
    expect(await sent(bob)).toEqual({ repeats: 0, isSent: true });
  });

  it("nothing any more once it has all of the mail gets it again, as the same one, and that is counted", async () => {
    let tries = 0;
    mails.it.verdict = () => ((tries += 1) === 1 ? { kind: "dropped" } : taken);
    const { bob } = await unread();
    const [first, second] = await mailsTo(mails.it, bob, 2);
    if (!first || !second) throw new Error("There are two.");
    expect(header(second, "Message-ID")).toBe(header(first, "Message-ID"));
    expect(await sent(bob)).toEqual({ repeats: 1, isSent: true });
  });

  it("that there is no such address gets none for it any more, and the profile says so", async () => {
    const [ada, bob] = await Promise.all([person(server.url, "Ada"), person(server.url, "Bob")]);
    mails.it.refused.set(bob.email, 550);
    const { id } = await ada.start({ member_ids: [bob.id] });
    await ada.send(id, "hello");
    const me = async () => made(await bob.get<{ is_email_refused: boolean }>("/api/users/me")).is_email_refused;
    expect(await me()).toBe(false);
    await expect.poll(me, { timeout: 30_000 }).toBe(true);
    mails.it.refused.clear();
    await ada.send(id, "hello again");
    const { bob: other } = await unread();
    await mailsTo(mails.it, other);
    expect(mails.it.to(bob.email)).toEqual([]);
    const [dead] = await query<{ error: string }>(
      server.databaseUrl,
      "select error from jobs.intents where state = 'dead' and subject = $1",
      [bob.id],
    );
    expect(dead?.error).toBe("The mail server answered 550 to RCPT TO.");
  });

  it("not this one, for good, is not asked again about it; later ones go on", async () => {
    mails.it.verdict = () => ({ kind: "refused", code: 554 });
    const { ada, bob, id } = await unread("the first");
    await mailsTo(mails.it, bob);
    mails.it.verdict = () => taken;
    await ada.send(id, "the second");
    const given = await mailsTo(mails.it, bob, 2);
    expect(given[1]?.mail.text).toContain("the second");
    expect(given[1]?.mail.text).not.toContain("the first");
  });

  it("nothing for a while holds up nobody's messages, and is waited for", async () => {
    let answer: () => void = () => undefined;
    const isAsked = new Promise<void>((resolve) => (answer = resolve));
    mails.it.verdict = async () => {
      await isAsked;
      return taken;
    };
    const { ada, bob, id } = await unread();
    await mailsTo(mails.it, bob);
    await ada.send(id, "meanwhile"); // answered while the server says nothing
    answer();
    expect(await sent(bob)).toMatchObject({ repeats: 0 });
  });

  it("that it is away gets all of it when it is back, and nothing of what was read meanwhile", async () => {
    mails.it.verdict = () => ({ kind: "refused", code: 421 });
    const { bob: reader, id } = await unread("read in time");
    const { bob } = await unread("still unread");
    await mailsTo(mails.it, bob);
    await mailsTo(mails.it, reader);
    made(await reader.post(`/api/conversations/${id}/read`));
    const before = mails.it.to(reader.email).length;
    mails.it.verdict = () => taken;
    await sent(bob);
    await expect
      .poll(
        async () =>
          (
            await query(
              server.databaseUrl,
              "select 1 from jobs.intents where subject = $1 and kind = 'mail.digest' and state = 'waiting'",
              [reader.id],
            )
          ).length,
        { timeout: 40_000 },
      )
      .toBe(0);
    expect(mails.it.to(reader.email).length - before).toBeLessThanOrEqual(1); // one may have been on its way
    expect((await mailOf(reader))?.isSent).toBe(false);
  });
});
