import { z } from "zod";
import { compareBuilds } from "../../../projections/compare/compare-builds.ts";
import type { Api, ApiServer } from "../../parts.ts";
import { count, list, named } from "../../schemas/described.ts";
import { buildOf, ofReadModel } from "./described.ts";
import { assertReadModel, carriedOut, numberOf } from "./shown.ts";

const longestMs = 30_000;

const query = z.strictObject({
  version: buildOf.optional().describe("The other build; absent: the newest that is ready."),
  whole: z.stringbool().default(false).describe("Every row, and not a sample of large tables."),
  limit: z.coerce.number().int().min(1).max(100).default(20).describe("Rows of each table that are shown."),
});

const tableCompared = z.object({
  table: z.string(),
  from: count.nullable().describe("Rows in the build that is asked; null where it has no such table."),
  to: count.nullable().describe("Rows in the other one."),
  differing: count,
  sampled: z.int().min(1).describe("One in so many rows was compared."),
  unmatched: list(z.string()).describe("Columns that only one of them has."),
});

const rowCompared = z.object({
  table: z.string(),
  key: z.record(z.string(), z.string()),
  why: z
    .enum(["missing", "added", "changed"])
    .describe("Not in the other one, only there, or in both and not the same."),
  columns: list(z.object({ name: z.string(), from: z.string(), to: z.string() })),
});

const comparison = named(
  z.object({
    from: z.string(),
    to: z.string(),
    is_level: z
      .boolean()
      .describe("Whether both stood at one position; otherwise rows differ that changed in between."),
    tables: list(tableCompared),
    rows: list(rowCompared).describe("Of words only their lengths are shown."),
  }),
  "ReadModelComparison",
);

export function diffProjection(server: ApiServer, { auth }: Api): void {
  server.get(
    "/api/operations/projections/:name/diff",
    {
      config: { access: "operator", reads: [], problems: ["not_found", "conflict"] },
      schema: {
        summary: "Compare another build with the one that is asked",
        tags: ["operations"],
        params: ofReadModel,
        querystring: query,
        response: { 200: comparison },
      },
    },
    async (request) => {
      const { name } = request.params;
      const { version, whole, limit } = request.query;
      assertReadModel(name);
      const build = version === undefined ? {} : { build: await numberOf({ auth }, name, version) };
      const found = carriedOut(await compareBuilds(auth.pool, { name, ...build, whole, limit, timeoutMs: longestMs }));
      const { from, to, isLevel, tables, rows } = found;
      return { from, to, is_level: isLevel, tables, rows };
    },
  );
}
