import { signal } from "@preact/signals";
import { getDraft, putDraft } from "../api/conversations.ts";
import { isProblem } from "../api/problem.ts";
import { report } from "../store/report.ts";
import { change } from "../store/store.ts";

const saveAfterMs = 1_000;
const texts = new Map<string, string>();
const waiting = new Map<string, ReturnType<typeof setTimeout>>();

/** The conversation whose draft was saved last, while that is said. */
export const savedDraft = signal<string | null>(null);

/** What was being written here, in this tab. */
export function draftOf(conversationId: string): string {
  return texts.get(conversationId) ?? "";
}

/** Kept at once here, and a second later for the other devices. */
export function keepDraft(conversationId: string, text: string): void {
  if (draftOf(conversationId) === text) return;
  texts.set(conversationId, text);
  savedDraft.value = null;
  clearTimeout(waiting.get(conversationId));
  waiting.set(
    conversationId,
    setTimeout(() => void save(conversationId).catch(report), text === "" ? 0 : saveAfterMs),
  );
}

async function save(conversationId: string): Promise<void> {
  waiting.delete(conversationId);
  const content = draftOf(conversationId);
  await putDraft(conversationId, { content, content_type: "text", reply_to_id: null });
  change({ kind: "draft", conversationId, preview: content === "" ? null : content });
  savedDraft.value = content === "" ? null : conversationId;
}

/** What another device left; null where there is nothing, or something is written here already. */
export async function fetchDraft(conversationId: string): Promise<string | null> {
  if (draftOf(conversationId) !== "") return null;
  try {
    const { content } = await getDraft(conversationId);
    if (draftOf(conversationId) !== "" || waiting.has(conversationId)) return null;
    texts.set(conversationId, content);
    return content;
  } catch (error) {
    if (isProblem(error, "not_found")) return null;
    throw error;
  }
}
