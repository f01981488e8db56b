import { computed } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { jumps } from "../app/router.ts";
import { Icon } from "../parts/icon.tsx";
import { titleOf } from "../store/names.ts";
import { loadAround, loadMore } from "../store/open-conversation.ts";
import { report } from "../store/report.ts";
import type { History } from "../store/state.ts";
import { myId, outgoing, state } from "../store/store.ts";
import type { Conversation } from "../wire/shapes.ts";
import { t } from "../words/words.ts";
import { Announcer } from "./announcer.tsx";
import { moveInLog } from "./log-keys.ts";
import { useReading } from "./reading.ts";
import { RowView } from "./row.tsx";
import { useStaysAtEnd } from "./stays-at-end.ts";
import { indexOfSequence, rowsOf, type Row } from "./rows.ts";
import { followPx, useVirtual } from "./virtual.ts";

interface LogProps {
  readonly conversation: Conversation;
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
  const [newFrom, setNewFrom] = useState(() => newIn(conversation));
  const mine = useMemo(
    () => computed(() => outgoing.value.filter(({ conversationId }) => conversationId === id)),
    [id],
  );
  const rows = useMemo(
    () => rowsOf({ history, outgoing: mine.value, myId: myId.value, newFrom }),
    [history, mine.value, myId.value, newFrom],
  );
  const virtual = useVirtual({
    count: rows.length,
    keyOf: (index) => rows[index]?.key ?? String(index),
    estimate: (index) => estimateOf(rows[index]),
    scroller: () => scroller.current,
  });
  useStaysAtEnd(scroller);
  const [ringed, setRinged] = useState<number | null>(null);
  const isAtEnd = (): boolean => {
    const element = scroller.current;
    return element !== null && element.scrollHeight - element.scrollTop - element.clientHeight < followPx;
  };
  const look = useReading(id, isAtEnd, history.lines.at(-1)?.sequence ?? 0);

  useLayoutEffect(() => {
    if (target !== null) return;
    const index = rows.findIndex(({ kind }) => kind === "new");
    if (index >= 0) virtual.scrollToIndex(index, { align: "start" });
    else virtual.scrollToEnd();
  }, []);
  useEffect(() => {
    if (target === null) return undefined;
    const index = indexOfSequence(rows, target);
    if (index < 0) {
      void loadAround(id, target).catch(report);
      return undefined;
    }
    virtual.scrollToIndex(index, { align: "center" });
    setRinged(target);
    const passing = setTimeout(() => setRinged(null), ringMs);
    return () => clearTimeout(passing);
  }, [target, jumps.value, target !== null && indexOfSequence(rows, target) >= 0]);
  // What I send takes me to the end, and says that I have seen what was new.
  const lastKey = mine.value.at(-1)?.key;
  useEffect(() => {
    if (lastKey === undefined) return;
    setNewFrom(null);
    if (history.hasAfter) void loadAround(id, null).catch(report);
    virtual.scrollToEnd();
  }, [lastKey]);

  const onScroll = (): void => {
    const element = scroller.current;
    if (!element) return;
    if (element.scrollTop < nearPx) void loadMore(id, "before").catch(report);
    if (element.scrollHeight - element.scrollTop - element.clientHeight < nearPx)
      void loadMore(id, "after").catch(report);
    look();
  };
  useEffect(onScroll, [history]);
  const toLatest = async (): Promise<void> => {
    await loadAround(id, null);
    requestAnimationFrame(() => virtual.scrollToEnd());
  };
  const items = virtual.getVirtualItems();
  const unseen = state.value.conversations.get(id)?.unread_count ?? 0;
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
        <div class="log-space" />
        <div class="log-rows" style={{ height: `${virtual.getTotalSize()}px` }}>
          {items.map((item) => {
            const row = rows[item.index];
            return row === undefined ? null : (
              <div
                key={item.key}
                data-index={item.index}
                ref={virtual.measureElement}
                class="log-row"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <RowView row={row} conversation={conversation} isRinged={isRinged(row, ringed)} />
              </div>
            );
          })}
        </div>
      </div>
      {!(virtual.isAtEnd(followPx) && !history.hasAfter) && virtual.scrollOffset !== null && (
        <button
          type="button"
          class="latest"
          aria-label={t("chat.latest", { n: unseen })}
          onClick={() => void toLatest().catch(report)}
        >
          <Icon name="down" />
          {unseen > 0 && <span class="badge numbers">{unseen}</span>}
        </button>
      )}
      <Announcer conversationId={id} />
    </div>
  );
}

function isRinged(row: Row, sequence: number | null): boolean {
  return row.kind === "message" && row.line.sequence === sequence;
}

/** What was unread when the conversation was opened. */
function newIn({ unread_count: count, unread_from, my_last_read_sequence: read }: Conversation) {
  if (unread_from !== null) return { sequence: unread_from, count: Math.max(count, 1) };
  return count > 0 ? { sequence: read + 1, count } : null;
}

const line = 22;
const charactersOnALine = 62;

/** How high a row is likely to be: the closer, the less there is to correct when it is measured. */
function estimateOf(row: Row | undefined): number {
  if (row?.kind === "message") {
    const { content, reply_to, reactions, link_preview } = row.line;
    const lines = content
      .split("\n")
      .reduce((sum, each) => sum + Math.max(1, Math.ceil(each.length / charactersOnALine)), 0);
    return (
      20 +
      lines * line +
      (reply_to ? 54 : 0) +
      (reactions.length > 0 ? 32 : 0) +
      (link_preview ? 96 : 0) +
      (row.isFirst ? 12 : 3)
    );
  }
  return row?.kind === "outgoing" ? 50 : 44;
}
