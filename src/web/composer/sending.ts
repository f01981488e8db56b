import { editMessage } from "../api/messages.ts";
import { failureOf } from "../parts/failure.ts";
import { toast } from "../parts/toast.tsx";
import { plainText, previewOf } from "../store/heads.ts";
import { change, outbox, state } from "../store/store.ts";
import type { Standing } from "../store/standing.ts";
import type { Message, Quote } from "../wire/shapes.ts";
import { mentionedIn, mentionsAll } from "./mentions.ts";

export interface Written {
  readonly content: string;
  readonly contentType: "text" | "html";
}

export function send(conversation: Standing, written: Written, replyTo: Message | null): void {
  const { content, contentType } = written;
  outbox.write({
    key: crypto.randomUUID(),
    conversationId: conversation.id,
    content,
    contentType,
    replyTo: replyTo && quoteOf(replyTo),
    ...mentionsOf(conversation, written),
    createdAt: new Date().toISOString(),
    status: "waiting",
    reason: null,
  });
}

/** Shows at once; a refusal brings the words back that were there. */
export async function edit(conversation: Standing, line: Message, written: Written): Promise<void> {
  const { mentions, mentionsAll: all } = mentionsOf(conversation, written);
  change({ kind: "message", message: { ...line, content: written.content, is_edited: true } });
  const words = {
    content: written.content,
    ...(mentions.length > 0 && { mentions }),
    ...(all && { mentions_all: all }),
  };
  try {
    change({ kind: "message", message: await editMessage(line.id, words) });
  } catch (error) {
    change({ kind: "message", message: line });
    toast(failureOf(error));
  }
}

/** Whom the words mention, of the members. */
export function mentionsOf(conversation: Standing, { content, contentType }: Written) {
  if (conversation.kind === "direct") return { mentions: [], mentionsAll: false };
  const members = state.peek().members.get(conversation.id) ?? [];
  const text = contentType === "html" ? plainText(content) : content;
  return { mentions: mentionedIn(text, members), mentionsAll: mentionsAll(text) };
}

function quoteOf(line: Message): Quote {
  const { id, sequence, sender_id, sender_display_name, message_type, is_deleted } = line;
  return { id, sequence, sender_id, sender_display_name, message_type, preview: previewOf(line), is_deleted };
}
