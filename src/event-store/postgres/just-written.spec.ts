import { describe, expect, it } from "vitest";
import type { PreparedAppend } from "../prepared-append.ts";
import type { Verdict } from "./append-call.ts";
import { JustWritten } from "./just-written.ts";

describe("what was just written", () => {
  it("is at hand, with what of it is asked for, up to the log's end", () => {
    const written = having(batch("a-1", 5n), batch("b-1", 6n), batch("a-2", 7n));
    const page = written.pageAfter({ after: 5n, size: 10, prefixes: ["a-"] });
    expect(page).toMatchObject({ position: 7n, caughtUp: true });
    expect(page?.events).toEqual([
      {
        kind: "event",
        position: 7n,
        stream: "a-2",
        revision: 0,
        id: "7",
        type: "Said",
        data: { text: "\0" },
        metadata: {},
      },
    ]);
  });

  it("comes by the page", () => {
    const written = having(batch("a-1", 1n), batch("a-2", 2n), batch("a-3", 3n));
    expect(written.pageAfter({ after: 0n, size: 2 })).toMatchObject({ position: 2n, caughtUp: false });
    expect(written.pageAfter({ after: 2n, size: 2 })).toMatchObject({ position: 3n, caughtUp: true });
  });

  it("is not at hand for who is before it, or behind it", () => {
    const written = having(batch("a-1", 5n), batch("a-2", 6n));
    expect(written.pageAfter({ after: 3n, size: 10 })).toBeNull();
    expect(written.pageAfter({ after: 6n, size: 10 })).toBeNull();
  });

  it("begins anew where others wrote in between", () => {
    const written = having(batch("a-1", 5n), batch("a-2", 7n));
    expect(written.pageAfter({ after: 4n, size: 10 })).toBeNull();
    expect(written.pageAfter({ after: 6n, size: 10 })).toMatchObject({ position: 7n, caughtUp: true });
  });

  it("is not at hand once others were heard to write, until somebody looked", () => {
    const written = having(batch("a-1", 4n));
    const before = written.heard;
    written.othersWrote();
    expect(written.pageAfter({ after: 3n, size: 10 })).toBeNull();
    written.looked(before); // it began too early to have seen what they wrote
    written.add(...batch("a-2", 5n));
    written.looked(written.heard);
    expect(written.pageAfter({ after: 4n, size: 10 })).toBeNull();
    written.add(...batch("a-3", 7n));
    expect(written.pageAfter({ after: 6n, size: 10 })).toMatchObject({ position: 7n, caughtUp: true });
  });

  it("leaves out what was written before, or not at all", () => {
    const written = having();
    const [appends] = batch("a-1", 5n);
    for (const kind of ["repeated", "late"] as const)
      written.add(appends, [kind === "late" ? { kind } : { kind, appended: appendedAt(5n) }]);
    expect(written.pageAfter({ after: 4n, size: 10 })).toBeNull();
  });

  it("is let go of, the oldest first, when it is much", () => {
    const written = having(...Array.from({ length: 600 }, (_, n) => batch(`a-${n}`, BigInt(n + 1))));
    expect(written.pageAfter({ after: 0n, size: 1_000 })).toBeNull();
    expect(written.pageAfter({ after: 590n, size: 1_000 })?.events).toHaveLength(10);
    const long = having(batch("a-1", 1n, "x".repeat(2_000_000)), batch("a-2", 2n, "x".repeat(2_000_000)));
    expect(long.pageAfter({ after: 0n, size: 10 })).toBeNull();
    expect(long.pageAfter({ after: 1n, size: 10 })?.events).toHaveLength(1);
  });
});

type Batch = readonly [readonly PreparedAppend[], readonly Verdict[]];

function having(...batches: readonly Batch[]): JustWritten {
  const written = new JustWritten();
  for (const each of batches) written.add(...each);
  return written;
}

/** One event, the first of its stream, written at a position. */
function batch(stream: string, position: bigint, text = "\0"): Batch {
  const event = { id: String(position), type: "Said", data: JSON.stringify({ text }), metadata: "{}" };
  const append = { stream, expected: "none", events: [event], size: 0, deadline: 0, isFirstTry: true } as const;
  return [[append], [{ kind: "written", appended: appendedAt(position) }]];
}

const appendedAt = (position: bigint) => ({ revision: 0, position, positions: [position] });
