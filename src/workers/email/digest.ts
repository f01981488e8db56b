import type { Locale } from "../../domain/user/events.ts";
import { mostCounted, type Recipient, type UnreadConversation, type UnreadMessage } from "./digest-reads.ts";
import { wordsIn, type Say } from "./words.ts";

/** What a digest says, ready to be set as text or as html. */
export interface Digest {
  readonly locale: Locale;
  readonly subject: string;
  readonly hello: string;
  readonly intro: string;
  readonly conversations: readonly DigestConversation[];
  /** Null: there are no others. */
  readonly moreConversations: string | null;
  readonly openAll: Link;
  readonly why: string;
  readonly unsubscribe: Link;
}

export interface Link {
  readonly label: string;
  readonly url: string;
}

export interface DigestConversation {
  readonly name: string;
  readonly count: string;
  readonly messages: readonly DigestMessage[];
  /** Of messages that are not shown; null: all are. */
  readonly more: string | null;
  readonly open: Link;
}

export interface DigestMessage {
  readonly sender: string;
  readonly at: string;
  readonly text: string;
  readonly url: string;
}

export interface DigestOptions {
  readonly recipient: Recipient;
  readonly conversations: readonly UnreadConversation[];
  /** Whether there are conversations beyond these. */
  readonly isMore: boolean;
  /** Where they chose none. */
  readonly locale: Locale;
  readonly timeZone: string;
  readonly publicUrl: string;
  readonly unsubscribeUrl: string;
}

const mostCharacters = 400;

export function digestOf(options: DigestOptions): Digest {
  const { recipient, conversations, publicUrl, unsubscribeUrl } = options;
  const locale = recipient.locale ?? options.locale;
  const say = wordsIn(locale);
  const { host } = new URL(publicUrl);
  return {
    locale,
    subject: subjectOf(conversations, options.isMore, say),
    hello: say("hello", { name: recipient.name }),
    intro: say("unread"),
    conversations: conversations.map((each) => conversationOf(each, { ...options, say, locale })),
    moreConversations: options.isMore ? say("moreConversations") : null,
    openAll: { label: say("openAll"), url: `${publicUrl}/` },
    why: say("why", { host }),
    unsubscribe: { label: say("unsubscribe"), url: unsubscribeUrl },
  };
}

function subjectOf(conversations: readonly UnreadConversation[], isMore: boolean, say: Say): string {
  const [only, ...others] = conversations;
  if (!only || others.length > 0 || isMore) return say("messagesInMany", { count: conversations.length });
  const word = only.kind === "direct" ? "messagesFrom" : "messagesIn";
  return say(word, { count: only.count, name: nameOf(only, say) });
}

interface Setting extends DigestOptions {
  readonly say: Say;
  readonly locale: Locale;
}

function conversationOf(conversation: UnreadConversation, { say, locale, ...options }: Setting): DigestConversation {
  const { id, count, messages } = conversation;
  const timeZone = options.recipient.timeZone ?? options.timeZone;
  const times = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone });
  const url = `${options.publicUrl}/c/${encodeURIComponent(id)}`;
  const left = count - messages.length;
  const more = count >= mostCounted ? say("manyMore") : say("more", { count: left });
  return {
    name: nameOf(conversation, say),
    count: count >= mostCounted ? "" : say("countFrom", { count }),
    messages: messages.map((message) => messageOf(message, { say, times, url })),
    more: left > 0 ? more : null,
    open: { label: say("open"), url: `${url}/${messages[0]?.sequence ?? ""}` },
  };
}

function messageOf(
  { senderName, sequence, at, text }: UnreadMessage,
  { say, times, url }: { readonly say: Say; readonly times: Intl.DateTimeFormat; readonly url: string },
): DigestMessage {
  const characters = Array.from(text.trim());
  const isLong = characters.length > mostCharacters;
  return {
    sender: senderName ?? say("noOne"),
    at: times.format(new Date(at)),
    text: isLong ? `${characters.slice(0, mostCharacters - 1).join("")}…` : characters.join(""),
    url: `${url}/${sequence}`,
  };
}

/** Its name, else who else is in it. */
function nameOf({ name, others, otherCount }: UnreadConversation, say: Say): string {
  if (name) return name;
  const shown = others.map((other) => other.name ?? say("noOne"));
  const more = otherCount - shown.length;
  return more > 0 ? `${shown.join(", ")} +${more}` : shown.join(", ");
}
