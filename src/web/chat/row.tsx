import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { personClass } from "../parts/person-colour.ts";
import { titleOf } from "../store/names.ts";
import type { Standing } from "../store/standing.ts";
import { dateOf, daysAgo, timeOf } from "../words/times.ts";
import { systemLine } from "../words/system.tsx";
import { t } from "../words/words.ts";
import type { LogWindow } from "./log-window.ts";
import { MessageView } from "./message.tsx";
import { OutgoingView } from "./outgoing.tsx";
import type { Row } from "./rows.ts";

interface RowProps {
  readonly row: Row;
  readonly conversation: Standing;
  readonly isRinged: boolean;
}

/** Scrolling shows the same rows many times a second: only a changed one is made anew. */
export function RowView({ row, conversation, isRinged, log }: RowProps & { readonly log: LogWindow }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (place.current ? log.hold(row.key, place.current) : undefined), [row.key]);
  const shown = useMemo(() => <AnyRow {...{ row, conversation, isRinged }} />, [row, conversation, isRinged]);
  return (
    <div class="log-row" ref={place}>
      {shown}
    </div>
  );
}

function AnyRow({ row, conversation, isRinged }: RowProps) {
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
      return <MessageView row={row} conversation={conversation} isRinged={isRinged} />;
    case "outgoing":
      return <OutgoingView row={row} />;
  }
}

function dayName(time: string): string {
  const ago = daysAgo(time);
  if (ago === null) return dateOf(time);
  return t(ago === 0 ? "chat.today" : "chat.yesterday");
}
