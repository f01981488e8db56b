import type { Digest, DigestConversation } from "./digest.ts";

/** A digest for whoever reads mail as plain text. */
export function digestText(digest: Digest): string {
  const { hello, intro, conversations, moreConversations, openAll, why, unsubscribe } = digest;
  return [
    `${hello} ${intro}`,
    ...conversations.map(conversationText),
    ...(moreConversations === null ? [] : [`${moreConversations}\n${openAll.url}`]),
    `-- \n${why}\n${unsubscribe.label}: ${unsubscribe.url}`,
  ].join("\n\n");
}

function conversationText({ name, count, messages, more, open }: DigestConversation): string {
  const title = count === "" ? name : `${name} (${count})`;
  return [
    `${title}\n${"=".repeat(Math.min(70, Array.from(title).length))}`,
    ...messages.map(({ sender, at, text }) => `${sender}, ${at}\n${indented(text)}`),
    ...(more === null ? [] : [more]),
    `${open.label}: ${open.url}`,
  ].join("\n\n");
}

const indented = (text: string): string => text.replaceAll(/^/gm, "    ");
