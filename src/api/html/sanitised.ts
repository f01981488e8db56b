import sanitize from "sanitize-html";
import { maxHtmlBytes } from "../../domain/message/words.ts";

/** What html may be made of; anything else is taken out, its text stays. */
export const allowedTags = [
  "p",
  "br",
  "strong",
  "em",
  "u",
  "s",
  "code",
  "pre",
  "blockquote",
  "ul",
  "ol",
  "li",
  "a",
  "h1",
  "h2",
  "h3",
] as const;

/** Where links may lead. */
const schemes = ["http", "https", "mailto"];

/** Deeper ones are flattened: nobody writes them, and browsers stumble over thousands. */
const deepest = 32;

const options: sanitize.IOptions = {
  allowedTags: [...allowedTags],
  allowedAttributes: { a: ["href", "rel"] },
  allowedSchemes: schemes,
  allowedSchemesAppliedToAttributes: ["href"],
  allowProtocolRelative: false,
  nestingLimit: deepest,
  transformTags: {
    b: "strong",
    i: "em",
    strike: "s",
    del: "s",
    a: (tagName, { href }) => ({ tagName, attribs: linkTo(href) }),
  },
};

/** Reading what was written closes elements that may not be in each other, so that a few times settle it. */
const mostPasses = 6;

/** Html as it is kept and shown: sanitised again it stays as it is. What is too long to be kept is not looked at again. */
export function sanitised(html: string): string {
  let clean = sanitize(html, options);
  for (let pass = 0; pass < mostPasses && clean.length <= maxHtmlBytes; pass += 1) {
    const again = sanitize(clean, options);
    if (again === clean) return clean;
    clean = again;
  }
  return clean.length > maxHtmlBytes ? clean : sanitize(clean, { allowedTags: [] });
}

/** An address of this site, or of the page's scheme, would be another one elsewhere. */
function linkTo(href: string | undefined): sanitize.Attributes {
  const url = href === undefined ? null : URL.parse(href);
  if (!url || !schemes.includes(url.protocol.slice(0, -1))) return {};
  return { href: url.href, rel: "noopener noreferrer" };
}
