import { isLineId, lineId, type LineId } from "../../domain/ids.ts";
import type { Words } from "../../domain/conversation/events.ts";
import { firstUrl } from "../../domain/message/first-url.ts";
import { conversationOf } from "../../events/logged.ts";
import type { NewIntent } from "../jobs/intent.ts";
import type { Calls, JobKind } from "../jobs/kind.ts";
import { previewMessage, type PreviewParts } from "./preview-message.ts";

const kind = "link preview";

/** Milliseconds after which a server that could not be reached is asked again. */
const again = [30_000, 300_000];

/**
 * Previews of what is sent and edited. That a stranger's server cannot be reached is nobody's failure: after some tries
 * there is no preview.
 * @param parts null: there are none, also for what waits already
 */
export function previewing(parts: PreviewParts | null): JobKind {
  return {
    kind,
    lane: "web",
    ...(parts && { calls }),
    prefixes: ["conversation-", "message-"],
    mostAttempts: 5,
    longest: 20_000,
    async run({ subject, attempt }, { signal }) {
      if (!parts || !isLineId(subject)) return "done";
      const outcome = await previewMessage(parts, { messageId: subject, signal });
      const againInMs = outcome === "done" ? undefined : again[attempt - 1];
      return againInMs === undefined ? "done" : { againInMs };
    },
  };
}

/** Once for what was sent, and once for each edit. */
export const calls: Calls = {
  MessageSent: (event) => {
    const messageId = lineId({ conversationId: conversationOf(event), revision: event.revision });
    return calledFor(event.data, { messageId, at: event.at, window: "sent" });
  },
  MessageEdited: (event) =>
    calledFor(event.data, { messageId: event.data.messageId, at: event.at, window: String(event.revision) }),
};

function calledFor(
  words: Words,
  { messageId, at, window }: { readonly messageId: LineId; readonly at: string; readonly window: string },
): readonly NewIntent[] {
  return firstUrl(words) === null ? [] : [{ kind, subject: messageId, window, dueAt: new Date(at) }];
}
