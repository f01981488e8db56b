import { describe, expect, it } from "vitest";
import { shown } from "./shown.ts";

const column = (name: string, type = "text") => ({ name, type, isKey: false });

describe("what operators see of rows that differ", () => {
  it.each([
    ["actor_id", "text", "ada", "ada"],
    ["countable", "integer", 7, "7"],
    ["is_muted", "boolean", false, "false"],
    ["read_at", "timestamp with time zone", new Date(0), "1970-01-01T00:00:00.000Z"],
    ["owner_ids", "text[]", ["ada", "bob"], '["ada","bob"]'],
    ["role", "text", null, "nothing"],
  ])("names and figures: %s", (name, type, value, text) => expect(shown(column(name, type), value)).toBe(text));

  it.each([
    ["content", "text", "secret", "6 characters"],
    ["said", "jsonb", { html: "secret" }, "17 characters"],
    ["word", "text", "secret", "6 characters"],
    ["emoji", "text", "👍", "2 characters"],
    ["incident_lots", "text[]", ["secret"], "1 values"],
    ["grams", "integer[]", [1, 2], "2 values"],
  ])("never what people wrote: %s", (name, type, value, text) => {
    expect(shown(column(name, type), value)).toBe(text);
  });
});
