import { attachPreview } from "../../commands/attach-preview.ts";
import type { CommandContext } from "../../commands/context.ts";
import { findLineNow } from "../../commands/line-now.ts";
import type { LineId } from "../../domain/ids.ts";
import { firstUrl } from "../../domain/message/first-url.ts";
import { Unreachable, type LinkPreviews } from "./preview-of.ts";

export interface PreviewParts {
  readonly commands: Pick<CommandContext, "store" | "codec" | "conversations" | "messages">;
  readonly previews: LinkPreviews;
}

export interface MessageRef {
  readonly messageId: LineId;
  readonly signal?: AbortSignal;
}

/**
 * Gives a message the preview of its first URL, as it is now, where there is one to show. What became of the message
 * meanwhile counts: it is decided with its end.
 * @returns "unreachable" where a later try may do better
 */
export async function previewMessage(
  { commands, previews }: PreviewParts,
  { messageId, signal }: MessageRef,
): Promise<"done" | "unreachable"> {
  const line = await findLineNow(commands, messageId, { read: "current" });
  if (line?.event.type !== "MessageSent" || line.since.deleted) return "done";
  const url = firstUrl(line.event.data);
  if (url === null || line.since.linkPreview?.url === url) return "done";
  try {
    const preview = await previews.previewOf(url, signal);
    // A refusal is fine: it says that the preview fits no more.
    if (preview) await attachPreview(commands, { actor: line.actor, messageId, ...preview });
    return "done";
  } catch (error) {
    if (error instanceof Unreachable) return "unreachable";
    throw error;
  }
}
