import type { Words } from "../conversation/events.ts";

/**
 * The first http or https URL that whoever reads a message sees in it, as browsers write it; null where there is none. In
 * html a link leads where it says, whatever its text, if it has one. Code is no link.
 */
export function firstUrl({ content, html }: Said): string | null {
  if (typeof html === "string") return urlInHtml(html);
  return content === null ? null : urlInText(withoutCode(content));
}

/** Null where they were erased. */
type Said = { readonly content: Words["content"] | null; readonly html?: string | null };

/** Up to what ends a URL in any script: blanks, quotes, brackets and stops that are no part of one. */
const candidates =
  /https?:\/\/[^\s<>"“”„«»`\u3000-\u3003\u3008-\u3011\u3014-\u301F\uFF01\uFF08\uFF09\uFF0C\uFF1A\uFF1B\uFF1F]+/giu;

function urlInText(text: string): string | null {
  for (const { 0: found, index } of text.matchAll(candidates)) {
    const url = /[\p{L}\p{N}_]/u.test(text[index - 1] ?? "") ? null : httpUrl(withoutTrailing(found));
    if (url !== null) return url;
  }
  return null;
}

function httpUrl(text: string): string | null {
  const url = URL.parse(text);
  return url && /^https?:$/.test(url.protocol) ? url.href : null;
}

const stops = new Set(".,;:!?'’*…|");
const closing = new Map([
  [")", "("],
  ["]", "["],
  ["}", "{"],
]);

/** What ends the sentence around it: stops, and brackets that were not opened within it. */
function withoutTrailing(found: string): string {
  const open = new Map([...closing].map(([close, begin]) => [close, count(found, close) - count(found, begin)]));
  let end = found.length;
  for (; end > 0; end -= 1) {
    const last = found[end - 1] ?? "";
    const tooMany = open.get(last) ?? 0;
    if (tooMany > 0) open.set(last, tooMany - 1);
    else if (!stops.has(last)) break;
  }
  return found.slice(0, end);
}

const count = (text: string, letter: string): number => text.split(letter).length - 1;

/** Between three back-ticks, and on one line between single ones. */
function withoutCode(text: string): string {
  return text.replaceAll(/```[^]*?(?:```|$)|`[^`\n]+`/gu, " ");
}

/** Of html as it is kept, in which text and attributes hold no brackets. */
const tokens = /<(?<close>\/?)(?<name>[a-z0-9]+)(?<attributes>[^<>]*)>|[^<]+/gi;

function urlInHtml(html: string): string | null {
  let code = 0;
  let link: string | null = null;
  for (const { 0: token, groups } of html.matchAll(tokens)) {
    const { name, close, attributes = "" } = groups ?? {};
    if (name === undefined) {
      const url = code > 0 ? null : urlOfText(unescaped(token), link);
      if (url !== null) return url;
    } else if (name === "code" || name === "pre") code += close === "" ? 1 : -1;
    else if (name === "a") link = close === "" ? linkIn(attributes) : null;
  }
  return null;
}

/** A link counts with its first letter that can be seen. */
function urlOfText(text: string, link: string | null): string | null {
  if (link === null) return urlInText(text);
  return /[^\s\p{Cf}]/u.test(text) ? link : null;
}

function linkIn(attributes: string): string | null {
  const href = /\shref="(?<href>[^"]*)"/i.exec(attributes)?.groups?.["href"];
  return href === undefined ? null : httpUrl(unescaped(href));
}

const escapes: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };

function unescaped(text: string): string {
  return text.replaceAll(/&(?:lt|gt|quot|amp);/g, (escape) => escapes[escape] ?? escape);
}
