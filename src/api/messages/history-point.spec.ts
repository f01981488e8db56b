import { describe, expect, it } from "vitest";
import { untouched, type Line } from "../../domain/conversation/line.ts";
import { conversationId, lineId, userId } from "../../domain/ids.ts";
import type { Reads } from "../../projections/reads/reads.ts";
import { pageFrom, type PointFields } from "./history-point.ts";

const here = conversationId("here");
const elsewhere = conversationId("elsewhere");

/** Knows one message of each of two conversations: the line 7, at revision 9. */
const lines: Pick<Reads["lines"], "some"> = {
  some: (ids) => Promise.resolve([here, elsewhere].map(lineOf).filter((line) => ids.includes(lineId(line)))),
};

function lineOf(id: typeof here): Line {
  const event = { type: "MessageSent", data: { sequence: 7, senderId: userId("ada"), content: "hello" } } as const;
  const createdAt = "2026-11-21T08:00:00.000Z";
  return {
    conversationId: id,
    revision: 9,
    position: 12n,
    event,
    actor: userId("ada"),
    createdAt,
    clientMessageId: null,
    quote: null,
    since: untouched,
  };
}

const from = (fields: PointFields) => pageFrom(lines, here, fields);

describe("a page of the history", () => {
  it("is the newest unless said", async () => {
    expect(await from({})).toEqual({ side: "newest" });
  });

  it("begins at a sequence, a time or a message", async () => {
    expect(await from({ before: "12" })).toEqual({ side: "before", point: { sequence: 12 } });
    expect(await from({ after: "2026-11-21T09:00:00+01:00" })).toEqual({
      side: "after",
      point: { time: "2026-11-21T08:00:00.000Z" },
    });
    const id = lineId({ conversationId: here, revision: 9 });
    expect(await from({ around: id })).toEqual({ side: "around", point: { sequence: 7 } });
    expect(await from({ before_id: id })).toEqual({ side: "before", point: { sequence: 7 } });
  });

  it.each<[string, PointFields]>([
    ["after", { before: "1", after: "2" }],
    ["before_id", { before: "1", before_id: "2" }],
    ["before", { before: "yesterday" }],
    ["before", { before: "" }],
    ["before", { before: "2026-13-45T00:00:00Z" }],
    ["around", { around: "9".repeat(30) }],
  ])("is refused with the path %s: %j", async (path, fields) => {
    await expect(from(fields)).rejects.toMatchObject({ code: "validation_failed", errors: [{ path }] });
  });

  it("tells a message of elsewhere and one that is not there apart by nothing", async () => {
    const refused = (revision: number, conversation = here): Promise<unknown> =>
      from({ before: lineId({ conversationId: conversation, revision }) }).catch((error: unknown) => error);
    const foreign = await refused(9, elsewhere);
    expect(foreign).toMatchObject({ code: "validation_failed" });
    expect(await refused(10)).toEqual(foreign);
  });
});
