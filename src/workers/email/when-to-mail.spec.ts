import { describe, expect, it } from "vitest";
import type { MailChoice } from "../../domain/user/events.ts";
import { whenToMail } from "./when-to-mail.ts";

function mailed(choice: MailChoice, now: string, timeZone = "UTC"): string | null {
  const at = whenToMail(choice, { now: Date.parse(now), timeZone });
  return at === null ? null : new Date(at).toISOString();
}

describe("whoever wants mail", () => {
  it("at once gets it within seconds, and what comes in the same seconds with it", () => {
    expect(mailed("at_once", "2026-11-20T12:00:01.000Z")).toBe("2026-11-20T12:00:05.000Z");
    expect(mailed("at_once", "2026-11-20T12:00:04.999Z")).toBe("2026-11-20T12:00:05.000Z");
  });

  it("in digests gets one at the full hour", () =>
    expect(mailed("digest", "2026-11-20T12:00:00.000Z")).toBe("2026-11-20T13:00:00.000Z"));

  it("off gets none", () => expect(mailed("off", "2026-11-20T12:00:00.000Z")).toBeNull());

  it.each([
    ["Europe/Warsaw", "2026-11-20T12:00:00.000Z", "2026-11-21T07:00:00.000Z"],
    ["Europe/Warsaw", "2026-11-20T06:59:00.000Z", "2026-11-20T07:00:00.000Z"],
    ["Asia/Kathmandu", "2026-11-20T12:00:00.000Z", "2026-11-21T02:15:00.000Z"],
    ["America/New_York", "2026-11-20T12:00:00.000Z", "2026-11-20T13:00:00.000Z"],
    ["Europe/Warsaw", "2026-03-28T12:00:00.000Z", "2026-03-29T06:00:00.000Z"], // the night is an hour shorter
  ])("daily gets it at eight in %s", (zone, now, at) => expect(mailed("daily", now, zone)).toBe(at));
});
