import { describe, expect, it } from "vitest";
import { parseSpent, spentTexts } from "./spent.ts";

describe("what a process tells of what was spent", () => {
  it("arrives as it was told, in texts that fit a notification", () => {
    const spent = Array.from({ length: 1_000 }, (_, n) => [`send:${crypto.randomUUID()}`, n - 3] as const);
    const texts = spentTexts(spent);
    expect(texts.length).toBeGreaterThan(1);
    for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThan(8_000);
    const heard = texts.flatMap((text) => parseSpent(text) ?? []);
    expect(heard.map(({ bucket, tokens }) => [`${bucket.action}:${bucket.subject}`, tokens])).toEqual(spent);
  });

  it("keeps colons in a subject", () => {
    expect(parseSpent('[["login:2001:db8:0:0::/64",1]]')).toEqual([
      { bucket: { action: "login", subject: "2001:db8:0:0::/64" }, tokens: 1 },
    ]);
  });

  it("is left out where the action is unknown, as another release may have more", () => {
    expect(parseSpent('[["teleport:ada",1],["send:ada",2],["toString:x",1]]')).toEqual([
      { bucket: { action: "send", subject: "ada" }, tokens: 2 },
    ]);
  });

  it.each(["", "{}", "[1]", '[["send:ada"]]', '[["send:ada",1.5]]', "no JSON"])("is nothing at all in %j", (text) => {
    expect(parseSpent(text)).toBeNull();
  });
});
