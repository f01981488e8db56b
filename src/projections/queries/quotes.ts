import { sql } from "slonik";
import type { Line } from "../../domain/conversation/line.ts";
import type { ConversationId, UserId } from "../../domain/ids.ts";
import type { Position } from "../../event-store/port.ts";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import { NotKnownYet } from "../not-known-yet.ts";
import { lineColumns, lineOf, lineRow, type LineRow } from "./line-row.ts";
import { lines } from "./tables.ts";

interface Place {
  readonly conversationId: ConversationId;
  readonly revision: number;
}

/**
 * Those up to a position. The planner is not shown how few places there are: it would make the plan anew each time, which
 * costs more than they do. @throws NotKnownYet where one of them says something that is newer.
 */
export async function linesAt(
  pool: QueryPool,
  places: readonly Place[],
  { viewer = null, upTo }: { readonly viewer?: UserId | null; readonly upTo?: Position | undefined } = {},
): Promise<readonly LineRow[]> {
  if (places.length === 0) return [];
  const rows = await pool.any(sql.prepared("lines placed", lineRow)`
    select ${lineColumns(viewer)}
    from unnest((select ${sql.array(
      places.map(({ conversationId }) => conversationId),
      "text",
    )}), (select ${sql.array(
      places.map(({ revision }) => revision),
      "int4",
    )})) as asked (conversation_id, revision)
    join ${lines} l on l.conversation_id = asked.conversation_id and l.revision = asked.revision
  `);
  return upTo === undefined ? rows : saidUpTo(rows, upTo);
}

/** @throws NotKnownYet where one of them says something that is newer. */
export function saidUpTo(rows: readonly LineRow[], upTo: Position): readonly LineRow[] {
  const shown = rows.filter(({ position }) => position <= upTo);
  for (const row of shown) {
    const newest = newestWords(row);
    if (newest > upTo) throw new NotKnownYet(newest);
  }
  return shown;
}

function newestWords({ editedPosition, previewPosition }: LineRow): Position {
  const [edited, preview] = [editedPosition ?? 0n, previewPosition ?? 0n];
  return edited > preview ? edited : preview;
}

/**
 * The lines, each with the line that it replies to as it is now: one query more where one of them replies to none of them.
 * @throws NotKnownYet where one of these says something that is newer than a position.
 */
export async function withQuotes(pool: QueryPool, rows: readonly LineRow[], upTo?: Position): Promise<readonly Line[]> {
  const replies = rows.flatMap(({ conversationId, replyToRevision: revision }) =>
    revision === null ? [] : [{ conversationId, revision }],
  );
  const there = new Map(replies.length === 0 ? [] : rows.map((row) => [keyOf(row), row]));
  const elsewhere = replies.filter((place) => !there.has(keyOf(place)));
  for (const row of await linesAt(pool, elsewhere, { upTo })) there.set(keyOf(row), row);
  return rows.map((row) => {
    const { conversationId, replyToRevision: revision } = row;
    const quoted = revision === null ? undefined : there.get(keyOf({ conversationId, revision }));
    return lineOf(row, quoted ? lineOf(quoted, null) : null);
  });
}

const keyOf = ({ conversationId, revision }: Place): string => `${conversationId} ${revision}`;
