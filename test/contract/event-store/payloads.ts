import { describe, expect, it } from "vitest";
import { EventRefused } from "../../../src/event-store/errors.ts";
import type { JsonObject, JsonValue } from "../../../src/event-store/port.ts";
import { all, event, logs, type Adapter } from "./log-under-test.ts";

export function payloads(adapter: Adapter): void {
  describe("what an event carries", () => {
    const open = logs(adapter);

    it.each<[string, JsonObject]>([
      ["Unicode", { text: "zażółć 你好 🧑‍🚒 e\u0301 \u202e" }],
      ["NUL", { text: "a\u0000b" }],
      ["lone surrogates", { text: "\ud800 \udfff", "\ud800": 1 }],
      ["numbers at the edges", { a: Number.MAX_SAFE_INTEGER, b: 5e-324, c: 1.797e308, d: 0.1, e: 1e21, f: -1e-7 }],
      ["big integers as text", { id: "9007199254740993123456789" }],
      ["odd keys", { "": 0, __proto__: 1, constructor: "x", "a.b": [], 10: "ten", 2: "two" }],
      ["nothing", {}],
      ["depth", { deep: nested(1_000) }],
      ["1 MB", { text: "é".repeat(499_990) }],
    ])("reads back exactly: %s", async (_, data) => {
      const { store } = await open();
      await store.append("a-1", [event(data, { ...data, text: "small" })], "none").catch(async (error: unknown) => {
        // Metadata is bounded lower than data: what is too large for it is tried in data alone.
        if (!(error instanceof EventRefused)) throw error;
        await store.append("a-1", [event(data)], "none");
      });
      const [recorded] = await all(store.readStream("a-1"));
      expect(JSON.stringify(recorded?.data)).toBe(JSON.stringify(data));
      expect(await all(store.readAll({ after: 0n }))).toEqual([recorded]);
    });

    it.each<[string, unknown]>([
      ["a BigInt", 1n],
      ["undefined", undefined],
      ["NaN", Number.NaN],
      ["infinity", Number.POSITIVE_INFINITY],
      ["negative zero", -0],
      ["a date", new Date(0)],
      ["a map", new Map()],
      ["a function", () => 1],
      ["a circle", circle()],
      ["depth without end", nested(200_000)],
    ])("is refused clearly, never changed: %s", async (_, value) => {
      const { store } = await open();
      await expect(store.append("a-1", [event({ value } as JsonObject)], "none")).rejects.toThrow(EventRefused);
      expect(await all(store.readAll({ after: 0n }))).toEqual([]);
    });

    it("may come to 1 MiB of data in one append, and not to a byte more", async () => {
      const { store } = await open();
      const envelope = JSON.stringify({ text: "" }).length;
      const full = event({ text: "x".repeat(1_048_576 - envelope) });
      await store.append("a-1", [full], "none");
      const over = [event({ text: "x".repeat(1_048_576 - 2 * envelope) }), event({ text: "y" })];
      await expect(store.append("a-1", over, 0)).rejects.toThrow(EventRefused);
      expect(await all(store.readStream("a-1"))).toHaveLength(1);
    });

    it("harms no append made at the same moment when it is refused", async () => {
      const { store } = await open();
      const outcomes = await Promise.allSettled(
        [...Array(20).keys()].map((n) =>
          store.append(`a-${n}`, [event({ value: n % 2 === 0 ? n : (1n as unknown as JsonValue) })], "none"),
        ),
      );
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
      expect(await all(store.readAll({ after: 0n }))).toHaveLength(10);
    });
  });
}

function nested(levels: number): JsonValue {
  let value: JsonValue = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

function circle(): unknown {
  const round: unknown[] = [];
  round.push(round);
  return round;
}
