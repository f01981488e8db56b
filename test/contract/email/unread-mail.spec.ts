import { describe, expect, it } from "vitest";
import { apiServer } from "../../support/api-server.ts";
import { made } from "../../support/api-client.ts";
import { mailServer } from "../../support/mail-server.ts";
import { header, mailHost, mailsTo, person, quiet, type Mailed } from "./mailing.ts";

const mails = mailServer();
const server = apiServer(() => Promise.resolve({ SMTP_URL: mails.it.url, ...quiet, ...mailHost }));

async function two(): Promise<{ ada: Mailed; bob: Mailed }> {
  const [ada, bob] = await Promise.all([person(server.url, "Ada"), person(server.url, "Bob")]);
  return { ada, bob };
}

/** Somebody else gets a mail that was called for after all the others: what was not mailed until then is not. */
async function afterAllOthers(): Promise<void> {
  const { ada, bob } = await two();
  const { id } = await ada.start({ kind: "group", name: "Later", member_ids: [bob.id] });
  await ada.send(id, "the last one");
  await mailsTo(mails.it, bob);
}

describe("a message that stays unread", () => {
  it("is mailed with its words, where it was said, and a link to it, as text and as html", async () => {
    const { ada, bob } = await two();
    const { id } = await ada.start({ member_ids: [bob.id] });
    await ada.send(id, "Lunch at <noon>?\nSecond line & more");
    const [given] = await mailsTo(mails.it, bob);
    const { subject, from, to, text = "", html = "" } = given?.mail ?? {};
    expect(subject).toBe("1 new message from Ada");
    expect(from).toEqual({ name: "Verbatim", address: "chat@example.org" });
    expect(to).toEqual([{ name: "Bob", address: bob.email }]);
    expect(text).toContain("Lunch at <noon>?\n    Second line & more");
    expect(text).toContain(`/c/${id}/1`);
    expect(html).toContain("Lunch at &#60;noon&#62;?<br>Second line &#38; more");
    expect(html).toContain(`/c/${id}/1`);
    expect(html).not.toContain("<noon>");
  });

  it("comes with what mail readers need to thread it, not to answer it, and to end it with one click", async () => {
    const { ada, bob } = await two();
    const { id } = await ada.start({ member_ids: [bob.id] });
    await ada.send(id, "one");
    await mailsTo(mails.it, bob);
    await ada.send(id, "two");
    const [first, second] = await mailsTo(mails.it, bob, 2);
    if (!first || !second) throw new Error("There are two.");
    expect(header(first, "Auto-Submitted")).toBe("auto-generated");
    expect(header(first, "List-Unsubscribe-Post")).toBe("List-Unsubscribe=One-Click");
    expect(header(first, "List-Unsubscribe")).toMatch(/^<http.*\/api\/mail\/unsubscribe\?user=.*>$/);
    expect(header(first, "References")).toBe(header(second, "References"));
    expect(header(first, "Message-ID")).not.toBe(header(second, "Message-ID"));
    expect(second.mail.text).toContain("two");
    expect(second.mail.text).not.toContain("one\n");
  });

  it("is mailed once, with all others that wait, in one mail by conversation", async () => {
    const { ada, bob } = await two();
    const [direct, group] = [
      await ada.start({ member_ids: [bob.id] }),
      await ada.start({ kind: "group", name: "Kitchen", member_ids: [bob.id] }),
    ];
    made(await bob.patch("/api/users/me", { locale: "pl", time_zone: "Asia/Tokyo" }));
    for (const text of ["a", "b", "c"]) await ada.send(group.id, `kitchen ${text}`, { mentions: [bob.id] });
    await ada.send(direct.id, "direct one");
    const given = await mailsTo(mails.it, bob);
    await afterAllOthers();
    const words = mails.it.to(bob.email).map(({ mail }) => mail.text ?? "");
    for (const text of ["kitchen a", "kitchen b", "kitchen c", "direct one"])
      expect(words.filter((each) => each.includes(`    ${text}\n`))).toHaveLength(1);
    expect(given[0]?.mail.html).toContain('lang="pl"');
  });

  it("of a group is mailed to each of its members but who sent it", async () => {
    const { ada, bob } = await two();
    const cem = await person(server.url, "Cem");
    const { id } = await ada.start({ kind: "group", name: "Kitchen", member_ids: [bob.id, cem.id] });
    await ada.send(id, "Soup!");
    const [toBob] = await mailsTo(mails.it, bob);
    await mailsTo(mails.it, cem);
    await afterAllOthers();
    expect(toBob?.mail.subject).toBe("1 new message in Kitchen");
    expect(mails.it.to(ada.email)).toEqual([]);
  });
});

describe("nobody is mailed about", () => {
  const cases: Readonly<Record<string, (the: { ada: Mailed; bob: Mailed; id: string }) => Promise<unknown>>> = {
    "what they have read": async ({ ada, bob, id }) => {
      await ada.send(id, "hello");
      return bob.post(`/api/conversations/${id}/read`);
    },
    "what was deleted": async ({ ada, id }) => {
      const { id: message } = await ada.send(id, "hello");
      return ada.delete(`/api/messages/${message}`);
    },
    "what they muted": async ({ ada, bob, id }) => {
      await bob.patch(`/api/conversations/${id}/settings`, { is_muted: true });
      return ada.send(id, "hello");
    },
    "a conversation of which they want to hear nothing": async ({ ada, bob, id }) => {
      await bob.patch(`/api/conversations/${id}/settings`, { notify: "none" });
      return ada.send(id, "hello", { mentions: [bob.id] });
    },
    "what does not mention them, where they want mentions only": async ({ ada, bob, id }) => {
      await bob.patch(`/api/conversations/${id}/settings`, { notify: "mentions" });
      return ada.send(id, "hello");
    },
    "anything, where they switched mails off": async ({ ada, bob, id }) => {
      await bob.patch("/api/users/me", { notify_email: "off" });
      return ada.send(id, "hello", { mentions: [bob.id] });
    },
    "a conversation that they have left": async ({ ada, bob, id }) => {
      await ada.send(id, "hello");
      return bob.post(`/api/conversations/${id}/leave`);
    },
    "a conversation that they were removed from": async ({ ada, bob, id }) => {
      await ada.send(id, "hello");
      return ada.delete(`/api/conversations/${id}/members/${bob.id}`);
    },
    "a conversation that was deleted": async ({ ada, id }) => {
      await ada.send(id, "hello");
      return ada.delete(`/api/conversations/${id}`);
    },
  };

  it("what is over, muted or not theirs any more", async () => {
    const all = await Promise.all(
      Object.entries(cases).map(async ([name, happens]) => {
        const { ada, bob } = await two();
        const { id } = await ada.start({ kind: "group", name, member_ids: [bob.id] });
        made((await happens({ ada, bob, id })) as never);
        return { name, bob };
      }),
    );
    await afterAllOthers();
    expect(all.filter(({ bob }) => mails.it.to(bob.email).length > 0).map(({ name }) => name)).toEqual([]);
  });
});

describe("one's mail", () => {
  it("shows words as they are when it is sent", async () => {
    const { ada, bob } = await two();
    const { id } = await ada.start({ member_ids: [bob.id] });
    const { id: message } = await ada.send(id, "at noon");
    made(await ada.patch(`/api/messages/${message}`, { content: "at one" }));
    const [given] = await mailsTo(mails.it, bob);
    expect(given?.mail.text).toContain("at one");
    expect(given?.mail.text).not.toContain("at noon");
  });

  it("of a long conversation shows the first ten, and says how many more there are", async () => {
    const { ada, bob } = await two();
    const { id } = await ada.start({ member_ids: [bob.id] });
    await Promise.all(Array.from({ length: 14 }, (_, n) => ada.send(id, `word ${n}`)));
    const [given] = await mailsTo(mails.it, bob);
    expect(given?.mail.subject).toBe("14 new messages from Ada");
    expect(given?.mail.text).toContain("and 4 more messages");
    expect(given?.mail.text?.match(/ {4}word/g)).toHaveLength(10);
  });
});
