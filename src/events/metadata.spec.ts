import { describe, expect, it } from "vitest";
import { metadata } from "./metadata.ts";

const least = { at: "2026-11-30T12:00:00.000Z", actor: "ada" };

describe("metadata", () => {
  it("say when and who, and what caused it", () => {
    expect(metadata.parse(least)).toEqual(least);
    const most = { ...least, correlationId: "r1", key: { name: "k1", body: "mac" }, version: 1 };
    expect(metadata.parse(most)).toEqual(most);
  });

  it.each([
    { actor: "ada" },
    { ...least, at: "2026-11-30T12:00:00Z" },
    { ...least, at: "2026-11-30T13:00:00.000+01:00" },
    { ...least, actor: "" },
    { ...least, key: "k1" },
    { ...least, key: { name: "x".repeat(101), body: "mac" } },
    { ...least, mood: "good" },
  ])("are not %j", (wrong) => {
    expect(metadata.safeParse(wrong).success).toBe(false);
  });
});
