import { useEffect } from "preact/hooks";
import { markRead } from "../api/conversations.ts";
import { report } from "../store/report.ts";
import { change, state } from "../store/store.ts";

/** Whether somebody looks at this window. */
export function isLooking(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

/** What was seen is told as read: the last line, once its end was looked at. */
export function useReading(conversationId: string, isAtEnd: () => boolean, lastSequence: number): () => void {
  const look = (): void => {
    const conversation = state.peek().conversations.get(conversationId);
    const history = state.peek().histories.get(conversationId);
    const last = history?.lines.at(-1)?.sequence;
    if (!conversation?.my_role || !history || history.hasAfter || last === undefined) return;
    if (!isLooking() || !isAtEnd()) return;
    if (last <= conversation.my_last_read_sequence && conversation.unread_from === null) return;
    change({ kind: "read-here", conversationId, sequence: last });
    void markRead(conversationId, last).catch(report);
  };
  useEffect(look, [conversationId, lastSequence]);
  useEffect(() => {
    window.addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      window.removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, [conversationId]);
  return look;
}
