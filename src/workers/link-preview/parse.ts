import { Parser } from "htmlparser2";
import { decoded } from "./charset.ts";
import type { PageWords } from "../../domain/message/link-preview.ts";
import type { Page } from "./fetch.ts";
import { maxUrlLength } from "./guard.ts";
import { shownText } from "./shown-text.ts";

const maxTitle = 200;
const maxDescription = 300;

/** For Open Graph, then for Twitter, then for whoever else asks. Null: it has no title. */
export function wordsOf(page: Page): PageWords | null {
  const head = new Head();
  const parser = new Parser(head, { decodeEntities: true });
  parser.end(decoded(page.bytes, page.contentType));
  const title = first([...head.said("og:title", "twitter:title"), head.title], maxTitle);
  if (title === null) return null;
  const description = first(head.said("og:description", "twitter:description", "description"), maxDescription);
  return { title, description, image: imageOf(head, page.url) };
}

const imageNames = ["og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"];

function imageOf(head: Head, url: URL): string | null {
  const base = (head.base === null ? null : URL.parse(head.base, url.href)) ?? url;
  for (const name of imageNames)
    for (const said of head.said(name)) {
      const image = URL.parse(said.trim(), base.href);
      if (image && /^https?:$/.test(image.protocol) && image.href.length <= maxUrlLength) return image.href;
    }
  return null;
}

function first(texts: readonly string[], limit: number): string | null {
  return texts.map((text) => shownText(text, limit)).find((text) => text !== "") ?? null;
}

/** What a page's head says, wherever it stands in it. */
class Head {
  title = "";
  base: string | null = null;
  readonly #said = new Map<string, string>();
  #isInTitle = false;
  /** Drawings have titles of their own. */
  #drawings = 0;

  /** What is said by these names, in their order; the first of each. */
  said(...names: readonly string[]): readonly string[] {
    return names.flatMap((name) => this.#said.get(name) ?? []);
  }

  onopentag(tag: string, attributes: Readonly<Record<string, string>>): void {
    if (tag === "meta") this.#note(attributes);
    if (tag === "base") this.base ??= attributes["href"] ?? null;
    if (tag === "svg") this.#drawings += 1;
    this.#isInTitle = tag === "title" && this.#drawings === 0 && this.title === "";
  }

  ontext(text: string): void {
    if (this.#isInTitle) this.title += text;
  }

  onclosetag(tag: string): void {
    if (tag === "title") this.#isInTitle = false;
    if (tag === "svg") this.#drawings -= 1;
  }

  #note({ property, name, content }: Readonly<Record<string, string>>): void {
    for (const each of [property, name]) {
      const key = each?.trim().toLowerCase();
      if (key && content !== undefined && content.trim() !== "" && !this.#said.has(key)) this.#said.set(key, content);
    }
  }
}
