import { tellTyping } from "../api/conversations.ts";
import { report } from "../store/report.ts";

const everyMs = 2_000;
const told = new Map<string, number>();

/** That somebody writes is told every two seconds at most. */
export function tellWriting(conversationId: string): void {
  const now = Date.now();
  if (now - (told.get(conversationId) ?? 0) < everyMs) return;
  told.set(conversationId, now);
  void tellTyping(conversationId, true).catch(report);
}

export function tellNotWriting(conversationId: string): void {
  if (!told.delete(conversationId)) return;
  void tellTyping(conversationId, false).catch(report);
}
