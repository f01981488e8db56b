import { describe, expect, it } from "vitest";
import { firstUrl } from "./first-url.ts";

const texts: readonly (readonly [string, string | null])[] = [
  ["nothing here", null],
  ["acme.com and www.acme.com are no URLs", null],
  ["see https://acme.com", "https://acme.com/"],
  ["HTTP://ACME.com/A", "http://acme.com/A"],
  ["https://a.com then https://b.com", "https://a.com/"],
  ["ftp://a.com, then https://b.com", "https://b.com/"],
  ["https:// is none, https://b.com is", "https://b.com/"],
  ["xhttps://a.com", null],
  ["(https://a.com)", "https://a.com/"],
  ["[here](https://a.com/x)", "https://a.com/x"],
  ["<https://a.com/x>", "https://a.com/x"],
  ["https://a.com/x.", "https://a.com/x"],
  ["https://a.com/x?!…", "https://a.com/x"],
  ["https://a.com/x_(y)", "https://a.com/x_(y)"],
  ["(https://a.com/x_(y))", "https://a.com/x_(y)"],
  ["https://a.com/?q=a,b;c.", "https://a.com/?q=a,b;c"],
  ["“https://a.com/x”", "https://a.com/x"],
  ["*https://a.com/x*", "https://a.com/x"],
  ["https://pl.wikipedia.org/wiki/Łódź,", "https://pl.wikipedia.org/wiki/%C5%81%C3%B3d%C5%BA"],
  ["看https://a.com/中文。好", null],
  ["看 https://a.com/中文。好", "https://a.com/%E4%B8%AD%E6%96%87"],
  ["https://bücher.at", "https://xn--bcher-kva.at/"],
  ["`https://a.com` https://b.com", "https://b.com/"],
  ["```\nhttps://a.com\n```\nhttps://b.com", "https://b.com/"],
  ["```\nhttps://a.com", null],
  ["don`t https://a.com", "https://a.com/"],
  ["https://[::1", null],
  [`https://a.com/${")".repeat(10_000)}`, "https://a.com/"],
];

const htmls: readonly (readonly [string, string | null])[] = [
  ["<p>nothing</p>", null],
  ['<p><a href="https://a.com/?x=1&amp;y=2">here</a></p>', "https://a.com/?x=1&y=2"],
  ['<a href="https://a.com/">https://b.com/</a>', "https://a.com/"],
  ['<a href="https://a.com/"><strong>x</strong></a>', "https://a.com/"],
  ['<a href="https://a.com/"></a><a href="https://b.com/">b</a>', "https://b.com/"],
  ['<a href="https://a.com/"> \u200B\n</a> https://b.com', "https://b.com/"],
  ['<p>https://a.com</p><a href="https://b.com/">b</a>', "https://a.com/"],
  ['<a href="mailto:a@b.com">a@b.com</a> https://b.com', "https://b.com/"],
  ["<a>https://a.com</a>", "https://a.com/"],
  ['<pre><code>https://a.com</code></pre><a rel="x" href="https://b.com/">b</a>', "https://b.com/"],
  ['<code><a href="https://a.com/">a</a></code>', null],
  ['<a href="https://a.com/"><code>a</code></a>', null],
  ["<p>https://a.com/?x&amp;y&lt;</p>", "https://a.com/?x&y"],
];

describe("the first URL of a message", () => {
  it.each(texts)("of %j is %s", (content, url) => expect(firstUrl({ content })).toBe(url));

  it.each(htmls)("of the html %j is %s", (html, url) => expect(firstUrl({ content: "https://t.com", html })).toBe(url));

  it("is none where the words were erased", () => expect(firstUrl({ content: null })).toBeNull());
});
