import { createHash } from "node:crypto";
import type { DisclosedField } from "../../../src/event-store/codec/disclosed.ts";
import type { Exportable } from "./export-text.ts";

/** What is said in a made-up log: in which conversation, and where not in its own stream, of which of its lines. */
export interface Said {
  readonly conversation: string;
  readonly text: string;
  readonly line?: number;
}

/** A log of words, sealed as the codec seals them as far as a verifier can see. */
export function madeUpLog(said: readonly Said[]): Exportable[] {
  const revisions = new Map<string, number>();
  return said.map(({ conversation, text, line }, index) => {
    const stream = line === undefined ? `conversation-${conversation}` : `message-${conversation}_${line}`;
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    const field = sealedField(text, index);
    return {
      position: BigInt(index + 1),
      stream,
      revision,
      id: `00000000-0000-4000-8000-${index.toString().padStart(12, "0")}`,
      type: line === undefined ? "MessageSent" : "MessageEdited",
      data: {
        ...(line !== undefined && { conversationId: conversation }),
        senderId: "ada",
        $sealed: { content: { keys: ["a", "b"], box: "c2VhbGVk", commitment: field.commitment } },
      },
      metadata: { at: new Date(Date.UTC(2026, 10, 1) + index * 1_000).toISOString(), actor: "ada", version: 1 },
      opened: { content: field.opened },
    };
  });
}

function sealedField(value: string, index: number): { opened: DisclosedField; commitment: string } {
  const salt = createHash("sha256").update(`salt ${index}`).digest();
  const text = JSON.stringify(value);
  return { opened: { salt, text }, commitment: createHash("sha256").update(salt).update(text).digest("base64") };
}
