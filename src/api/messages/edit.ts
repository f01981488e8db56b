import { z } from "zod";
import { editMessage as edit } from "../../commands/edit-message.ts";
import { findLineNow } from "../../commands/line-now.ts";
import { conversationStream } from "../../commands/streams.ts";
import { mayReadLine } from "../../domain/conversation/access.ts";
import type { LineId, UserId } from "../../domain/ids.ts";
import { showsNothing } from "../../domain/text.ts";
import { done, tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { ofMessage } from "../schemas/ids.ts";
import { message } from "../schemas/message.ts";
import { messageNow } from "./sent.ts";
import { saidIn, wordsFields } from "./words.ts";

const { content_type: _itStays, ...fields } = wordsFields;
const body = z.strictObject(fields);

/** The whole of what it says: mentions that are not given are none any more. */
export function editMessage(server: ApiServer, api: Api): void {
  server.patch(
    "/api/messages/:id",
    {
      config: { access: "session", limit: "edit", problems: ["gone", "edit_window_closed"] },
      schema: {
        summary: "Change what one's own message says, while its window is open",
        tags: ["messages"],
        params: ofMessage,
        body,
        response: { 200: message },
      },
    },
    async (request, reply) => {
      const { id: messageId } = request.params;
      const actor = viewerOf(request).userId;
      const content_type = await contentTypeOf(api, messageId, actor);
      const said = await saidIn({ ...request.body, content_type }, { hasData: true });
      const { editWindows: windows } = api.settings;
      const outcome = await edit(api.commands, { actor, messageId, ...said, windows, correlationId: request.id });
      await tellPlace(reply, api.places, done(outcome, showsNothing(said.content) ? "content" : "mentions"));
      return messageNow(api, messageId, actor);
    },
  );
}

/** What is html stays html. What they may not read is as good as not there, here too: it is refused with the edit. */
async function contentTypeOf({ commands }: Api, id: LineId, viewer: UserId): Promise<"text" | "html"> {
  const line = await findLineNow(commands, id, { read: "known" });
  if (line?.event.type !== "MessageSent" || typeof line.event.data.html !== "string") return "text";
  const { state } = await commands.conversations.known(conversationStream(line.conversationId));
  return mayReadLine(state, viewer, line.event.data.sequence) ? "html" : "text";
}
