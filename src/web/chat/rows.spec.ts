import { beforeAll, describe, expect, it } from "vitest";
import { line, outgoing } from "../store/support.ts";
import { timeZone } from "../words/times.ts";
import { rowsOf, type Row } from "./rows.ts";

const at = (day: number, minute: number) => `2026-11-${day}T14:${String(minute).padStart(2, "0")}:00.000Z`;
const rows = (
  given: Partial<Parameters<typeof rowsOf>[0]> & { lines: Parameters<typeof history>[0] },
): readonly Row[] => rowsOf({ history: history(given.lines), outgoing: [], myId: "ada", newFrom: null, ...given });
const history = (lines: readonly ReturnType<typeof line>[]) => ({ lines, hasBefore: true, hasAfter: false });
const said = (row: Row): string => {
  if (row.kind === "message") return `${row.line.sender_id}${row.isFirst ? " first" : ""}${row.isLast ? " last" : ""}`;
  return row.kind === "new" ? `${row.count} new` : row.kind;
};

beforeAll(() => {
  timeZone.value = "UTC";
});

describe("the rows of a log", () => {
  it("join what one person wrote within five minutes", () => {
    const lines = [
      line(1, { created_at: at(20, 1) }),
      line(2, { created_at: at(20, 5) }),
      line(3, { created_at: at(20, 11) }),
      line(4, { created_at: at(20, 12), sender_id: "ada" }),
    ];
    expect(rows({ lines }).map(said)).toEqual(["date", "bob first", "bob last", "bob first last", "ada first last"]);
  });

  it("are parted by days, by what is new, and by what happened", () => {
    const lines = [
      line(1, { created_at: at(19, 1) }),
      line(2, { created_at: at(20, 2) }),
      line(3, { created_at: at(20, 3), message_type: "system" }),
      line(4, { created_at: at(20, 4) }),
    ];
    const shown = rows({ lines, newFrom: { sequence: 2, count: 2 } }).map(said);
    expect(shown).toEqual(["date", "bob first last", "date", "2 new", "bob first last", "system", "bob first last"]);
  });

  it("keep the key of a message of mine when it settles", () => {
    const [, waiting] = rows({ lines: [], outgoing: [outgoing("k1", { createdAt: at(20, 1) })] });
    const [, settled] = rows({
      lines: [line(1, { sender_id: "ada", client_message_id: "k1", created_at: at(20, 1) })],
    });
    expect([waiting?.key, settled?.key]).toEqual(["k1", "k1"]);
  });

  it("are the same objects while lines are shown as before, so that nothing is drawn again for a line that comes", () => {
    const lines = [1, 2, 3].map((sequence) => line(sequence));
    const before = rows({ lines });
    const after = rows({ lines: [...lines, line(4)] });
    expect(after.slice(1, 3)).toEqual(before.slice(1, 3));
    expect(after[1]).toBe(before[1]);
    expect(after[2]).toBe(before[2]);
    expect([before[3], after[3]].map((row) => row && said(row))).toEqual(["bob last", "bob"]);
  });

  it("begin with the beginning once everything before is here", () => {
    const whole = rowsOf({
      history: { lines: [line(1)], hasBefore: false, hasAfter: false },
      outgoing: [],
      myId: "ada",
      newFrom: null,
    });
    expect(whole[0]?.kind).toBe("beginning");
  });
});
