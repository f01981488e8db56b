import { describe, expect, it } from "vitest";
import { locales, type Locale } from "../../domain/user/events.ts";
import { digestOf, type DigestOptions } from "./digest.ts";
import { digestHtml } from "./digest-html.ts";
import type { UnreadConversation, UnreadMessage } from "./digest-reads.ts";
import { digestText } from "./digest-text.ts";
import { everyWord, wordsIn } from "./words.ts";

const said = (text: string, more: Partial<UnreadMessage> = {}): UnreadMessage => ({
  sequence: 7,
  senderName: "Ada",
  senderId: "ada",
  text,
  at: "2026-11-20T23:30:00.000Z",
  ...more,
});

const unread = (messages: readonly UnreadMessage[], more: Partial<UnreadConversation> = {}): UnreadConversation => ({
  id: "kitchen",
  kind: "group",
  name: "Kitchen",
  others: [{ id: "ada", name: "Ada" }],
  otherCount: 1,
  count: messages.length,
  messages,
  ...more,
});

function digest(
  conversations: readonly UnreadConversation[],
  locale: Locale = "en",
  more: Partial<DigestOptions> = {},
) {
  return digestOf({
    recipient: {
      userId: "bob",
      name: "Bob",
      email: "bob@example.org",
      locale,
      timeZone: "Europe/Warsaw",
      choice: "at_once",
    },
    conversations,
    isMore: false,
    locale: "en",
    timeZone: "UTC",
    publicUrl: "https://chat.example.org",
    unsubscribeUrl: "https://chat.example.org/api/mail/unsubscribe?user=bob&mac=x",
    ...more,
  });
}

describe("a digest", () => {
  it("names its one conversation in the subject, and who writes in a direct one", () => {
    expect(digest([unread([said("a"), said("b")])]).subject).toBe("2 new messages in Kitchen");
    expect(digest([unread([said("a")], { kind: "direct", name: null })]).subject).toBe("1 new message from Ada");
    expect(digest([unread([said("a")]), unread([said("b")])]).subject).toBe("New messages in 2 conversations");
  });

  it("calls a group without a name by who is in it", () => {
    const others = [
      { id: "ada", name: "Ada" },
      { id: "cem", name: null },
    ];
    expect(digest([unread([said("a")], { name: null, others, otherCount: 5 })]).conversations[0]?.name).toBe(
      "Ada, Somebody +3",
    );
  });

  it("tells times by the reader's clock and in their language", () => {
    const at = (locale: Locale) => digest([unread([said("a")])], locale).conversations[0]?.messages[0]?.at;
    expect(locales.map(at)).toEqual([
      "Nov 21, 2026, 12:30 AM",
      "21 lis 2026, 00:30",
      "21 nov. 2026, 00:30",
      "2026年11月21日 凌晨12:30",
    ]);
  });

  it("links to each message, and to the conversation where it begins to be unread", () => {
    const [conversation] = digest([unread([said("a", { sequence: 7 }), said("b", { sequence: 9 })])]).conversations;
    expect(conversation?.messages.map(({ url }) => url)).toEqual([
      "https://chat.example.org/c/kitchen/7",
      "https://chat.example.org/c/kitchen/9",
    ]);
    expect(conversation?.open.url).toBe("https://chat.example.org/c/kitchen/7");
  });

  it("cuts long messages between characters, and says how many it does not show", () => {
    const [conversation] = digest([unread([said("👩".repeat(500))], { count: 12 })]).conversations;
    expect(conversation?.messages[0]?.text).toBe(`${"👩".repeat(399)}…`);
    expect(conversation?.more).toBe("and 11 more messages");
    expect(digest([unread([said("a")], { count: 100 })]).conversations[0]?.more).toBe("and many more messages");
  });

  it("shows what people wrote as text, whatever it looks like", () => {
    const evil = `<img src=x onerror="alert(1)"> {name} '&`;
    const both = digest([unread([said(evil, { senderName: evil })], { name: evil })]);
    expect(digestHtml(both)).not.toContain("<img");
    expect(digestHtml(both)).toContain("&#60;img src=x onerror=&#34;alert(1)&#34;&#62; {name} &#39;&#38;");
    expect(digestText(both)).toContain(evil);
  });

  it.each(locales)("says the same as text and as html in %s", (locale) => {
    const both = digest(
      [unread([said("first line\nsecond"), said("then")], { count: 5 }), unread([said("x")])],
      locale,
    );
    const text = digestText(both);
    const html = digestHtml(both);
    expect(html).toContain(`<html lang="${locale}">`);
    for (const { name, messages, more, open } of both.conversations) {
      for (const words of [name, more ?? "", open.label, ...messages.flatMap((each) => [each.sender, each.at])]) {
        expect(text).toContain(words);
        expect(html).toContain(words);
      }
    }
    for (const { url, label } of [both.unsubscribe]) {
      expect(text).toContain(`${label}: ${url}`);
      expect(html).toContain(url.replaceAll("&", "&#38;"));
    }
  });
});

describe("the words of mails", () => {
  const values = {
    count: 5,
    name: "Ada",
    host: "chat.example.org",
    username: "ada",
    minutes: 30,
    until: "1 May",
    size: 204,
    time: "noon",
  };

  it.each(locales)("are all there in %s, with all that is put in", (locale) => {
    const say = wordsIn(locale);
    for (const word of everyWord) {
      expect(say(word, values)).not.toMatch(/[{}#]|^$/);
      const names = (text: string): readonly string[] =>
        Object.values(values)
          .map(String)
          .filter((each) => text.includes(each));
      expect(names(say(word, values))).toEqual(names(wordsIn("en")(word, values)));
    }
  });

  it("count in Polish as Poles do", () => {
    const say = wordsIn("pl");
    expect([1, 2, 5, 22].map((count) => say("messagesIn", { count, name: "X" }))).toEqual([
      "1 nowa wiadomość – X",
      "2 nowe wiadomości – X",
      "5 nowych wiadomości – X",
      "22 nowe wiadomości – X",
    ]);
  });
});
