import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Head } from "../domain/conversation/head.ts";
import { untouched, type Line } from "../domain/conversation/line.ts";
import type { MessageSent } from "../domain/conversation/events.ts";
import { conversationId, userId } from "../domain/ids.ts";
import { plainLines, plainMarkdown } from "./markdown.ts";
import { reportOf } from "./report.ts";

const ada = userId("ada");
const at = "2026-11-21T12:00:00.000Z";
const people = new Map([[ada, { username: "ada", displayName: "Ada *Lovelace*" }]]);

const head: Head = {
  id: conversationId("here"),
  kind: "room",
  visibility: "private",
  historyVisibility: "all",
  incident: { status: "open", severity: "high", lots: ["A|1", "B 2"] },
  name: "Cold room",
  description: null,
  ownerIds: [ada],
  memberCount: 1,
  firstMemberIds: [ada],
  lastLine: null,
  lastSequence: 0,
  createdBy: ada,
  createdAt: at,
  updatedAt: at,
};

function said(content: string, more: Partial<MessageSent> = {}): Line {
  const data: MessageSent = { sequence: 1, senderId: ada, content, ...more };
  const place = { conversationId: head.id, revision: 1, position: 1n };
  const rest = { actor: ada, createdAt: at, clientMessageId: null, quote: null, since: untouched };
  return { ...place, event: { type: "MessageSent", data }, ...rest };
}

const report = (...lines: readonly Line[]): string =>
  reportOf({
    head,
    title: "Cold room",
    members: [{ userId: ada, role: "owner" }],
    lines,
    isCut: { lines: false, members: false },
    people,
  });

describe("a report", () => {
  it("says what it is about, who was there, what was said and the data that came", () => {
    const data = JSON.stringify({ temperature: { value: 4.5, unit: "C" }, doors: [] });
    const text = report(said("hello\nthere"), said("Temperature", { messageType: "incident_data", data }));
    expect(text.split("\n")).toEqual([
      "# Cold room",
      "",
      "- Status: open",
      "- Severity: high",
      String.raw`- Lots: A\|1, B 2`,
      "- Started: 2026-11-21 12:00:00 UTC",
      "",
      "## People",
      "",
      String.raw`- Ada \*Lovelace\* (owner)`,
      "",
      "## Timeline",
      "",
      String.raw`- 2026-11-21 12:00:00 UTC **Ada \*Lovelace\***: hello` + "\\",
      "  there",
      String.raw`- 2026-11-21 12:00:00 UTC **Ada \*Lovelace\***: Temperature`,
      "",
      "## Data",
      "",
      "| Time | By | Field | Value |",
      "| --- | --- | --- | --- |",
      String.raw`| 2026\-11\-21 12\:00\:00 UTC | Ada \*Lovelace\* | temperature\.value | 4\.5 |`,
      String.raw`| 2026\-11\-21 12\:00\:00 UTC | Ada \*Lovelace\* | temperature\.unit | C |`,
      String.raw`| 2026\-11\-21 12\:00\:00 UTC | Ada \*Lovelace\* | doors | \[\] |`,
      "",
      "## Files",
      "",
      "None.",
      "",
    ]);
  });

  it.each([
    "\n## Forged\n",
    "[press](https://evil.example)",
    "https://evil.example www.evil.example",
    "| a | b |\n| --- | --- |",
    "<script>alert(1)</script>",
    "text\n===",
    "![](x) `code` &lt; ~~~ 1. one",
  ])("takes %j for text", (text) => {
    const bare = report(said(text))
      .split("## Timeline")[1]
      ?.replaceAll(/\\[!-/:-@[-`{-~]/g, "");
    expect(bare?.split("\n").filter((line) => line.startsWith("#"))).toEqual(["## Data", "## Files"]);
    expect(bare?.replace("**Ada Lovelace**:", "").replace(/## Data[^]*/, "")).not.toMatch(/[[\]<>|`~!&=]|:\/\/|www\./);
  });

  it("has nothing of a deleted message but that it was there", () => {
    const gone = { ...said("secret"), since: { ...untouched, deleted: { by: ada, at } } };
    expect(report(gone)).not.toContain("secret");
    expect(report(gone)).toContain("(deleted)");
  });

  it("keeps long messages short", () => expect(report(said("x".repeat(9_000))).length).toBeLessThan(3_000));
});

describe("plain text in Markdown", () => {
  it("holds no character that means something, whatever was written", () =>
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(plainMarkdown(text).replaceAll(/\\[!-/:-@[-`{-~]/g, "")).toMatch(/^[^!-/:-@[-`{-~\p{Cc}]*$/u);
        for (const line of plainLines(text).split("\\\n  ")) expect(line).toBe(line.trim());
      }),
    ));
});
