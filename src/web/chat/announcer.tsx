import { useComputed } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { plainText } from "../store/heads.ts";
import { nameOf } from "../store/names.ts";
import { histories, myId } from "../store/store.ts";
import type { Message } from "../wire/shapes.ts";
import { systemWords } from "../words/system.tsx";
import { t } from "../words/words.ts";

const everyMs = 1_000;

/** Says new messages of others to those who listen, at most once a second: one whole, several by their number. */
export function Announcer({ conversationId }: { readonly conversationId: string }) {
  const [said, say] = useState("");
  const last = useComputed(() => histories.value.get(conversationId)?.lines.at(-1)?.sequence ?? 0).value;
  const upTo = useRef(last);
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    if (last <= upTo.current) return;
    waiting.current ??= setTimeout(() => {
      waiting.current = undefined;
      const lines = histories.peek().get(conversationId)?.lines ?? [];
      const fresh = lines.filter(({ sequence, sender_id }) => sequence > upTo.current && sender_id !== myId.peek());
      upTo.current = lines.at(-1)?.sequence ?? upTo.current;
      if (fresh.length > 0) say(sentenceOf(fresh));
    }, everyMs);
  }, [last, conversationId]);
  useEffect(() => () => clearTimeout(waiting.current), []);
  return (
    <div class="only-read" role="status" aria-live="polite">
      {said}
    </div>
  );
}

function sentenceOf(lines: readonly Message[]): string {
  const [only] = lines;
  if (!only || lines.length > 1) return t("chat.new", { n: lines.length });
  if (only.message_type === "system") return systemWords(only);
  const { sender_id, sender_display_name, content, content_type } = only;
  const text = content_type === "html" ? plainText(content) : content;
  return t("chat.said", { name: nameOf(sender_id, sender_display_name), text });
}
