import { Parser } from "htmlparser2";

/** What begins and ends a line of its own. */
const blocks = new Set(["p", "pre", "blockquote", "ul", "ol", "li", "h1", "h2", "h3"]);

const blanks = new Set([" ", "\n"]);

/** The text of sanitised html: for previews, search and mail. */
export function textOfHtml(html: string): string {
  const reader = new Reader();
  const parser = new Parser(reader, { decodeEntities: true });
  parser.end(html);
  return reader.text();
}

class Reader {
  #text = "";
  /** How many `pre` are open: in them white space stays. */
  #pre = 0;

  onopentagname(name: string): void {
    if (name === "br") this.#text = `${this.#withoutBlank()}\n`;
    if (blocks.has(name)) this.#endLine();
    if (name === "pre") this.#pre += 1;
    if (name === "li") this.#text += "• ";
  }

  onclosetag(name: string): void {
    if (name === "pre") this.#pre -= 1;
    if (blocks.has(name)) this.#endLine();
  }

  ontext(text: string): void {
    if (this.#pre > 0) {
      this.#text += text;
      return;
    }
    const flat = text.replaceAll(/[ \t\r\n\f]+/g, " ");
    this.#text += this.#text === "" || blanks.has(this.#text.at(-1) ?? "") ? flat.trimStart() : flat;
  }

  text(): string {
    return this.#text.trim();
  }

  #endLine(): void {
    const text = this.#withoutBlank();
    this.#text = text === "" || text.endsWith("\n") || text.endsWith("• ") ? text : `${text}\n`;
  }

  /** At most one stands at the end. */
  #withoutBlank(): string {
    const isBlank = this.#text.endsWith(" ") && !this.#text.endsWith("• ");
    return isBlank ? this.#text.slice(0, -1) : this.#text;
  }
}
