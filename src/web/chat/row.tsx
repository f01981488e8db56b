import { useMemo } from "preact/hooks";
import { personClass } from "../parts/person-colour.ts";
import { titleOf } from "../store/names.ts";
import type { Conversation } from "../wire/shapes.ts";
import { dateOf, daysAgo, timeOf } from "../words/times.ts";
import { systemLine } from "../words/system.tsx";
import { t } from "../words/words.ts";
import { MessageView } from "./message.tsx";
import { OutgoingView } from "./outgoing.tsx";
import type { Row } from "./rows.ts";

interface RowProps {
  readonly row: Row;
  readonly conversation: Conversation;
  readonly isRinged: boolean;
}

export function RowView({ row, conversation, isRinged }: RowProps) {
  switch (row.kind) {
    case "beginning":
      return (
        <p class={`beginning ${personClass(conversation.id)}`}>
          {t("chat.beginning", { name: titleOf(conversation) })}
        </p>
      );
    case "date":
      return (
        <p class="date-line">
          <span>{dayName(row.time)}</span>
        </p>
      );
    case "new":
      return (
        <p class="date-line is-new">
          <span>{t("chat.new", { n: row.count })}</span>
        </p>
      );
    case "system":
      return (
        <p class="system-line">
          {systemLine(row.line)} · <time class="numbers">{timeOf(row.line.created_at)}</time>
        </p>
      );
    case "message":
      return <Kept row={row} conversation={conversation} isRinged={isRinged} />;
    case "outgoing":
      return <OutgoingView row={row} />;
  }
}

/** Scrolling shows the same messages many times a second: only a changed one is made anew. */
function Kept({ row, conversation, isRinged }: RowProps & { readonly row: Extract<Row, { kind: "message" }> }) {
  const { line, isFirst, isLast, isMine } = row;
  return useMemo(
    () => <MessageView line={line} conversation={conversation} {...{ isFirst, isLast, isMine, isRinged }} />,
    [line, conversation, isFirst, isLast, isMine, isRinged],
  );
}

function dayName(time: string): string {
  const ago = daysAgo(time);
  if (ago === null) return dateOf(time);
  return t(ago === 0 ? "chat.today" : "chat.yesterday");
}
