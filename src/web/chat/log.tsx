import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { jumps } from "../app/router.ts";
import { titleOf } from "../store/names.ts";
import { loadAround, loadMore } from "../store/open-conversation.ts";
import { report } from "../store/report.ts";
import type { History } from "../store/state.ts";
import type { Standing } from "../store/standing.ts";
import { steady } from "../store/steady.ts";
import { conversations, myId, outgoing } from "../store/store.ts";
import { t } from "../words/words.ts";
import { Announcer } from "./announcer.tsx";
import { Latest } from "./latest.tsx";
import { moveInLog } from "./log-keys.ts";
import { useReading } from "./reading.ts";
import { RowView } from "./row.tsx";
import { indexOfSequence, rowsOf, type Row } from "./rows.ts";
import { useLogWindow } from "./use-log-window.ts";

interface LogProps {
  readonly conversation: Standing;
  readonly history: History;
  /** The line to show; null: what is new, or the end. */
  readonly target: number | null;
}

const nearPx = 600;
const ringMs = 1_600;

/** The messages of a conversation, of which only those in sight are in the page. */
export function Log({ conversation, history, target }: LogProps) {
  const { id } = conversation;
  const scroller = useRef<HTMLDivElement>(null);
  const [newFrom, setNewFrom] = useState(() => newIn(id));
  const mine = useMemo(() => steady(() => outgoing.value.filter(({ conversationId }) => conversationId === id)), [id]);
  const rows = useMemo(
    () => rowsOf({ history, outgoing: mine.value, myId: myId.value, newFrom }),
    [history, mine.value, myId.value, newFrom],
  );
  const { log, shown } = useLogWindow({ rows, isWhole: !history.hasAfter, scroller });
  const [ringed, setRinged] = useState<number | null>(null);
  const targetIndex = target === null ? -1 : indexOfSequence(rows, target);
  const isSought = target !== null && targetIndex < 0;
  const look = useReading(id, () => log.isAtEnd && !isSought);

  // Before anything is painted, so that the end is neither seen nor read where something else is to be.
  useLayoutEffect(() => {
    const index = target === null ? rows.findIndex(({ kind }) => kind === "new") : targetIndex;
    if (index >= 0) log.scrollToRow(index, target === null ? "start" : "center");
  }, []);
  useEffect(() => {
    if (target === null) return undefined;
    if (isSought) {
      void loadAround(id, target).catch(report);
      return undefined;
    }
    log.scrollToRow(targetIndex, "center");
    setRinged(target);
    const passing = setTimeout(() => setRinged(null), ringMs);
    return () => clearTimeout(passing);
  }, [target, jumps.value, isSought]);
  // What I send takes me to the end, and says that I have seen what was new.
  const lastKey = mine.value.at(-1)?.key;
  useEffect(() => {
    if (lastKey === undefined) return;
    setNewFrom(null);
    if (history.hasAfter) void loadAround(id, null).catch(report);
    log.scrollToEnd();
  }, [lastKey]);

  const loadNear = (): void => {
    if (log.left.above < nearPx) void loadMore(id, "before").catch(report);
    if (log.left.below < nearPx) void loadMore(id, "after").catch(report);
    look();
  };
  useEffect(loadNear, [history]);
  const onScroll = (): void => {
    log.scrolled();
    loadNear();
  };
  const toLatest = async (): Promise<void> => {
    await loadAround(id, null);
    requestAnimationFrame(() => log.scrollToEnd());
  };
  const name = titleOf(conversation);
  return (
    <div class="log-frame">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard */}
      <div
        class="log"
        role="log"
        aria-label={t("chat.log", { name })}
        aria-live="off"
        tabIndex={0}
        ref={scroller}
        onScroll={onScroll}
        onKeyDown={moveInLog}
      >
        <div class="log-rows">
          <div style={{ height: `${shown.above}px` }} />
          {rows.slice(shown.part.from, shown.part.to).map((row) => (
            <RowView key={row.key} row={row} conversation={conversation} isRinged={isRinged(row, ringed)} log={log} />
          ))}
          <div style={{ height: `${shown.below}px` }} />
        </div>
      </div>
      {!(log.isAtEnd && !history.hasAfter) && (
        <Latest conversationId={id} onClick={() => void toLatest().catch(report)} />
      )}
      <Announcer conversationId={id} />
    </div>
  );
}

function isRinged(row: Row, sequence: number | null): boolean {
  return row.kind === "message" && row.line.sequence === sequence;
}

/** What was unread when the conversation was opened. */
function newIn(id: string): { readonly sequence: number; readonly count: number } | null {
  const conversation = conversations.peek().get(id);
  if (!conversation) return null;
  const { unread_count: count, unread_from, my_last_read_sequence: read } = conversation;
  if (unread_from !== null) return { sequence: unread_from, count: Math.max(count, 1) };
  return count > 0 ? { sequence: read + 1, count } : null;
}
