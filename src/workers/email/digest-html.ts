import type { Digest, DigestConversation, DigestMessage } from "./digest.ts";
import { button, escaped, escapedLines, htmlPage } from "./html.ts";

/** A digest for whoever reads mail as html. All that people wrote is escaped. */
export function digestHtml(digest: Digest): string {
  const { locale, subject, hello, intro, conversations, moreConversations, openAll, why, unsubscribe } = digest;
  const more = moreConversations === null ? "" : `<p style="margin:0 8px 12px">${escaped(moreConversations)}</p>`;
  return htmlPage({
    locale,
    title: subject,
    body: `<p style="margin:0 8px 16px">${escaped(hello)} ${escaped(intro)}</p>
${conversations.map(card).join("\n")}
${more}${moreConversations === null ? "" : `<p style="margin:0 8px">${button(openAll)}</p>`}`,
    footer: `${escaped(why)}<br><a href="${escaped(unsubscribe.url)}" style="color:#4b5563">${escaped(unsubscribe.label)}</a>`,
  });
}

function card({ name, count, messages, more, open }: DigestConversation): string {
  const counted =
    count === "" ? "" : ` <span style="color:#6b7280;font-size:13px;font-weight:400">${escaped(count)}</span>`;
  const rest = more === null ? "" : `<p style="margin:0 0 12px;color:#6b7280">${escaped(more)}</p>`;
  return `<div style="margin:0 0 16px;padding:16px;border-radius:12px;background:#ffffff;border:1px solid #e5e7eb">
<h2 style="margin:0 0 12px;font-size:17px;line-height:1.3">${escaped(name)}${counted}</h2>
${messages.map(entry).join("\n")}
${rest}<p style="margin:0">${button(open)}</p>
</div>`;
}

function entry({ sender, at, text, url }: DigestMessage): string {
  return `<div style="margin:0 0 12px">
<div style="font-size:13px"><strong>${escaped(sender)}</strong>
<a href="${escaped(url)}" style="color:#6b7280;text-decoration:none">${escaped(at)}</a></div>
<div style="word-break:break-word">${escapedLines(text)}</div>
</div>`;
}
