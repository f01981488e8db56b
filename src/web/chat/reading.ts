import { useEffect, useRef } from "preact/hooks";
import { onTold } from "../store/live.ts";
import { read, tellAllRead } from "../store/tell-read.ts";
import { state } from "../store/store.ts";

/** Whether somebody looks at this window. */
export function isLooking(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

/** What was seen is told as read: the last line, once its end was looked at. @returns what looks at it now */
export function useReading(conversationId: string, isAtEnd: () => boolean): () => void {
  const look = (): void => {
    const conversation = state.peek().conversations.get(conversationId);
    const history = state.peek().histories.get(conversationId);
    const last = history?.lines.at(-1)?.sequence;
    if (!conversation?.my_role || !history || history.hasAfter || last === undefined) return;
    if (!isLooking() || !isAtEnd()) return;
    if (last <= conversation.my_last_read_sequence && conversation.unread_from === null) return;
    read(conversationId, last);
  };
  const latest = useRef(look);
  latest.current = look;
  useEffect(() => {
    const lookNow = (): void => latest.current();
    lookNow();
    // What comes where somebody looks is read with its coming, so that it is not first drawn as unread.
    const ceaseHearing = onTold(({ event }) => event === "new_message" && lookNow());
    window.addEventListener("focus", lookNow);
    document.addEventListener("visibilitychange", lookNow);
    window.addEventListener("pagehide", tellAllRead);
    return () => {
      ceaseHearing();
      window.removeEventListener("focus", lookNow);
      document.removeEventListener("visibilitychange", lookNow);
      window.removeEventListener("pagehide", tellAllRead);
    };
  }, [conversationId]);
  // Whatever was drawn may have brought the end in sight, without anybody having scrolled.
  useEffect(look);
  return look;
}
