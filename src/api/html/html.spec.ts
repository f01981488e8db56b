import fc from "fast-check";
import { Parser } from "htmlparser2";
import { describe, expect, it } from "vitest";
import { allowedTags, sanitised } from "./sanitised.ts";
import { textOfHtml } from "./text-of-html.ts";

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

function elementsIn(html: string): { readonly elements: readonly Element[]; readonly others: readonly string[] } {
  const elements: Element[] = [];
  const others: string[] = [];
  const parser = new Parser({
    onopentag: (name, attributes) => elements.push({ name, attributes }),
    oncomment: (text) => others.push(text),
    onprocessinginstruction: (name) => others.push(name),
  });
  parser.end(html);
  return { elements, others };
}

function expectHarmless(html: string): void {
  const clean = sanitised(html);
  const { elements, others } = elementsIn(clean);
  expect(others).toEqual([]);
  for (const { name, attributes } of elements) {
    expect(allowedTags).toContain(name);
    expect(Object.keys(attributes).filter((each) => name !== "a" || !["href", "rel"].includes(each))).toEqual([]);
    const { href = "https://nowhere", rel = "noopener noreferrer" } = attributes;
    expect(href).toMatch(/^(https?:\/\/|mailto:)/);
    expect([rel, attributes["rel"] !== undefined]).toEqual(["noopener noreferrer", attributes["href"] !== undefined]);
  }
  expect(sanitised(clean)).toBe(clean);
}

const vectors = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg/onload=alert(1)>",
  "<svg><script>alert(1)</script></svg>",
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href="java\nscript:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href="\u0001javascript:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="//evil.example">x</a>',
  '<a href="/local">x</a>',
  '<a href="https://a.example" onclick=alert(1) style="position:fixed">x</a>',
  '<a href="https://a.example/&quot;onmouseover=&quot;alert(1)">x</a>',
  "<a href=`javascript:alert(1)`>x</a>",
  "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
  "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
  "<p style=background:url(javascript:alert(1))>x</p>",
  "<!--><img src=x onerror=alert(1)>-->",
  "<![CDATA[<img src=x onerror=alert(1)>]]>",
  "<template><img src=x onerror=alert(1)></template>",
  "<textarea></p><script>alert(1)</script>",
  "<title><img src=x onerror=alert(1)></title>",
  "<xmp><img src=x onerror=alert(1)></xmp>",
  "<style><img src=x onerror=alert(1)></style>",
  "<select><option><img src=x onerror=alert(1)></select>",
  "<<script>script>alert(1)<</script>/script>",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "<p>a<p>b<ul><li>c<li>d",
  "<?php echo 1 ?><!DOCTYPE html><html><body onload=alert(1)>x",
  "<a href='https://a.example'><a href='https://b.example'>x</a></a>",
  "<form action=/logout><button>x</button></form><base href=//evil.example><meta http-equiv=refresh content=0>",
];

describe("html that is sent", () => {
  it.each(vectors)("loses what could do harm: %s", (html) => {
    expectHarmless(html);
  });

  it("loses it in any mixture", () => {
    const tags = [
      "script",
      "img",
      "svg",
      "math",
      "style",
      "a",
      "p",
      "b",
      "textarea",
      "noscript",
      "title",
      "table",
      "xmp",
    ];
    const name = fc.constantFrom(...tags, ...allowedTags);
    const value = fc.oneof(fc.string({ unit: "binary", maxLength: 12 }), fc.constantFrom(...vectors));
    const attribute = fc
      .tuple(
        fc.constantFrom("href", "onclick", "style", "src", "rel", "class"),
        value,
        fc.constantFrom('"', "'", "", "`"),
      )
      .map(([key, text, quote]) => ` ${key}=${quote}${text}${quote}`);
    const piece = fc.oneof(
      fc
        .tuple(name, fc.array(attribute, { maxLength: 2 }))
        .map(([tag, attributes]) => `<${tag}${attributes.join("")}>`),
      name.map((tag) => `</${tag}>`),
      fc.string({ unit: "binary", maxLength: 10 }),
      fc.constantFrom(...vectors, "<", ">", "&", "&lt;", "&amp;lt;", "<!--", "-->", "]]>", "\0"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => expectHarmless(pieces.join(""))),
      { numRuns: 500 },
    );
  }, 30_000);

  it("keeps what it may hold", () => {
    const html =
      "<h1>One</h1><p>a <strong>b</strong> <em>c</em> <u>d</u> <s>e</s><br />f</p><ul><li>g</li></ul><pre><code>h</code></pre>";
    expect(sanitised(html)).toBe(html);
    expect(sanitised("<b>a</b><i>b</i><del>c</del>")).toBe("<strong>a</strong><em>b</em><s>c</s>");
    expect(sanitised('<a href="https://a.example/?x=1&amp;y=2" target="_blank">x</a>')).toBe(
      '<a href="https://a.example/?x=1&amp;y=2" rel="noopener noreferrer">x</a>',
    );
    expect(sanitised('<div>text <span onclick="x">stays</span></div>')).toBe("text stays");
  });

  it("nests only so deep", () => {
    const deep = sanitised("<blockquote>".repeat(5_000));
    expect(elementsIn(deep).elements.length).toBeLessThanOrEqual(32);
  });
});

describe("the text of html", () => {
  it.each([
    ["<p>one</p><p>two</p>", "one\ntwo"],
    ["<p>a  <strong>bold</strong>\n word &amp; more</p>", "a bold word & more"],
    ["<ul><li>milk</li><li><p>bread</p></li></ul>", "• milk\n• bread"],
    ["a<br />b", "a\nb"],
    ["<pre>x  y\n  z</pre>", "x  y\n  z"],
    ["<p></p><p> </p>", ""],
    ["1 &lt; 2", "1 < 2"],
  ])("of %j is %j", (html, text) => {
    expect(textOfHtml(html)).toBe(text);
  });
});
