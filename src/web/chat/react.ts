import { addReaction, removeReaction } from "../api/messages.ts";
import { failureOf } from "../parts/failure.ts";
import { toast } from "../parts/toast.tsx";
import { isMine, withReaction } from "../store/reactions.ts";
import { change, myId } from "../store/store.ts";
import type { Message, Reaction } from "../wire/shapes.ts";
import { isProblem } from "../api/problem.ts";
import { t } from "../words/words.ts";

/** Shows at once, and settles by the answer; a refusal takes it back. */
export function toggleReaction(line: Message, emoji: string): void {
  const known = line.reactions.find((each) => each.emoji === emoji);
  const action = known && isMine(known, myId.peek()) ? "remove" : "add";
  const me = myId.peek();
  if (me !== null) show(line, withReaction(line, { user_id: me, emoji, action }, me).reactions);
  const asked = action === "add" ? addReaction(line.id, emoji) : removeReaction(line.id, emoji);
  void asked.then(
    (reactions) => show(line, reactions),
    (error: unknown) => {
      show(line, line.reactions);
      toast(isProblem(error, "conflict") ? t("message.reactions.full") : failureOf(error));
    },
  );
}

function show({ conversation_id: conversationId, id }: Message, reactions: readonly Reaction[]): void {
  change({ kind: "reactions", conversationId, id, reactions });
}
