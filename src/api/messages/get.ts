import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { ofMessage } from "../schemas/ids.ts";
import { message } from "../schemas/message.ts";
import { messageNow } from "./sent.ts";

/** Answered from the log: it shows what was done to it a moment ago, by whichever process. */
export function getMessage(server: ApiServer, api: Api): void {
  server.get(
    "/api/messages/:id",
    {
      config: { access: "session", reads: [] },
      schema: { summary: "One message", tags: ["messages"], params: ofMessage, response: { 200: message } },
    },
    (request) => messageNow(api, request.params.id, viewerOf(request).userId),
  );
}
