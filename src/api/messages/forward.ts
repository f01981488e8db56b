import { z } from "zod";
import { forwardMessage, type ForwardOutcome } from "../../commands/forward-message.ts";
import { usedOtherwise } from "../../commands/deciding/draft.ts";
import { maxTargets } from "../../domain/message/forward.ts";
import { tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { keyed, keyOf } from "../plugins/idempotency.ts";
import { countForwarding } from "../plugins/limits-of-messages.ts";
import { viewerOf } from "../plugins/session.ts";
import { Problem, problemCodes } from "../problem.ts";
import { list } from "../schemas/described.ts";
import { conversationIdField, ofMessage } from "../schemas/ids.ts";
import { message } from "../schemas/message.ts";
import { mayBeShown, sentMessage, type SentBy } from "./sent.ts";

const body = z.strictObject({ conversation_ids: z.array(conversationIdField).min(1).max(maxTargets) });

const forwarded = z.object({
  messages: list(message),
  failed: list(z.object({ conversation_id: z.string(), code: z.enum(problemCodes) })),
});

export function forward(server: ApiServer, api: Api): void {
  server.post(
    "/api/messages/:id/forward",
    {
      config: { access: "session", limit: "send", problems: ["gone"] },
      schema: {
        summary: "Send a message on, to one or more conversations",
        tags: ["messages"],
        params: ofMessage,
        headers: keyed,
        body,
        response: { 201: forwarded },
      },
    },
    async (request, reply) => {
      const { id: messageId } = request.params;
      const { conversation_ids: conversationIds } = request.body;
      const actor = viewerOf(request).userId;
      const asked = { message_id: messageId, ...request.body };
      await countForwarding(api, { actor, messageId, conversationIds });
      const outcome = await forwardMessage(api.commands, {
        actor,
        messageId,
        conversationIds,
        ...keyOf({ headers: request.headers, asks: "forward", body: asked }),
        correlationId: request.id,
      });
      if (outcome.kind === "refused") throw new Problem(outcome.refusal.code, outcome.refusal.detail);
      if (outcome.outcomes.every(isUsedOtherwise)) throw new Problem(usedOtherwise.code, usedOtherwise.detail);
      const sent = outcome.outcomes.flatMap(({ conversationId, outcome: each }) =>
        each.kind === "done" ? [{ ...each, conversationId, viewer: actor }] : [],
      );
      await tellPlace(reply, api.places, {
        events: sent.flatMap(({ events }) => events).toSorted((a, b) => (a.position < b.position ? -1 : 1)),
        isReplay: sent.length > 0 && sent.every(({ isReplay }) => isReplay),
      });
      const { shown, hidden } = await sorted(api, sent);
      const messages = await Promise.all(shown.map((each) => sentMessage(api, each)));
      const failed = [...outcome.outcomes.flatMap(failureOf), ...hidden.map(notThere)];
      return reply.code(201).send({ messages, failed });
    },
  );
}

/** What was sent by an earlier request, to where one may not read any more, is not there for them. */
async function sorted(api: Api, sent: readonly SentBy[]) {
  const may = await Promise.all(sent.map((each) => mayBeShown(api, each)));
  return { shown: sent.filter((_, index) => may[index]), hidden: sent.filter((_, index) => !may[index]) };
}

/** Where a key was used for another message, nothing is sent. */
const isUsedOtherwise = ({ outcome }: ForwardOutcome): boolean =>
  outcome.kind === "refused" && outcome.refusal === usedOtherwise;

const notThere = ({ conversationId }: SentBy) => ({ conversation_id: conversationId, code: "not_found" as const });

function failureOf({ conversationId, outcome }: ForwardOutcome) {
  return outcome.kind === "refused" ? [{ conversation_id: conversationId, code: outcome.refusal.code }] : [];
}
