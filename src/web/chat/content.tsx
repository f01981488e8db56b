import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { nameOf } from "../store/names.ts";
import { myId, people } from "../store/store.ts";
import type { Message } from "../wire/shapes.ts";
import { partsOf } from "./text-parts.ts";

type Words = Pick<Message, "content" | "content_type" | "mentions" | "mentions_all">;

/**
 * The one place where what people wrote becomes elements. It trusts nothing: text becomes text, of html only what is
 * named here becomes an element, no attribute is taken over but an address that leads to the web or to a mailbox.
 */
export function Content({ of: words }: { readonly of: Words }) {
  const { content, content_type: type, mentions, mentions_all: mentionsAll } = words;
  const everybody = people.value;
  const shown = useMemo(() => {
    const names = namesIn({ mentions, mentionsAll });
    if (type !== "html") return textOf(content, names);
    return [...new DOMParser().parseFromString(content, "text/html").body.childNodes].map((each) =>
      elementOf(each, names),
    );
  }, [content, type, mentions, mentionsAll, everybody]);
  return <div class="words">{shown}</div>;
}

interface Names {
  /** As they may be written, with whether that is me. */
  readonly mentioned: ReadonlyMap<string, boolean>;
}

function namesIn({
  mentions,
  mentionsAll,
}: {
  readonly mentions: readonly string[];
  readonly mentionsAll: boolean;
}): Names {
  const mentioned = new Map<string, boolean>(mentionsAll ? [["@all", true]] : []);
  for (const id of mentions) {
    const isMe = id === myId.peek();
    mentioned.set(`@${nameOf(id, id)}`, isMe);
    const username = people.peek().get(id)?.username;
    if (username) mentioned.set(`@${username}`, isMe);
  }
  return { mentioned };
}

function textOf(text: string, { mentioned }: Names): ComponentChildren[] {
  return partsOf(text, [...mentioned.keys()]).map((part, index) => {
    if (part.kind === "text") return part.text;
    if (part.kind === "link") return <Link key={index} address={part.address} words={part.text} />;
    return (
      <span key={index} class={mentioned.get(part.text) ? "mention is-me" : "mention"}>
        {part.text}
      </span>
    );
  });
}

const known = {
  p: "p",
  br: "br",
  strong: "strong",
  b: "strong",
  em: "em",
  i: "em",
  u: "u",
  s: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  ul: "ul",
  ol: "ol",
  li: "li",
  h1: "p",
  h2: "p",
  h3: "p",
} as const;

function elementOf(node: Node, names: Names): ComponentChildren {
  if (node.nodeType === Node.TEXT_NODE) return textOf(node.textContent ?? "", names);
  if (!(node instanceof Element)) return null;
  const tag = node.tagName.toLowerCase();
  if (tag === "script" || tag === "style") return null;
  const within = [...node.childNodes].map((each) => elementOf(each, names));
  if (tag === "a") return linkOf(node, within);
  if (tag === "br") return <br />;
  const Shown = isKnown(tag) ? known[tag] : null;
  return Shown ? <Shown>{within}</Shown> : within;
}

function isKnown(tag: string): tag is keyof typeof known {
  return Object.hasOwn(known, tag);
}

function linkOf(element: Element, within: ComponentChildren): ComponentChildren {
  const address = element.getAttribute("href") ?? "";
  return isWebAddress(address) ? <Link address={address} words={within} /> : within;
}

function Link({ address, words }: { readonly address: string; readonly words: ComponentChildren }) {
  return (
    <a href={address} target="_blank" rel="noopener noreferrer nofollow">
      {words}
    </a>
  );
}

export function isWebAddress(address: string): boolean {
  return URL.canParse(address) && ["http:", "https:", "mailto:"].includes(new URL(address).protocol);
}
