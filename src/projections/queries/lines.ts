import { locate } from "../../domain/ids.ts";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import type { LineReads } from "../reads/lines.ts";
import { linePage, readableLinePage } from "./line-page.ts";
import { linesAt, withQuotes } from "./quotes.ts";

export function lineReads(pool: QueryPool): LineReads {
  return {
    page: (id, page) => linePage(pool, id, page),
    readablePage: (viewer, id, page) => readableLinePage(pool, { viewer, id }, page),
    some: async (ids, { viewer, shownUpTo: upTo } = {}) => {
      const places = [...new Set(ids)].map((id) => locate(id)).filter((place) => place !== null);
      return withQuotes(pool, await linesAt(pool, places, { viewer: viewer ?? null, upTo }), upTo);
    },
  };
}
