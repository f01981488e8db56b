import { describe, expect, it } from "vitest";
import type { PageWords } from "../../domain/message/link-preview.ts";
import { wordsOf } from "./parse.ts";

const at = (html: string | Buffer, { type = "text/html", url = "https://acme.com/a/b" } = {}): PageWords | null =>
  wordsOf({ url: new URL(url), contentType: type, bytes: Buffer.from(html) });

const meta = (name: string, content: string): string => `<meta property="${name}" content="${content}">`;

describe("a page's words", () => {
  it("are those for Open Graph, then for Twitter, then the title and the description", () => {
    const plain = '<title>Plain</title><meta name="description" content="plainly">';
    const twitter = meta("twitter:title", "Tweeted") + meta("twitter:description", "briefly");
    const graph = meta("og:title", "Graph") + meta("og:description", "openly");
    expect(at(plain)).toEqual({ title: "Plain", description: "plainly", image: null });
    expect(at(plain + twitter)).toMatchObject({ title: "Tweeted", description: "briefly" });
    expect(at(plain + twitter + graph)).toMatchObject({ title: "Graph", description: "openly" });
    expect(at(plain + meta("og:title", "  "))).toMatchObject({ title: "Plain" });
    expect(at(`<META NAME='OG:Title' CONTENT='Loud'>`)).toMatchObject({ title: "Loud" });
  });

  it("are none without a title", () => {
    expect(at("")).toBeNull();
    expect(at("<title> \n </title>")).toBeNull();
    expect(at(meta("og:description", "x") + meta("og:image", "/x.png"))).toBeNull();
    expect(at("<svg><title>Arrow</title></svg>")).toBeNull();
    expect(at("<!-- <title>x</title> --><script>'<title>y</title>'</script>")).toBeNull();
  });

  it("have no markup, no entities and nothing that disturbs a line", () => {
    expect(at("<title>a &amp;amp; b&nbsp;&lt;i&gt;\n c</title>")).toMatchObject({ title: "a &amp; b <i> c" });
    expect(at("<title>\u202Eevil\u2066\0\u0007 \u200Bx&#8238;&#0;&#xD800;</title>")?.title).toMatch(
      /^evil\uFFFD? x\uFFFD*$/,
    );
    expect(at(meta("og:title", "Caf&eacute; &#x1F600;"))).toMatchObject({ title: "Café 😀" });
  });

  it("are as long as they may be, and cut between characters", () => {
    const family = "👩‍👩‍👧‍👦";
    expect(at(`<title>${"x".repeat(200)}</title>`)?.title).toBe("x".repeat(200));
    expect(at(`<title>${"x".repeat(201)}</title>`)?.title).toBe(`${"x".repeat(199)}…`);
    expect(at(`<title>${"x".repeat(195)}${family}${family}</title>`)?.title).toBe(`${"x".repeat(195)}…`);
    expect(at(`<title>x</title>${meta("description", "y ".repeat(400))}`)?.description).toBe(`${"y ".repeat(149)}y…`);
    expect(at(`<title>x${"\u0301".repeat(5_000)}</title>`)).toBeNull();
  });

  it("name an image by an absolute URL", () => {
    const image = (url: string, more = ""): string | null | undefined =>
      at(`<title>x</title>${more}${meta("og:image", url)}`)?.image;
    expect(image("https://img.acme.com/x.png")).toBe("https://img.acme.com/x.png");
    expect(image("x.png?a=1&amp;b=2")).toBe("https://acme.com/a/x.png?a=1&b=2");
    expect(image("//img.acme.com/x.png")).toBe("https://img.acme.com/x.png");
    expect(image("x.png", '<base href="/static/">')).toBe("https://acme.com/static/x.png");
    expect(image("javascript:alert(1)")).toBeNull();
    expect(image("data:image/png;base64,AAAA")).toBeNull();
    expect(image("ftp://acme.com/x.png", meta("twitter:image", "/y.png"))).toBe("https://acme.com/y.png");
    expect(image(`/${"x".repeat(3_000)}`)).toBeNull();
  });
});

describe("a page's characters", () => {
  // "Привет" in windows-1251, "日本" in Shift_JIS, "Łódź" in ISO 8859-2.
  const cyrillic = Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]);
  const japanese = Buffer.from([0x93, 0xfa, 0x96, 0x7b]);
  const polish = Buffer.from([0xa3, 0xf3, 0x64, 0xbc]);
  const titled = (bytes: Buffer, more = ""): Buffer =>
    Buffer.concat([Buffer.from(`${more}<title>`), bytes, Buffer.from("</title>")]);

  it("are those of its header", () => {
    expect(at(titled(cyrillic), { type: "text/html; charset=windows-1251" })?.title).toBe("Привет");
    expect(at(titled(japanese), { type: 'text/html;charset="Shift_JIS"' })?.title).toBe("日本");
    expect(at(titled(polish), { type: "text/html; Charset = ISO-8859-2" })?.title).toBe("Łódź");
  });

  it("are those of its meta, where the header does not say", () => {
    expect(at(titled(cyrillic, "<meta charset=windows-1251>"))?.title).toBe("Привет");
    const old = '<meta http-equiv="Content-Type" content="text/html; charset=shift_jis">';
    expect(at(titled(japanese, old))?.title).toBe("日本");
    expect(at(titled(Buffer.from("Łódź"), '<meta charset="utf-16">'))?.title).toBe("Łódź");
    expect(at(titled(cyrillic, "<meta charset=koi8-r>"), { type: "text/html; charset=cp1251" })?.title).toBe("Привет");
  });

  it("are those of its byte order mark before all", () => {
    const marked = Buffer.from(`\uFEFF<title>Łódź</title>`);
    expect(at(marked, { type: "text/html; charset=windows-1251" })?.title).toBe("Łódź");
    const wide = Buffer.from("\uFEFF<title>Łódź</title>", "utf16le");
    expect(at(wide)?.title).toBe("Łódź");
    expect(at(Buffer.from(wide).swap16())?.title).toBe("Łódź");
  });

  it("are UTF-8 where nothing says so, or Western", () => {
    expect(at("<title>Łódź</title>")?.title).toBe("Łódź");
    expect(at("<title>Łódź</title>", { type: "text/html; charset=nonsense" })?.title).toBe("Łódź");
    expect(at(titled(Buffer.from([0xe9, 0x74, 0xe9])))?.title).toBe("été");
    expect(at(Buffer.from("<title>Łódź</title>ź").subarray(0, -1))?.title).toBe("Łódź");
  });

  it("may be broken, and what makes no sense shows so", () => {
    expect(at(titled(Buffer.from([0xff, 0x41])), { type: "text/html; charset=utf-8" })?.title).toBe("\uFFFDA");
  });
});
