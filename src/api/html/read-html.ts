import { textOfHtml } from "./text-of-html.ts";

export interface HtmlWords {
  /** As it is kept and shown. */
  readonly html: string;
  readonly text: string;
}

/**
 * The door of html. What sanitises is large, and loaded with the first that somebody sends; what it shares with others,
 * the parser, is loaded before, since two that load the same module at once may get in each other's way.
 */
export async function readHtml(given: string): Promise<HtmlWords> {
  const { sanitised } = await import("./sanitised.ts");
  const html = sanitised(given);
  return { html, text: textOfHtml(html) };
}
