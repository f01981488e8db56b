import { describe, expect, it } from "vitest";
import type { ExportedRow } from "./exported-row.ts";
import { htmlFoot, htmlHead, htmlPolicy, htmlRows } from "./html.ts";

const attack = `"'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;\0\u0007`;

const row: ExportedRow = {
  position: "e.415",
  at: "2026-11-20T12:00:00.000Z",
  saidAt: "2020-01-01T00:00:00.000Z",
  conversationId: "",
  stream: attack,
  revision: 0,
  eventId: attack,
  type: attack,
  actorId: attack,
  actor: attack,
  summary: attack,
  words: `${attack}\nsecond line \uD83D`,
  data: attack,
};

describe("a printable export", () => {
  it("is text, whatever was said", () => {
    const page = htmlHead({ title: attack, about: attack }) + htmlRows([row]) + htmlFoot(1);
    expect(page).not.toMatch(/<(script|img)/i);
    expect(page.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
    expect(page.isWellFormed()).toBe(true);
    const tags = [...page.matchAll(/<([a-z]\w*)/g)].map(([, tag]) => tag);
    const known = "html head meta title style body h1 p table thead tbody tr th td time code pre bdi br".split(" ");
    expect(tags.filter((tag) => !known.includes(tag ?? ""))).toEqual([]);
  });

  it("fetches and runs nothing, also from a disk", () => {
    const page = htmlHead({ title: "Export", about: "" });
    expect(page).toContain(`<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;`);
    expect(htmlPolicy).not.toContain("unsafe");
    expect(page).not.toMatch(/\s(src|href)=|url\(/);
  });

  it("tells when it was said, of what came from elsewhere, and how many events it holds", () => {
    expect(htmlRows([row])).toContain("said <time>2020-01-01T00:00:00.000Z</time>");
    expect(htmlRows([{ ...row, saidAt: row.at }])).not.toContain("said");
    expect(htmlFoot(2)).toContain("2 events");
  });
});
