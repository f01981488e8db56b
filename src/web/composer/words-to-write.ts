import { useEffect, useLayoutEffect } from "preact/hooks";
import { isInTime } from "../chat/rights.ts";
import { report } from "../store/report.ts";
import { myId, state } from "../store/store.ts";
import type { Standing } from "../store/standing.ts";
import type { Message } from "../wire/shapes.ts";
import { fetchDraft } from "./draft.ts";
import type { Mode } from "./modes.ts";

/** What another device left unsent, when nothing is written here. */
export function useDraft({ id, draft_preview }: Standing, setText: (text: string) => void): void {
  useEffect(() => {
    if (draft_preview === null) return;
    void fetchDraft(id).then((draft) => draft !== null && setText(draft), report);
  }, [id]);
}

/** A mode may bring words to be changed: as text, or formatted ones, which the rich editor takes. */
export function useWords(mode: Mode | null, take: (words: string | null, isRich: boolean) => void): void {
  useEffect(() => {
    if (mode?.kind === "edit") take(mode.line.content, mode.line.content_type === "html");
    else if (mode) take(mode.kind === "words" ? mode.text : null, false);
  }, [mode]);
}

/** As high as its text, as far as the style allows. */
export function useGrowing(field: { readonly current: HTMLTextAreaElement | null }, text: string): void {
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);
}

export function lastOfMine(conversation: Standing): Message | undefined {
  const lines = state.peek().histories.get(conversation.id)?.lines ?? [];
  const last = lines.findLast(
    ({ sender_id, message_type, is_deleted }) => sender_id === myId.peek() && message_type !== "system" && !is_deleted,
  );
  return last && isInTime(last, conversation) ? last : undefined;
}
