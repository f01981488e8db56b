import fc from "fast-check";
import pg from "pg";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { binaryArray, type ElementType } from "../../../src/platform/postgres/binary-array.ts";

const text = fc.string({ unit: "binary" }).map((given) => given.toWellFormed().replaceAll("\0", ""));
const moment = fc
  .date({ min: new Date("0001-01-01T00:00:00.000Z"), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true })
  .map((date) => date.toISOString());

/** Values of each type, and how PostgreSQL is asked to tell them. */
const types: readonly (readonly [ElementType, string, fc.Arbitrary<never>])[] = [
  ["text", "e", text as fc.Arbitrary<never>],
  ["int", "e::text", fc.integer() as fc.Arbitrary<never>],
  ["bigint", "e::text", fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) as fc.Arbitrary<never>],
  ["boolean", "e::text", fc.boolean() as fc.Arbitrary<never>],
  ["jsonb", "e #>> '{words}'", text.map((words) => JSON.stringify({ words })) as fc.Arbitrary<never>],
  ["timestamptz", `to_char(e at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`, moment as fc.Arbitrary<never>],
];

describe("an array that is sent in binary", () => {
  it.each(types)("of %s, nulls among them, arrives as it was", async (type, told, values) => {
    const client = new pg.Client({ connectionString: inject("postgresUrl") });
    await client.connect();
    onTestFinished(() => client.end());
    const given = fc.array(fc.option(values), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(given, async (elements) => {
        const { rows } = await client.query<{ told: string | null }>(
          `select ${told} as told from unnest($1::${type}[]) with ordinality as given (e, n) order by n`,
          [binaryArray(type, elements)],
        );
        expect(rows.map((row) => row.told)).toEqual(elements.map((element) => asTold(type, element)));
      }),
      { numRuns: 50 },
    );
  });
});

function asTold(type: ElementType, element: string | number | bigint | boolean | null): string | null {
  if (element === null) return null;
  return type === "jsonb" ? (JSON.parse(String(element)) as { words: string }).words : String(element);
}
