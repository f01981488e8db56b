import type { Outgoing } from "../store/outgoing.ts";
import type { History } from "../store/state.ts";
import type { Message } from "../wire/shapes.ts";
import { dayOf } from "../words/times.ts";

/** What stands in the log, from top to bottom. Keys stay the same while a message settles, so that it stays where it is. */
export type Row =
  | { readonly kind: "beginning"; readonly key: string }
  | { readonly kind: "date"; readonly key: string; readonly time: string }
  | { readonly kind: "new"; readonly key: string; readonly count: number }
  | { readonly kind: "system"; readonly key: string; readonly line: Message }
  | MessageRow
  | ({ readonly kind: "outgoing"; readonly outgoing: Outgoing } & Bubble);

type MessageRow = { readonly kind: "message"; readonly line: Message } & Bubble;

interface Bubble {
  readonly key: string;
  readonly isMine: boolean;
  /** Of the messages that one person wrote one after the other. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

export interface RowsOf {
  readonly history: History;
  readonly outgoing: readonly Outgoing[];
  readonly myId: string | null;
  /** Where the "new messages" line stands: before this sequence. */
  readonly newFrom: { readonly sequence: number; readonly count: number } | null;
}

const groupMs = 5 * 60_000;

/** A line that is shown as before has the same row as before, so that nothing of it need be drawn again. */
export function rowsOf({ history, outgoing, myId, newFrom }: RowsOf): readonly Row[] {
  const rows: Row[] = history.hasBefore ? [] : [{ kind: "beginning", key: "beginning" }];
  let before: Message | null = null;
  for (const line of history.lines) {
    if (!before || dayOf(before.created_at) !== dayOf(line.created_at))
      rows.push({ kind: "date", key: `date-${dayOf(line.created_at)}`, time: line.created_at });
    if (newFrom?.sequence === line.sequence) rows.push({ kind: "new", key: "new", count: newFrom.count });
    rows.push(rowOf(line, myId));
    before = line;
  }
  if (!history.hasAfter) rows.push(...onTheirWay(outgoing, before));
  return grouped(rows);
}

const shown = new WeakMap<Message, Row>();

function rowOf(line: Message, myId: string | null): Row {
  if (line.message_type === "system") return asBefore(line, { kind: "system", key: line.id, line });
  const isMine = line.sender_id === myId;
  const key = (isMine ? line.client_message_id : null) ?? line.id;
  return { kind: "message", key, line, isMine, isFirst: true, isLast: true };
}

function onTheirWay(outgoing: readonly Outgoing[], before: Message | null): readonly Row[] {
  const [first] = outgoing;
  const startsDay = first && (!before || dayOf(before.created_at) !== dayOf(first.createdAt));
  const date: Row[] = startsDay ? [{ kind: "date", key: `date-${dayOf(first.createdAt)}`, time: first.createdAt }] : [];
  const rows = outgoing.map((each): Row => ({
    kind: "outgoing",
    key: each.key,
    outgoing: each,
    isMine: true,
    isFirst: true,
    isLast: true,
  }));
  return [...date, ...rows];
}

/** Consecutive messages of one person, within five minutes of each other, belong together. */
function grouped(rows: readonly Row[]): readonly Row[] {
  return rows.map((row, index) => {
    if (row.kind !== "message" && row.kind !== "outgoing") return row;
    const next = { ...row, isFirst: !isJoined(rows[index - 1], row), isLast: !isJoined(row, rows[index + 1]) };
    return next.kind === "message" ? asBefore(next.line, next) : next;
  });
}

function asBefore(line: Message, row: Row): Row {
  const before = shown.get(line);
  if (before && isSame(before, row)) return before;
  shown.set(line, row);
  return row;
}

function isSame(before: Row, row: Row): boolean {
  if (before.kind !== "message" || row.kind !== "message") return before.kind === row.kind;
  return before.isMine === row.isMine && before.isFirst === row.isFirst && before.isLast === row.isLast;
}

function isJoined(above: Row | undefined, below: Row | undefined): boolean {
  const one = above && writtenBy(above);
  const other = below && writtenBy(below);
  if (!one || !other || one.by !== other.by) return false;
  return other.at - one.at < groupMs;
}

function writtenBy(row: Row): { readonly by: string; readonly at: number } | null {
  if (row.kind === "message")
    return { by: row.isMine ? "me" : row.line.sender_id, at: Date.parse(row.line.created_at) };
  if (row.kind === "outgoing") return { by: "me", at: Date.parse(row.outgoing.createdAt) };
  return null;
}

/** Where a line stands; -1 where it is not here. */
export function indexOfSequence(rows: readonly Row[], sequence: number): number {
  return rows.findIndex((row) => (row.kind === "message" || row.kind === "system") && row.line.sequence === sequence);
}
