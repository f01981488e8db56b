import type { Locale } from "../../domain/user/events.ts";
import type { Link } from "./digest.ts";
import { button, escaped, htmlPage } from "./html.ts";
import type { OutgoingMail } from "./outgoing.ts";

/** A mail with one thing to do. */
export interface Letter {
  readonly locale: Locale;
  readonly subject: string;
  readonly hello: string | null;
  readonly text: string;
  readonly link: Link;
  /** For whoever did not expect it. */
  readonly otherwise: string;
}

export function letterMail(letter: Letter, envelope: Pick<OutgoingMail, "id" | "to" | "date">): OutgoingMail {
  return { ...envelope, subject: letter.subject, text: letterText(letter), html: letterHtml(letter) };
}

function letterText({ hello, text, link, otherwise }: Letter): string {
  return [...(hello === null ? [] : [hello]), text, link.url, otherwise].join("\n\n");
}

function letterHtml({ locale, subject, hello, text, link, otherwise }: Letter): string {
  const card = "padding:16px;border-radius:12px;background:#ffffff;border:1px solid #e5e7eb";
  const greeting = hello === null ? "" : `<p style="margin:0 0 12px">${escaped(hello)}</p>\n`;
  return htmlPage({
    locale,
    title: subject,
    body: `<div style="${card}">
${greeting}<p style="margin:0 0 16px">${escaped(text)}</p>
<p style="margin:0">${button(link)}</p>
</div>`,
    footer: escaped(otherwise),
  });
}
