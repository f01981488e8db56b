import type { ExportedRow } from "./exported-row.ts";

const columns = [
  "position",
  "at",
  "said_at",
  "conversation_id",
  "stream",
  "revision",
  "event_id",
  "type",
  "actor_id",
  "actor",
  "summary",
  "words",
  "data",
] as const;

/** With the mark by which spreadsheets know UTF-8. */
export const csvHead = `\uFEFF${record(columns)}`;

/** One record each, ended by CRLF, which no field holds. */
export const csvRows = (rows: readonly ExportedRow[]): string => rows.map((row) => record(fieldsOf(row))).join("");

function fieldsOf(row: ExportedRow): readonly string[] {
  return [
    row.position,
    row.at,
    row.saidAt,
    row.conversationId,
    row.stream,
    String(row.revision),
    row.eventId,
    row.type,
    row.actorId,
    row.actor,
    row.summary,
    row.words,
    row.data,
  ];
}

function record(fields: readonly string[]): string {
  return `${fields.map(field).join(",")}\r\n`;
}

/**
 * What a spreadsheet would take for a formula gets an apostrophe in front, also behind blanks; the full-width signs count
 * in some of them. Every field is quoted, so that none ends where a separator of another country stands.
 */
function field(text: string): string {
  const plain = text.replaceAll(/\r\n?/g, "\n");
  const safe = /^[\s\uFEFF]*[=+\-@＝＋－＠|%]|^[\t\r\n]/u.test(text) ? `'${plain}` : plain;
  return `"${safe.replaceAll('"', '""')}"`;
}
